#include "io/read/aws_cli/iam_details.h"

#include <algorithm>
#include <utility>

#include "io/read/aws_cli/field_reader.h"
#include "io/read/aws_cli/iam_drafts.h"
#include "model/arn.h"

namespace orgsim::io {
namespace {

class IamDetailsReader {
 public:
  IamDetailsReader(const JsonSlice& slice, const CallContext& context, DumpReading& reading)
      : fields_(slice, reading), reading_(reading), account_id_(context.account) {}

  void read(ondemand::parser& parser) {
    auto document = parser.iterate(
        simdjson::padded_string_view(fields_.slice().text.data(), fields_.slice().text.size(),
                                     fields_.slice().text.size() + simdjson::SIMDJSON_PADDING));
    Output output;
    fields_.members(document.get_value(), "get-account-authorization-details", kOutput, *this,
                    output);
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
      throw simdjson::simdjson_error(simdjson::TAPE_ERROR);
    }
    if (output.truncated || output.marker) {
      reading_.partial(fields_.slice().at(0));
    }
    join_groups();
    finish(output);
  }

 private:
  using Value = ondemand::value;
  template <class Record>
  using Row = Field<IamDetailsReader, Record>;

  // The outermost object.
  static const std::array<Row<Output>, 6> kOutput;
  void truncated(Value json, Output& to) { to.truncated = fields_.boolean(json); }
  void marker(Value /*json*/, Output& to) { to.marker = true; }
  void users(Value json, Output& /*to*/) {
    fields_.each_item(json, "UserDetailList", [&](Value item) { user(item); });
  }
  void groups(Value json, Output& /*to*/) {
    fields_.each_item(json, "GroupDetailList", [&](Value item) { group(item); });
  }
  void roles(Value json, Output& /*to*/) {
    fields_.each_item(json, "RoleDetailList", [&](Value item) { role(item); });
  }
  void policies(Value json, Output& /*to*/) {
    fields_.each_item(json, "Policies", [&](Value item) { managed_policy(item); });
  }

  // Members that users, groups and roles have in common.
  template <class Record>
  void path(Value json, Record& to) {
    to.record.path = fields_.text(json);
  }
  template <class Record>
  void name(Value json, Record& to) {
    to.record.name = fields_.text(json);
  }
  template <class Record>
  void unique_id(Value json, Record& to) {
    to.record.unique_id = fields_.text(json);
  }
  template <class Record>
  void arn(Value json, Record& to) {
    to.record.where = fields_.where(json);
    to.record.arn = fields_.text(json);
  }
  template <class Record>
  void created(Value json, Record& /*to*/) {
    date(json);
  }
  template <class Record>
  void inline_policies(Value json, Record& to) {
    fields_.each_item(json, "inline policies", [&](Value item) {
      Pair policy;
      fields_.members(item, "inline policy", kInlinePolicy, *this, policy);
      if (policy.document) {
        to.record.policies.inline_policies.push_back(
            {.name = std::move(policy.first),
             .document = reading_.documents.intern(*policy.document, PolicyKind::Identity)});
      }
    });
  }
  template <class Record>
  void attached(Value json, Record& to) {
    fields_.each_item(json, "AttachedManagedPolicies", [&](Value item) {
      const SourceLocation where = fields_.where(item);
      Pair policy;
      fields_.members(item, "attached managed policy", kAttachedPolicy, *this, policy);
      if (policy.second.empty()) {
        reading_.error("E1103", "an attached policy without `PolicyArn`", where);
      } else {
        to.record.policies.attached.push_back(reading_.managed_policy(policy.second, where));
      }
    });
  }
  template <class Record>
  void boundary(Value json, Record& to) {
    Pair policy;
    fields_.members(json, "PermissionsBoundary", kBoundary, *this, policy);
    if (!policy.second.empty()) {
      to.record.policies.boundary = PermissionsBoundary{.arn = std::move(policy.second)};
    }
  }
  template <class Record>
  void tags(Value json, Record& to) {
    fields_.each_item(json, "Tags", [&](Value item) {
      Pair tag;
      fields_.members(item, "tag", kTag, *this, tag);
      to.record.tags.emplace(std::move(tag.first), std::move(tag.second));
    });
  }

  // Small objects.
  static const std::array<Row<Pair>, 2> kInlinePolicy;
  static const std::array<Row<Pair>, 2> kAttachedPolicy;
  static const std::array<Row<Pair>, 2> kBoundary;
  static const std::array<Row<Pair>, 2> kTag;
  static const std::array<Row<Pair>, 2> kLastUsed;
  static const std::array<Row<Pair>, 6> kInstanceProfile;
  void first(Value json, Pair& to) { to.first = fields_.text(json); }
  void second(Value json, Pair& to) { to.second = fields_.text(json); }
  void document(Value json, Pair& to) { to.document = document_text(json); }

  // Users, groups and roles.
  static const std::array<Row<UserDraft>, 10> kUser;
  static const std::array<Row<RoleDraft>, 12> kRole;
  static const std::array<Row<GroupDraft>, 7> kGroup;

  void group_names(Value json, UserDraft& to) {
    fields_.each_item(json, "GroupList", [&](Value item) {
      const SourceLocation where = fields_.where(item);
      to.groups.push_back({.text = fields_.text(item), .where = where});
    });
  }
  void trust(Value json, RoleDraft& to) {
    if (const auto text = document_text(json)) {
      to.record.trust = reading_.documents.intern(*text, PolicyKind::Trust);
      to.has_trust = true;
    }
  }
  void instance_profiles(Value json, RoleDraft& to) {
    fields_.each_item(json, "InstanceProfileList", [&](Value item) {
      Pair profile;
      fields_.members(item, "instance profile", kInstanceProfile, *this, profile);
      to.record.instance_profiles.push_back(std::move(profile.second));
    });
  }
  void last_used(Value json, RoleDraft& to) {
    Pair used;
    fields_.members(json, "RoleLastUsed", kLastUsed, *this, used);
    to.record.last_used = reading_.date(used.first);
  }

  void user(Value json) {
    errors_before_ = reading_.diagnostics.size();
    const SourceLocation begin = fields_.where(json);
    UserDraft draft;
    fields_.members(json, "user", kUser, *this, draft);
    if (own(draft.record, "user", begin)) {
      const auto index = reading_.tables().users.edit().append(std::move(draft.record));
      for (Said& group : draft.groups) {
        memberships_.emplace_back(index, std::move(group));
      }
    }
  }
  void group(Value json) {
    errors_before_ = reading_.diagnostics.size();
    const SourceLocation begin = fields_.where(json);
    GroupDraft draft;
    fields_.members(json, "group", kGroup, *this, draft);
    if (own(draft.record, "group", begin)) {
      std::string name = draft.record.name;
      groups_.emplace(std::move(name),
                      reading_.tables().groups.edit().append(std::move(draft.record)));
    }
  }
  void role(Value json) {
    errors_before_ = reading_.diagnostics.size();
    const SourceLocation begin = fields_.where(json);
    RoleDraft draft;
    fields_.members(json, "role", kRole, *this, draft);
    if (!own(draft.record, "role", begin)) {
      return;
    }
    if (draft.has_trust) {
      reading_.tables().roles.edit().append(std::move(draft.record));
    } else {
      reading_.error("E1103", "role `" + draft.record.name + "` without trust policy", begin);
    }
  }

  /// Checks the parts a record cannot do without and gives it its account.
  template <class Record>
  bool own(Record& record, std::string_view kind, SourceLocation begin) {
    record.where = begin;
    if (record.name.empty() || record.arn.empty()) {
      if (reading_.diagnostics.size() == errors_before_) {
        reading_.error("E1103", "a " + std::string(kind) + " without name or `Arn`", begin);
      }
      return false;
    }
    const auto account = account_of(record.arn, begin);
    record.account = account.value_or(Index<Account>());
    return account.has_value();
  }

  std::optional<Index<Account>> account_of(const std::string& arn, SourceLocation where) {
    const auto parts = parse_arn(arn);
    if (!parts || parts->service != "iam") {
      reading_.error("E1105", "`" + arn + "` is no ARN of IAM", where);
      return std::nullopt;
    }
    if (account_id_.empty()) {
      account_id_ = parts->account;
    }
    if (parts->account != account_id_) {
      reading_.error("E2002", "`" + arn + "` is not of account `" + account_id_ + "`", where,
                     "one account a file, in the folder of that account");
      return std::nullopt;
    }
    if (!account_) {
      account_ = reading_.account(account_id_, where);
      reading_.tables().partition = parts->partition;
    }
    return account_;
  }

  // Managed policies.
  static const std::array<Row<ManagedPolicyDraft>, 13> kPolicy;
  static const std::array<Row<Version>, 4> kVersion;
  void policy_name(Value json, ManagedPolicyDraft& to) { to.name = fields_.text(json); }
  void policy_path(Value json, ManagedPolicyDraft& to) { to.path = fields_.text(json); }
  void policy_arn(Value json, ManagedPolicyDraft& to) { to.arn = fields_.text(json); }
  void default_version(Value json, ManagedPolicyDraft& to) {
    to.default_version = fields_.text(json);
  }
  void updated(Value json, ManagedPolicyDraft& to) { to.updated = date(json); }
  void versions(Value json, ManagedPolicyDraft& to) {
    fields_.each_item(json, "PolicyVersionList", [&](Value item) {
      Version version;
      fields_.members(item, "policy version", kVersion, *this, version);
      to.versions.push_back(std::move(version));
    });
  }
  void version_id(Value json, Version& to) { to.id = fields_.text(json); }
  void version_default(Value json, Version& to) { to.is_default = fields_.boolean(json); }
  void version_document(Value json, Version& to) { to.document = document_text(json); }

  void managed_policy(Value json) {
    const SourceLocation begin = fields_.where(json);
    ManagedPolicyDraft draft;
    fields_.members(json, "policy", kPolicy, *this, draft);
    if (draft.arn.empty()) {
      reading_.error("E1103", "a managed policy without `Arn`", begin);
      return;
    }
    if (!is_newest(draft)) {
      return;
    }
    auto& record =
        reading_.tables().managed_policies.edit()[reading_.managed_policy(draft.arn, begin)];
    record.name = std::move(draft.name);
    record.path = std::move(draft.path);
    record.where = begin;
    read_versions(draft, record);
  }

  /// The text of a policy is that of its default version; the others could be made the default.
  void read_versions(const ManagedPolicyDraft& draft, ManagedPolicy& record) {
    auto by_default = std::ranges::find(draft.versions, true, &Version::is_default);
    if (by_default == draft.versions.end()) {
      by_default = std::ranges::find(draft.versions, draft.default_version, &Version::id);
    }
    for (auto version = draft.versions.begin(); version != draft.versions.end(); ++version) {
      if (!version->document) {
        continue;
      }
      const auto document = reading_.documents.intern(*version->document, PolicyKind::Identity);
      if (version == by_default) {
        record.document = document;
      } else {
        record.other_versions.push_back(document);
      }
    }
  }

  /// AWS managed policies are in the dump of every account, and accounts are not collected in one
  /// moment: the newest text counts.
  bool is_newest(const ManagedPolicyDraft& draft) {
    const auto parts = parse_arn(draft.arn);
    if (!parts || parts->account != "aws") {
      return true;
    }
    const auto [known, added] = reading_.policy_dates.try_emplace(draft.arn, draft.updated);
    if (!added && draft.updated <= known->second) {
      return false;
    }
    known->second = draft.updated;
    return true;
  }

  // What all of them use.
  std::string date(Value json) {
    if (json.type() == ondemand::json_type::number) {
      return "";  // Seconds since 1970, as some SDKs print.
    }
    std::string text = fields_.text(json);
    reading_.date(text);
    return text;
  }
  std::optional<JsonSlice> document_text(Value json) {
    if (json.type() == ondemand::json_type::string) {
      return fields_.whole(json);
    }
    return fields_.expect(json, ondemand::json_type::object, "policy document")
               ? std::optional(fields_.whole(json))
               : std::nullopt;
  }

  /// Users name their groups without path.
  void join_groups() {
    for (const auto& [user, group] : memberships_) {
      const auto found = groups_.find(group.text);
      if (found == groups_.end()) {
        reading_.error("E3001", "unknown group `" + group.text + "`", group.where,
                       "collect the details without a filter, or with groups");
      } else {
        reading_.tables().users.edit()[user].groups.push_back(found->second);
      }
    }
  }

  void finish(const Output& output) {
    const SourceLocation begin = fields_.slice().at(0);
    if (!account_ && !account_id_.empty()) {
      account_ = reading_.account(account_id_, begin);
    }
    if (!account_) {
      reading_.error("E2001", "nothing says which account this is", begin,
                     "put the file into a folder `accounts/<account id>`");
    } else if (!reading_.with_iam.insert(*account_).second) {
      reading_.error("E2005", "the IAM of account `" + account_id_ + "` a second time", begin,
                     "keep one of the two files");
    } else if (!output.truncated && !output.marker) {
      reading_.collected(*account_, EvidenceDomain::Iam);
    }
  }

  FieldReader fields_;
  DumpReading& reading_;
  std::string account_id_;
  std::size_t errors_before_ = 0;  // Of the record being read.
  std::optional<Index<Account>> account_;
  std::map<std::string, Index<Group>> groups_;
  std::vector<std::pair<Index<User>, Said>> memberships_;
};

using R = IamDetailsReader;

constexpr std::array<Field<R, Output>, 6> R::kOutput = {{
    {"GroupDetailList", &R::groups},
    {"IsTruncated", &R::truncated},
    {"Marker", &R::marker},
    {"Policies", &R::policies},
    {"RoleDetailList", &R::roles},
    {"UserDetailList", &R::users},
}};

constexpr std::array<Field<R, Pair>, 2> R::kInlinePolicy = {
    {{"PolicyName", &R::first}, {"PolicyDocument", &R::document}}};

constexpr std::array<Field<R, Pair>, 2> R::kAttachedPolicy = {
    {{"PolicyName"}, {"PolicyArn", &R::second}}};

constexpr std::array<Field<R, Pair>, 2> R::kBoundary = {
    {{"PermissionsBoundaryType"}, {"PermissionsBoundaryArn", &R::second}}};

constexpr std::array<Field<R, Pair>, 2> R::kTag = {{{"Key", &R::first}, {"Value", &R::second}}};

constexpr std::array<Field<R, Pair>, 2> R::kLastUsed = {{{"LastUsedDate", &R::first}, {"Region"}}};

constexpr std::array<Field<R, Pair>, 6> R::kInstanceProfile = {{{"Path"},
                                                                {"InstanceProfileName"},
                                                                {"InstanceProfileId"},
                                                                {"Arn", &R::second},
                                                                {"CreateDate"},
                                                                {"Roles"}}};

constexpr std::array<Field<R, UserDraft>, 10> R::kUser = {{
    {"Path", &R::path},
    {"UserName", &R::name},
    {"UserId", &R::unique_id},
    {"Arn", &R::arn},
    {"CreateDate", &R::created},
    {"UserPolicyList", &R::inline_policies},
    {"GroupList", &R::group_names},
    {"AttachedManagedPolicies", &R::attached},
    {"PermissionsBoundary", &R::boundary},
    {"Tags", &R::tags},
}};

constexpr std::array<Field<R, GroupDraft>, 7> R::kGroup = {{
    {"Path", &R::path},
    {"GroupName", &R::name},
    {"GroupId", &R::unique_id},
    {"Arn", &R::arn},
    {"CreateDate", &R::created},
    {"GroupPolicyList", &R::inline_policies},
    {"AttachedManagedPolicies", &R::attached},
}};

constexpr std::array<Field<R, RoleDraft>, 12> R::kRole = {{
    {"Path", &R::path},
    {"RoleName", &R::name},
    {"RoleId", &R::unique_id},
    {"Arn", &R::arn},
    {"CreateDate", &R::created},
    {"AssumeRolePolicyDocument", &R::trust},
    {"InstanceProfileList", &R::instance_profiles},
    {"RolePolicyList", &R::inline_policies},
    {"AttachedManagedPolicies", &R::attached},
    {"PermissionsBoundary", &R::boundary},
    {"Tags", &R::tags},
    {"RoleLastUsed", &R::last_used},
}};

constexpr std::array<Field<R, ManagedPolicyDraft>, 13> R::kPolicy = {{
    {"PolicyName", &R::policy_name},
    {"PolicyId"},
    {"Arn", &R::policy_arn},
    {"Path", &R::policy_path},
    {"DefaultVersionId", &R::default_version},
    {"AttachmentCount"},
    {"PermissionsBoundaryUsageCount"},
    {"IsAttachable"},
    {"Description"},
    {"CreateDate"},
    {"UpdateDate", &R::updated},
    {"PolicyVersionList", &R::versions},
    {"Tags"},
}};

constexpr std::array<Field<R, Version>, 4> R::kVersion = {{
    {"Document", &R::version_document},
    {"VersionId", &R::version_id},
    {"IsDefaultVersion", &R::version_default},
    {"CreateDate"},
}};

}  // namespace

bool is_iam_details(const std::vector<TopLevelMember>& members) {
  return std::ranges::any_of(members, [](const TopLevelMember& member) {
    return member.key == "RoleDetailList" || member.key == "UserDetailList" ||
           member.key == "GroupDetailList";
  });
}

struct IamDetails::Parser {
  ondemand::parser parser;
};

IamDetails::IamDetails(DumpReading& reading)
    : reading_(reading), parser_(std::make_unique<Parser>()) {}

IamDetails::~IamDetails() = default;

void IamDetails::read(const JsonSlice& slice, const CallContext& context) {
  const auto before = static_cast<std::ptrdiff_t>(reading_.diagnostics.size());
  try {
    IamDetailsReader(slice, context, reading_).read(parser_->parser);
  } catch (const simdjson::simdjson_error& problem) {
    // The plain reader knows what is wrong and where. Both agree on what is well formed, so it
    // finds the problem too; should it not, the file is refused all the same. What was reported on
    // the way came of it.
    reading_.diagnostics.erase(reading_.diagnostics.begin() + before, reading_.diagnostics.end());
    const Result<JsonValue> json = FastJson().parse(slice);
    if (json) {
      reading_.error("E1001", problem.what(), slice.at(0));
    } else {
      std::ranges::copy(json.error(), std::back_inserter(reading_.diagnostics));
    }
  }
}

}  // namespace orgsim::io

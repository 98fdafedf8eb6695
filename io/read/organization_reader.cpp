#include "io/read/organization_reader.h"

#include <algorithm>
#include <iterator>
#include <list>
#include <ranges>

#include "io/read/account_reader.h"
#include "io/read/organization_references.h"
#include "io/read/s3_policy.h"
#include "io/read/waiver_reader.h"

namespace orgsim::io {
namespace {

constexpr std::string_view kFormat = "orgsim-organization/1";
using PolicyNames = std::map<std::string, Index<OrganizationPolicy>>;

/// One organization: the file itself, or an entry of `other_organizations`. Its tree is read before
/// anything that names an account, in this organization or another.
class PartReader {
 public:
  PartReader(const JsonValue& json, std::string what, OrganizationReading& reading)
      : file_(json, std::move(what), reading.diagnostics), reading_(reading) {}

  JsonCursor& cursor() { return file_; }

  void tree() {
    const JsonValue* json = file_.member("organization", JsonKind::Object);
    if (json == nullptr) {
      reading_.error("E1103", "an organization file without `organization`", file_.where());
      return;
    }
    JsonCursor cursor(*json, "organization", reading_.diagnostics);
    OrganizationRecord record{.id = cursor.required_text("id"), .where = json->where};
    record.name = cursor.text("name").empty() ? record.id : cursor.text("name");
    organization_ = reading_.tables().organizations.edit().append(record);
    const std::string root = cursor.required_text("root");
    record.root = reading_.tables().ous.edit().append(
        {.id = root, .name = "Root", .organization = organization_, .where = json->where});
    ous_.emplace(root, record.root);
    ous();
    accounts();
    if (const JsonValue* id = cursor.member("management_account", JsonKind::String)) {
      record.management_account = reading_.account(id->text, id->where).value_or(Index<Account>());
    } else {
      reading_.error("E1103", "`organization` without `management_account`", json->where);
    }
    settings_ = std::move(record);
    begin();
    settings(cursor);
    reading_.unmodelled(cursor, "/organization/");
    reading_.tables().organizations.edit()[organization_] = settings_;
  }

  /// Makes this organization the one that names refer to.
  void begin() {
    reading_.organization = organization_;
    reading_.ous = ous_;
  }

  /// Everything an organization of the file can have, whether it is home or not.
  void sections() {
    delegated_administrators();
    policies("scps", "scp_attachments", PolicyKind::Scp);
    policies("rcps", "rcp_attachments", PolicyKind::Rcp);
    s3_policies();
    read_iam(file_, reading_);
    read_identity_center(file_, reading_);
    read_resources(file_, reading_);
    read_delivery(file_, reading_);
    read_network(file_, reading_);
    read_dns(file_, reading_);
  }

 private:
  void settings(JsonCursor& cursor) {
    feature_set(cursor);
    for (const std::string& type :
         cursor.strings("policy_types").value_or(std::vector<std::string>())) {
      if (type == "SERVICE_CONTROL_POLICY") {
        settings_.enabled_policy_types.insert(OrganizationPolicyType::ServiceControlPolicy);
      } else if (type == "RESOURCE_CONTROL_POLICY") {
        settings_.enabled_policy_types.insert(OrganizationPolicyType::ResourceControlPolicy);
      } else {
        settings_.other_policy_types.push_back(type);
      }
    }
    if (const auto services = cursor.strings("trusted_access")) {
      settings_.trusted_access = std::set<std::string>(services->begin(), services->end());
    }
    delegated_ = cursor.member("delegated_administrators", JsonKind::Object);
    if (const JsonValue* json = cursor.member("root_access_management", JsonKind::Object)) {
      JsonCursor root(*json, "root_access_management", reading_.diagnostics);
      settings_.root_access_management = {
          .credentials = root.boolean("credentials").value_or(false),
          .sessions = root.boolean("sessions").value_or(false)};
      reading_.unmodelled(root, "/organization/root_access_management/");
    }
    if (const JsonValue* json = cursor.member("policy_delegation", JsonKind::Object)) {
      settings_.delegation_policy_collected = true;
      if (!json->members.empty()) {
        settings_.delegation_policy = reading_.document(*json, PolicyKind::Resource);
      }
    }
  }

  void feature_set(JsonCursor& cursor) {
    const std::string features = cursor.text("feature_set");
    if (features == "CONSOLIDATED_BILLING") {
      settings_.feature_set = FeatureSet::ConsolidatedBilling;
    } else if (features != "ALL" && !features.empty()) {
      reading_.error("E1105", "unknown feature set `" + features + "`", cursor.where(),
                     "`ALL` or `CONSOLIDATED_BILLING`");
    }
  }

  /// A service has one account, or a list where AWS allows several. An account may be of another
  /// organization of the file, which a check then finds.
  void delegated_administrators() {
    if (delegated_ == nullptr) {
      return;
    }
    auto& result = reading_.tables().organizations.edit()[organization_].delegated_administrators;
    result.emplace();
    for (const JsonMember& member : delegated_->members) {
      const bool one = member.value.kind == JsonKind::String;
      const auto names = one ? std::vector<const JsonValue*>{&member.value}
                             : reading_.names(member.key, member.value);
      for (const JsonValue* name : names) {
        if (const auto account = reading_.account_or_outside(name->text, name->where)) {
          (*result)[member.key].insert(*account);
        }
      }
    }
  }

  void ous() {
    std::vector<std::pair<Index<OrganizationalUnit>, const JsonValue*>> parents;
    file_.each_item("ous", [&](const JsonValue& json) {
      JsonCursor cursor(json, "OU", reading_.diagnostics);
      const std::string id = cursor.required_text("id");
      cursor.required_text("parent");
      const auto index =
          reading_.tables().ous.edit().append({.id = id,
                                               .name = cursor.text("name"),
                                               .organization = organization_,
                                               .risk_profile = cursor.text("risk_profile"),
                                               .where = json.where});
      if (const auto [known, added] = ous_.emplace(id, index); !added) {
        reading_.error("E3006", "second OU with id `" + id + "`", json.where);
        reading_.diagnostics.back().other = (*reading_.tables().ous)[known->second].where;
      }
      parents.emplace_back(index, cursor.member("parent", JsonKind::String));
      reading_.unmodelled(cursor, "/ous/" + id + "/");
    });
    for (const auto& [index, parent] : parents) {
      if (parent != nullptr) {
        reading_.tables().ous.edit()[index].parent = reading_.named(ous_, *parent, "OU");
      }
    }
  }

  void accounts() {
    file_.each_item("accounts", [&](const JsonValue& json) {
      JsonCursor cursor(json, "account", reading_.diagnostics);
      auto account = read_account(cursor, reading_);
      cursor.required_text("ou");
      if (!account) {
        return;
      }
      if (const JsonValue* ou = cursor.member("ou", JsonKind::String)) {
        account->parent = reading_.named(ous_, *ou, "OU");
      }
      const std::string id = account->id.text();
      reading_.unmodelled(cursor, "/accounts/" + id + "/");
      reading_.accounts.emplace(id, reading_.tables().accounts.edit().append(*std::move(account)));
    });
  }

  void policies(std::string_view section, std::string_view attachments, PolicyKind kind) {
    PolicyNames names;
    file_.each_member(section, [&](const JsonMember& member) {
      JsonCursor cursor(member.value, "organization policy", reading_.diagnostics);
      OrganizationPolicy policy{.id = member.key,
                                .name = cursor.text("name"),
                                .type = kind == PolicyKind::Scp
                                            ? OrganizationPolicyType::ServiceControlPolicy
                                            : OrganizationPolicyType::ResourceControlPolicy,
                                .organization = organization_,
                                .where = member.where};
      policy.aws_managed = policy.name == "FullAWSAccess" || policy.name == "RCPFullAWSAccess";
      if (const JsonValue* document = cursor.member("doc")) {
        policy.document = reading_.document(*document, kind);
      }
      reading_.unmodelled(cursor, "/" + std::string(section) + "/" + member.key + "/");
      names.emplace(member.key, reading_.tables().policies.edit().append(std::move(policy)));
    });
    file_.each_member(attachments, [&](const JsonMember& target) { attach(target, names); });
  }

  void s3_policies() {
    PolicyNames names;
    file_.each_member("s3_policies", [&](const JsonMember& member) {
      JsonCursor cursor(member.value, "s3 policy", reading_.diagnostics);
      OrganizationPolicy policy{.id = member.key,
                                .name = cursor.text("name"),
                                .type = OrganizationPolicyType::Other,
                                .organization = organization_,
                                .where = member.where};
      if (const JsonValue* document = cursor.member("doc", JsonKind::Object)) {
        policy.s3_public_access = read_s3_policy(*document, reading_.diagnostics);
      }
      reading_.unmodelled(cursor, "/s3_policies/" + member.key + "/");
      names.emplace(member.key, reading_.tables().policies.edit().append(std::move(policy)));
    });
    file_.each_member("s3_policy_attachments",
                      [&](const JsonMember& target) { attach(target, names); });
  }

  void attach(const JsonMember& target, const PolicyNames& names) {
    const auto ou = ous_.find(target.key);
    const auto account = reading_.accounts.find(target.key);
    if (ou == ous_.end() && account == reading_.accounts.end()) {
      unknown_target(target);
      return;
    }
    for (const JsonValue* item : reading_.names(target.key, target.value)) {
      if (reading_.records_unknown_attachments && !names.contains(item->text)) {
        record(item->text, item->where);
      } else if (const auto policy = reading_.named(names, *item, "policy")) {
        ou != ous_.end() ? reading_.builder.attach(*policy, ou->second)
                         : reading_.builder.attach(*policy, account->second);
      }
    }
  }

  void unknown_target(const JsonMember& target) {
    if (reading_.records_unknown_attachments) {
      record(target.key, target.where);
      return;
    }
    std::vector<std::string> names;
    std::ranges::copy(std::views::keys(ous_), std::back_inserter(names));
    std::ranges::copy(std::views::keys(reading_.accounts), std::back_inserter(names));
    reading_.unknown(target.key, names, "root, OU or account", target.where);
  }

  void record(const std::string& id, SourceLocation where) {
    reading_.tables().unknown_attachments.edit().push_back(
        {.id = id, .organization = organization_, .where = where});
  }

  JsonCursor file_;
  OrganizationReading& reading_;
  Index<OrganizationRecord> organization_;
  OrganizationRecord settings_;
  const JsonValue* delegated_ = nullptr;
  std::map<std::string, Index<OrganizationalUnit>> ous_;
};

class FileReader {
 public:
  FileReader(const JsonValue& json, OrganizationReading& reading)
      : home_(json, "organization file", reading), file_(home_.cursor()), reading_(reading) {}

  void read() {
    header();
    home_.tree();
    file_.each_item("other_organizations", [&](const JsonValue& json) {
      others_.emplace_back(json, "other organization", reading_).tree();
    });
    file_.each_item("standalone_accounts", [&](const JsonValue& json) { standalone(json); });
    home_.begin();
    home_.sections();
    read_management_account_resources(file_, reading_);
    read_logging(file_, reading_);
    read_declared(file_, reading_);
    read_evidence(file_, reading_);
    if (const JsonValue* waivers = file_.member("waivers", JsonKind::Array)) {
      reading_.tables().waivers.edit() = read_waivers(*waivers, reading_.diagnostics);
    }
    reading_.unmodelled(file_, "/");
    for (PartReader& other : others_) {
      other.begin();
      other.sections();
      other.cursor().member("about");
      reading_.unmodelled(other.cursor(), "/other_organizations/");
    }
    for (Standalone& account : standalone_) {
      belongings(account);
    }
  }

 private:
  struct Standalone {
    JsonCursor cursor;
    Index<Account> account;
  };

  void header() {
    if (file_.required_text("format") != kFormat && file_.member("format") != nullptr) {
      reading_.error("E1105", "unknown format", file_.member("format")->where,
                     "this program reads `" + std::string(kFormat) + "`");
    }
    file_.member("about");
    file_.member("$schema");
    reading_.tables().as_of = file_.date("as_of");
    if (const std::string partition = file_.text("partition"); !partition.empty()) {
      reading_.tables().partition = partition;
    }
  }

  void standalone(const JsonValue& json) {
    JsonCursor cursor(json, "standalone account", reading_.diagnostics);
    if (auto account = read_account(cursor, reading_)) {
      const std::string id = account->id.text();
      const auto index = reading_.tables().accounts.edit().append(*std::move(account));
      reading_.accounts.emplace(id, index);
      standalone_.push_back({.cursor = std::move(cursor), .account = index});
    }
  }

  void belongings(Standalone& standalone) {
    const std::string id = (*reading_.tables().accounts)[standalone.account].id.text();
    if (const JsonValue* iam = standalone.cursor.member("iam", JsonKind::Object)) {
      read_account_iam(*iam, id, standalone.account, reading_);
    }
    standalone.cursor.each_item("resources", [&](const JsonValue& json) {
      read_resource(json, standalone.account, reading_);
    });
    reading_.unmodelled(standalone.cursor, "/standalone_accounts/" + id + "/");
  }

  PartReader home_;
  JsonCursor& file_;
  OrganizationReading& reading_;
  std::list<PartReader> others_;
  std::list<Standalone> standalone_;
};

Result<Organization> read_whole(const JsonValue& json, OrganizationReading& reading) {
  FileReader(json, reading).read();
  Result<Organization> built = std::move(reading.builder).build();
  if (!built) {
    std::ranges::move(built.error(), std::back_inserter(reading.diagnostics));
  }
  if (has_errors(reading.diagnostics)) {
    return std::unexpected(std::move(reading.diagnostics));
  }
  return built;
}

}  // namespace

Result<Organization> read_organization(const JsonValue& json, MemberLog* log) {
  OrganizationReading reading;
  reading.log = log;
  return read_whole(json, reading);
}

Result<Organization> read_organization_to_judge(const JsonValue& json) {
  OrganizationReading reading;
  reading.records_unknown_attachments = true;
  return read_whole(json, reading);
}

}  // namespace orgsim::io

#include <algorithm>

#include "io/read/identity_policies_reader.h"
#include "model/arn.h"

namespace orgsim::io {
namespace {

/// Managed policies, groups, users and roles of one account, in this order, because each names
/// those before it.
class IamReader {
 public:
  IamReader(const JsonValue& json, std::string id, Index<Account> account,
            OrganizationReading& reading)
      : cursor_(json, "iam", reading.diagnostics),
        account_(account),
        holder_{.account = std::move(id)},
        reading_(reading) {}

  void read() {
    holder_.collected = cursor_.member("managed_policies") != nullptr;
    cursor_.each_item("managed_policies", [&](const JsonValue& json) { managed(json); });
    cursor_.each_item("groups", [&](const JsonValue& json) { group(json); });
    cursor_.each_item("roles", [&](const JsonValue& json) { role(json); });
    cursor_.each_item("users", [&](const JsonValue& json) { user(json); });
    account_identity();
    reading_.unmodelled(cursor_, place(""));
  }

 private:
  std::string place(const std::string& rest) const {
    return "/iam/" + holder_.account + "/" + rest;
  }

  void account_identity() {
    AccountIdentity result{
        .oidc_providers = cursor_.strings("oidc_providers").value_or(std::vector<std::string>()),
        .saml_providers = cursor_.strings("saml_providers").value_or(std::vector<std::string>()),
        .unsaid = cursor_.unsaid({"users"}),
        .where = cursor_.where()};
    if (const JsonValue* json = cursor_.member("root_user", JsonKind::Object)) {
      JsonCursor root(*json, "root_user", reading_.diagnostics);
      result.root_credentials = root.text("credentials");
      result.root_access_keys = root.integer("access_keys");
      result.root_mfa = root.text("mfa");
      reading_.unmodelled(root, place("root_user/"));
    }
    reading_.tables().account_identities.edit().emplace(account_, std::move(result));
  }

  static std::string path_of(JsonCursor& cursor) {
    const std::string path = cursor.text("path");
    return path.empty() ? "/" : path;
  }

  std::string arn(std::string_view kind, const std::string& path, const std::string& name) const {
    return iam_arn(reading_.tables().partition, holder_.account, std::string(kind) + path + name);
  }

  /// A customer managed policy by name and path, or any by ARN: the text of an AWS managed policy
  /// may be given where it is used.
  void managed(const JsonValue& json) {
    JsonCursor cursor(json, "managed policy", reading_.diagnostics);
    ManagedPolicy result{.arn = cursor.text("arn"), .path = path_of(cursor), .where = json.where};
    if (result.arn.empty()) {
      result.name = cursor.required_text("name");
      result.arn = arn("policy", result.path, result.name);
    } else {
      const std::size_t begin = std::min(result.arn.find('/'), result.arn.size());
      const std::size_t end = result.arn.rfind('/');
      result.path = end == std::string::npos ? "/" : result.arn.substr(begin, end + 1 - begin);
      result.name = end == std::string::npos ? result.arn : result.arn.substr(end + 1);
      cursor.member("name");
    }
    if (result.arn.find("::aws:") == std::string::npos) {
      result.account = account_;
    }
    if (const JsonValue* document = cursor.member("doc")) {
      result.document = reading_.document(*document, PolicyKind::Identity);
    }
    cursor.each_item("other_versions", [&](const JsonValue& version) {
      result.other_versions.push_back(reading_.document(version, PolicyKind::Identity));
    });
    reading_.unmodelled(cursor, place("managed_policies/" + result.name + "/"));
    add(std::move(result));
  }

  void add(ManagedPolicy policy) {
    auto& table = reading_.tables().managed_policies;
    const auto known = reading_.managed_policies.find(policy.arn);
    if (known == reading_.managed_policies.end()) {
      const std::string key = policy.arn;
      reading_.managed_policies.emplace(key, table.edit().append(std::move(policy)));
    } else if (policy.account) {
      reading_.error("E3007", "second managed policy with ARN `" + policy.arn + "`", policy.where);
      reading_.diagnostics.back().other = (*table)[known->second].where;
    } else if (!(*table)[known->second].document) {
      table.edit()[known->second].document = policy.document;
    }
  }

  void group(const JsonValue& json) {
    JsonCursor cursor(json, "group", reading_.diagnostics);
    Group result{.account = account_,
                 .path = path_of(cursor),
                 .name = cursor.required_text("name"),
                 .unique_id = cursor.text("unique_id"),
                 .policies = read_identity_policies(cursor, holder_, reading_),
                 .where = json.where};
    if (result.policies.boundary) {
      reading_.error("E1105", "group `" + result.name + "` with `permissions_boundary`", json.where,
                     "a boundary is of a user or a role");
    }
    result.arn = arn("group", result.path, result.name);
    reading_.unmodelled(cursor, place("groups/" + result.name + "/"));
    const std::string name = result.name;
    groups_.emplace(name, reading_.tables().groups.edit().append(std::move(result)));
  }

  void role(const JsonValue& json) {
    JsonCursor cursor(json, "role", reading_.diagnostics);
    Role result{.account = account_,
                .path = path_of(cursor),
                .name = cursor.required_text("name"),
                .unique_id = cursor.text("unique_id"),
                .kind = cursor.text("kind"),
                .policies = read_identity_policies(cursor, holder_, reading_),
                .max_session_seconds = cursor.integer("max_session_seconds"),
                .tags = cursor.texts("tags"),
                .last_used = cursor.date("last_used"),
                .instance_profiles =
                    cursor.strings("instance_profiles").value_or(std::vector<std::string>()),
                .where = json.where};
    result.arn = arn("role", result.path, result.name);
    if (const JsonValue* trust = cursor.member("trust")) {
      result.trust = reading_.document(*trust, PolicyKind::Trust);
      reading_.unmodelled(cursor, place("roles/" + result.name + "/"));
      reading_.tables().roles.edit().append(std::move(result));
    } else {
      reading_.error("E1103", "role `" + result.name + "` without `trust`", json.where);
    }
  }

  void user(const JsonValue& json) {
    JsonCursor cursor(json, "user", reading_.diagnostics);
    User result{.account = account_,
                .path = path_of(cursor),
                .name = cursor.required_text("name"),
                .unique_id = cursor.text("unique_id"),
                .policies = read_identity_policies(cursor, holder_, reading_),
                .groups = groups_of(cursor),
                .has_login_profile = cursor.boolean("has_login_profile"),
                .tags = cursor.texts("tags"),
                .where = json.where};
    result.arn = arn("user", result.path, result.name);
    if (cursor.member("access_keys") != nullptr) {
      result.access_keys.emplace();
    }
    cursor.each_item("access_keys", [&](const JsonValue& item) {
      result.access_keys->push_back(access_key(item, result.name));
    });
    reading_.unmodelled(cursor, place("users/" + result.name + "/"));
    reading_.tables().users.edit().append(std::move(result));
  }

  std::vector<Index<Group>> groups_of(JsonCursor& cursor) {
    std::vector<Index<Group>> result;
    if (const JsonValue* list = cursor.member("groups", JsonKind::Array)) {
      for (const JsonValue* name : reading_.names("groups", *list)) {
        if (const auto group = reading_.named(groups_, *name, "IAM group")) {
          result.push_back(*group);
        }
      }
    }
    return result;
  }

  AccessKey access_key(const JsonValue& item, const std::string& user) {
    JsonCursor key(item, "access key", reading_.diagnostics);
    const std::string status = key.text("status");
    if (!status.empty() && status != "Active" && status != "Inactive") {
      reading_.error("E1105", "unknown status `" + status + "` of an access key", item.where,
                     "`Active` or `Inactive`");
    }
    AccessKey result{.id = key.text("id"),
                     .active = status != "Inactive",
                     .created = key.date("created"),
                     .last_used = key.date("last_used")};
    reading_.unmodelled(key, place("users/" + user + "/access_keys/"));
    return result;
  }

  JsonCursor cursor_;
  Index<Account> account_;
  PolicyHolder holder_;
  OrganizationReading& reading_;
  std::map<std::string, Index<Group>> groups_;
};

}  // namespace

void read_account_iam(const JsonValue& json, const std::string& id, Index<Account> account,
                      OrganizationReading& reading) {
  IamReader(json, id, account, reading).read();
}

void read_iam(JsonCursor& file, OrganizationReading& reading) {
  file.each_member("iam", [&](const JsonMember& member) {
    if (const auto account = reading.account(member.key, member.where)) {
      read_account_iam(member.value, member.key, *account, reading);
    }
  });
}

}  // namespace orgsim::io

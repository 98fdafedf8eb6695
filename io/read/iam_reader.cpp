#include "io/read/organization_references.h"
#include "model/arn.h"

namespace orgsim::io {
namespace {

/// Users and roles of one account.
class IamReader {
 public:
  IamReader(const JsonMember& member, Index<Account> account, OrganizationReading& reading)
      : cursor_(member.value, "iam", reading.diagnostics),
        id_(member.key),
        account_(account),
        reading_(reading) {}

  void read() {
    cursor_.each_item("roles", [&](const JsonValue& json) { role(json); });
    cursor_.each_item("users", [&](const JsonValue& json) { user(json); });
    account_identity();
    reading_.unmodelled(cursor_, "/iam/" + id_ + "/");
  }

 private:
  void account_identity() {
    AccountIdentity result{
        .oidc_providers = cursor_.strings("oidc_providers").value_or(std::vector<std::string>()),
        .saml_providers = cursor_.strings("saml_providers").value_or(std::vector<std::string>()),
        .where = cursor_.where()};
    if (const JsonValue* json = cursor_.member("root_user", JsonKind::Object)) {
      JsonCursor root(*json, "root_user", reading_.diagnostics);
      result.root_credentials = root.text("credentials");
      result.root_access_keys = root.integer("access_keys");
      result.root_mfa = root.text("mfa");
      reading_.unmodelled(root, "/iam/" + id_ + "/root_user/");
    }
    reading_.tables().account_identities.edit().emplace(account_, std::move(result));
  }

  std::string path_of(JsonCursor& cursor) {
    const std::string path = cursor.text("path");
    return path.empty() ? "/" : path;
  }

  std::string arn(std::string_view kind, const std::string& path, const std::string& name) {
    return iam_arn(reading_.tables().partition, id_, std::string(kind) + path + name);
  }

  IdentityPolicies policies(JsonCursor& cursor) {
    IdentityPolicies result;
    cursor.each_item("policies", [&](const JsonValue& json) {
      result.inline_policies.push_back(
          {.name = "", .document = reading_.document(json, PolicyKind::Identity)});
    });
    const JsonValue* boundary = cursor.member("permissions_boundary");
    if (boundary != nullptr && boundary->kind == JsonKind::String) {
      result.boundary = PermissionsBoundary{.arn = boundary->text};
    } else if (boundary != nullptr) {
      result.boundary =
          PermissionsBoundary{.document = reading_.document(*boundary, PolicyKind::Identity)};
    }
    return result;
  }

  void role(const JsonValue& json) {
    JsonCursor cursor(json, "role", reading_.diagnostics);
    Role result{.account = account_,
                .path = path_of(cursor),
                .name = cursor.required_text("name"),
                .unique_id = cursor.text("unique_id"),
                .kind = cursor.text("kind"),
                .policies = policies(cursor),
                .max_session_seconds = cursor.integer("max_session_seconds"),
                .tags = cursor.texts("tags"),
                .last_used = cursor.date("last_used"),
                .where = json.where};
    result.arn = arn("role", result.path, result.name);
    if (const JsonValue* trust = cursor.member("trust")) {
      result.trust = reading_.document(*trust, PolicyKind::Trust);
      reading_.unmodelled(cursor, "/iam/" + id_ + "/roles/" + result.name + "/");
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
                .policies = policies(cursor),
                .has_login_profile = cursor.boolean("has_login_profile"),
                .tags = cursor.texts("tags"),
                .where = json.where};
    result.arn = arn("user", result.path, result.name);
    if (cursor.member("access_keys") != nullptr) {
      result.access_keys.emplace();
    }
    cursor.each_item("access_keys", [&](const JsonValue& item) {
      JsonCursor key(item, "access key", reading_.diagnostics);
      const std::string id = key.text("id");
      result.access_keys->push_back({.id = id, .active = key.text("status") != "Inactive"});
    });
    reading_.unmodelled(cursor, "/iam/" + id_ + "/users/" + result.name + "/");
    reading_.tables().users.edit().append(std::move(result));
  }

  JsonCursor cursor_;
  std::string id_;
  Index<Account> account_;
  OrganizationReading& reading_;
};

}  // namespace

void read_iam(JsonCursor& file, OrganizationReading& reading) {
  file.each_member("iam", [&](const JsonMember& member) {
    if (const auto account = reading.account(member.key, member.where)) {
      IamReader(member, *account, reading).read();
    }
  });
}

}  // namespace orgsim::io

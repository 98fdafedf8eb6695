#include "io/read/identity_policies_reader.h"

namespace orgsim::io {
namespace {

class IdentityCenterReader {
 public:
  IdentityCenterReader(const JsonValue& json, OrganizationReading& reading)
      : cursor_(json, "identity_center", reading.diagnostics), reading_(reading) {}

  void read() {
    instance();
    cursor_.each_item("users", [&](const JsonValue& json) { declared_user(json); });
    cursor_.each_member("groups", [&](const JsonMember& member) { group(member); });
    cursor_.each_member("permission_sets",
                        [&](const JsonMember& member) { permission_set(member); });
    cursor_.each_item("assignments", [&](const JsonValue& json) { assignment(json); });
    reading_.unmodelled(cursor_, "/identity_center/");
  }

 private:
  void instance() {
    IdentityCenterInstance result{.organization = reading_.organization, .where = cursor_.where()};
    if (const JsonValue* id = cursor_.member("instance_account", JsonKind::String)) {
      result.instance_account = reading_.account(id->text, id->where).value_or(Index<Account>());
    }
    if (const JsonValue* id = cursor_.member("delegated_admin", JsonKind::String)) {
      result.delegated_administrator = reading_.account_or_outside(id->text, id->where);
    }
    if (const JsonValue* json = cursor_.member("identity_source", JsonKind::Object)) {
      JsonCursor source(*json, "identity_source", reading_.diagnostics);
      result.source = {.type = source.text("type"),
                       .name = source.text("name"),
                       .mfa_required = source.boolean("mfa_required"),
                       .scim = source.boolean("scim"),
                       .last_access_review = source.date("last_access_review")};
      reading_.unmodelled(source, "/identity_center/identity_source/");
    }
    reading_.tables().identity_centers.edit().push_back(std::move(result));
  }

  /// A person that some group or assignment need not name: `"ann"` or `{"name", "id"}`.
  void declared_user(const JsonValue& json) {
    if (json.kind == JsonKind::String) {
      user(json.text, json.where);
      return;
    }
    JsonCursor cursor(json, "identity user", reading_.diagnostics);
    const auto index = user(cursor.required_text("name"), json.where);
    if (const std::string id = cursor.text("id"); !id.empty()) {
      reading_.tables().identity_users.edit()[index].id = id;
    }
    reading_.unmodelled(cursor, "/identity_center/users/");
  }

  Index<IdentityUser> user(const std::string& name, SourceLocation where) {
    const auto found = users_.find(name);
    if (found != users_.end()) {
      return found->second;
    }
    const auto index = reading_.tables().identity_users.edit().append(
        {.id = name, .name = name, .organization = reading_.organization, .where = where});
    users_.emplace(name, index);
    return index;
  }

  void group(const JsonMember& member) {
    IdentityGroup result{.id = member.key,
                         .name = member.key,
                         .organization = reading_.organization,
                         .where = member.where};
    for (const JsonValue* item : reading_.names(member.key, member.value)) {
      result.members.push_back(user(item->text, item->where));
    }
    groups_.emplace(member.key, reading_.tables().identity_groups.edit().append(std::move(result)));
  }

  void permission_set(const JsonMember& member) {
    JsonCursor cursor(member.value, "permission set", reading_.diagnostics);
    PermissionSet result{.arn = cursor.text("arn"),
                         .name = member.key,
                         .organization = reading_.organization,
                         .session_seconds = cursor.integer("session_seconds"),
                         .where = member.where};
    customer_boundary(cursor, result);
    result.policies = read_identity_policies(cursor, PolicyHolder(), reading_);
    cursor.each_item("customer_policies", [&](const JsonValue& json) {
      result.customer_policies.push_back(customer_policy(json));
    });
    reading_.unmodelled(cursor, "/identity_center/permission_sets/" + member.key + "/");
    sets_.emplace(member.key, reading_.tables().permission_sets.edit().append(std::move(result)));
  }

  /// The boundary as a customer managed policy of each account has a member of its own.
  void customer_boundary(JsonCursor& cursor, PermissionSet& set) {
    const JsonValue* json = cursor.member("customer_permissions_boundary");
    if (json == nullptr) {
      return;
    }
    set.customer_boundary = customer_policy(*json);
    if (cursor.member("permissions_boundary") != nullptr) {
      reading_.error("E1105", "permission set `" + set.name + "` with two boundaries", json->where,
                     "a permission set has one");
    }
  }

  /// `"Name"` or `{"name", "path"}`.
  CustomerPolicyReference customer_policy(const JsonValue& json) {
    if (json.kind == JsonKind::String) {
      return {.path = "/", .name = json.text};
    }
    JsonCursor cursor(json, "customer policy", reading_.diagnostics);
    const std::string path = cursor.text("path");
    CustomerPolicyReference result{.path = path.empty() ? "/" : path,
                                   .name = cursor.required_text("name")};
    reading_.unmodelled(cursor, "/identity_center/permission_sets/customer_policies/");
    return result;
  }

  std::optional<Assignee> assignee(JsonCursor& cursor) {
    const JsonValue* group = cursor.member("group", JsonKind::String);
    const JsonValue* person = cursor.member("user", JsonKind::String);
    if ((group == nullptr) == (person == nullptr)) {
      reading_.error("E1103", "an assignment is to a `group` or a `user`", cursor.where());
      return std::nullopt;
    }
    if (person != nullptr) {
      return user(person->text, person->where);
    }
    if (const auto found = reading_.named(groups_, *group, "group")) {
      return *found;
    }
    return std::nullopt;
  }

  void assignment(const JsonValue& json) {
    JsonCursor cursor(json, "assignment", reading_.diagnostics);
    const auto who = assignee(cursor);
    cursor.required_text("permission_set");
    cursor.required_text("account");
    const JsonValue* name = cursor.member("permission_set", JsonKind::String);
    const auto set =
        name == nullptr ? std::nullopt : reading_.named(sets_, *name, "permission set");
    const auto account = reading_.account(cursor, "account");
    reading_.unmodelled(cursor, "/identity_center/assignments/");
    if (who && set && account) {
      reading_.tables().assignments.edit().append(
          {.assignee = *who, .permission_set = *set, .account = *account, .where = json.where});
    }
  }

  JsonCursor cursor_;
  OrganizationReading& reading_;
  std::map<std::string, Index<IdentityUser>> users_;
  std::map<std::string, Index<IdentityGroup>> groups_;
  std::map<std::string, Index<PermissionSet>> sets_;
};

}  // namespace

void read_identity_center(JsonCursor& file, OrganizationReading& reading) {
  if (const JsonValue* json = file.member("identity_center", JsonKind::Object)) {
    IdentityCenterReader(*json, reading).read();
  }
}

}  // namespace orgsim::io

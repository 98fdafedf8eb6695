#include "io/read/organization_references.h"

namespace orgsim::io {
namespace {

class IdentityCenterReader {
 public:
  IdentityCenterReader(const JsonValue& json, OrganizationReading& reading)
      : cursor_(json, "identity_center", reading.diagnostics), reading_(reading) {}

  void read() {
    instance();
    cursor_.each_member("groups", [&](const JsonMember& member) { group(member); });
    cursor_.each_member("permission_sets",
                        [&](const JsonMember& member) { permission_set(member); });
    cursor_.each_item("assignments", [&](const JsonValue& json) { assignment(json); });
    reading_.unmodelled(cursor_, "/identity_center/");
  }

 private:
  void instance() {
    IdentityCenterInstance result{.where = cursor_.where()};
    if (const JsonValue* id = cursor_.member("instance_account", JsonKind::String)) {
      result.instance_account = reading_.account(id->text, id->where).value_or(Index<Account>());
    }
    if (const JsonValue* id = cursor_.member("delegated_admin", JsonKind::String)) {
      result.delegated_administrator = reading_.account(id->text, id->where);
    }
    if (const JsonValue* json = cursor_.member("identity_source", JsonKind::Object)) {
      JsonCursor source(*json, "identity_source", reading_.diagnostics);
      result.source = {.type = source.text("type"),
                       .name = source.text("name"),
                       .mfa_required = source.boolean("mfa_required"),
                       .scim = source.boolean("scim"),
                       .last_access_review = source.date("last_access_review")};
    }
    reading_.tables().identity_centers.edit().push_back(std::move(result));
  }

  Index<IdentityUser> user(const std::string& name, SourceLocation where) {
    const auto found = users_.find(name);
    if (found != users_.end()) {
      return found->second;
    }
    const auto index =
        reading_.tables().identity_users.edit().append({.id = name, .name = name, .where = where});
    users_.emplace(name, index);
    return index;
  }

  void group(const JsonMember& member) {
    IdentityGroup result{.id = member.key, .name = member.key, .where = member.where};
    for (const JsonValue* item : reading_.names(member.key, member.value)) {
      result.members.push_back(user(item->text, item->where));
    }
    groups_.emplace(member.key, reading_.tables().identity_groups.edit().append(std::move(result)));
  }

  void permission_set(const JsonMember& member) {
    JsonCursor cursor(member.value, member.key, reading_.diagnostics);
    PermissionSet result{.name = member.key,
                         .session_seconds = cursor.integer("session_seconds"),
                         .where = member.where};
    cursor.each_item("policies", [&](const JsonValue& json) {
      result.policies.inline_policies.push_back(
          {.name = "", .document = reading_.document(json, PolicyKind::Identity)});
    });
    reading_.unmodelled(cursor, "/identity_center/permission_sets/" + member.key + "/");
    sets_.emplace(member.key, reading_.tables().permission_sets.edit().append(std::move(result)));
  }

  std::optional<Assignee> assignee(JsonCursor& cursor) {
    const std::string group = cursor.text("group");
    const std::string person = cursor.text("user");
    if (const auto found = groups_.find(group); found != groups_.end()) {
      return found->second;
    }
    if (group.empty() && !person.empty()) {
      return user(person, cursor.where());
    }
    reading_.error("E3001", "unknown group `" + group + "`", cursor.where());
    return std::nullopt;
  }

  void assignment(const JsonValue& json) {
    JsonCursor cursor(json, "assignment", reading_.diagnostics);
    const auto who = assignee(cursor);
    const std::string set = cursor.required_text("permission_set");
    const auto account = reading_.account(cursor.required_text("account"), json.where);
    const auto found = sets_.find(set);
    if (found == sets_.end()) {
      reading_.error("E3001", "unknown permission set `" + set + "`", json.where);
    } else if (who && account) {
      reading_.tables().assignments.edit().append({.assignee = *who,
                                                   .permission_set = found->second,
                                                   .account = *account,
                                                   .where = json.where});
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

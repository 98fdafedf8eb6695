#include <algorithm>
#include <array>
#include <charconv>

#include "io/read/aws_cli/calls.h"

namespace orgsim::io {
namespace {

/// Seconds of one unit of a duration, 0 for what is none. Before the `T` only days are a unit: a
/// month has no fixed length.
int seconds_per(char unit, bool of_time) {
  constexpr std::array kUnits = {std::pair{'H', 3'600}, std::pair{'M', 60}, std::pair{'S', 1}};
  if (!of_time) {
    return unit == 'D' ? 86'400 : 0;
  }
  const auto* row = std::ranges::find(kUnits, unit, &std::pair<char, int>::first);
  return row == kUnits.end() ? 0 : row->second;
}

/// Seconds of a duration in days, hours, minutes and seconds, as `PT8H`; nothing when it is none.
/// Source: IAM Identity Center API Reference, "PermissionSet" (ISO 8601 durations).
std::optional<int> seconds_of(std::string_view text) {
  constexpr int kMost = 10'000;  // Of one unit; sessions last twelve hours at most.
  const std::size_t time = text.find('T');
  int total = 0;
  if (!text.starts_with('P')) {
    return std::nullopt;
  }
  for (std::size_t at = 1; at < text.size();) {
    at += at == time ? 1 : 0;
    int amount = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + at, end, amount);
    const int factor = error == std::errc() && stop != end ? seconds_per(*stop, at > time) : 0;
    if (factor == 0 || amount < 0 || amount > kMost) {
      return std::nullopt;
    }
    total += amount * factor;
    at = static_cast<std::size_t>(stop - text.data()) + 1;
  }
  return total;
}

bool read_instances(Call& call, DumpReading& reading) {
  if (!first_has(call.output, "Instances", "InstanceArn")) {
    return false;
  }
  each_object(call.output, "Instances", "Identity Center instance",
              {"IdentityStoreId", "IdentityStoreArn", "Name", "Status", "StatusReason",
               "CreatedDate", "PrimaryRegion", "Regions"},
              reading, [&](JsonCursor& cursor) {
                const std::string arn = cursor.required_text("InstanceArn");
                reading.account(cursor, "OwnerAccountId");
                reading.identity.instances[arn] = {.owner_account = cursor.text("OwnerAccountId"),
                                                   .where = cursor.where()};
              });
  return true;
}

PermissionSet& permission_set(const std::string& arn, SourceLocation where, DumpReading& reading) {
  PermissionSet& set = reading.identity.permission_sets[arn];
  if (!set.where.known()) {
    set.arn = arn;
    set.where = where;
  }
  return set;
}

/// The permission set that the place names, by the `ps-` id at the end of its ARN, with its parts.
/// Its ARN is found when all files are read.
PermissionSet* named_set(Call& call, PermissionSetParts*& parts, DumpReading& reading) {
  const std::string id =
      required_key(call.context.permission_set_id, "permission set", call, reading);
  if (id.empty()) {
    return nullptr;
  }
  parts = &reading.identity.permission_set_parts[id];
  return &permission_set(id, call.output.where(), reading);
}

bool read_permission_sets(Call& call, DumpReading& reading) {
  for (const std::string& arn :
       call.output.strings("PermissionSets").value_or(std::vector<std::string>())) {
    const std::string id = permission_set_id(arn);
    permission_set(id, call.output.where(), reading).arn = arn;
  }
  return true;
}

bool read_described_set(Call& call, DumpReading& reading) {
  with_object(call.output, "PermissionSet", "permission set", {"Description", "RelayState"},
              reading, [&](JsonCursor& cursor) {
                reading.date(cursor, "CreatedDate");
                const std::string arn = cursor.required_text("PermissionSetArn");
                const std::string id = permission_set_id(arn);
                PermissionSet& set = permission_set(id, cursor.where(), reading);
                set.arn = arn;
                set.name = cursor.required_text("Name");
                set.where = cursor.where();
                const std::string duration = cursor.text("SessionDuration");
                set.session_seconds = seconds_of(duration);
                if (!duration.empty() && !set.session_seconds) {
                  reading.error("E1105", "`" + duration + "` is no duration", cursor.where(),
                                "as `PT8H`");
                }
                reading.identity.permission_set_parts[id].described = true;
              });
  return true;
}

bool read_managed_policies(Call& call, DumpReading& reading) {
  PermissionSetParts* parts = nullptr;
  PermissionSet* set = named_set(call, parts, reading);
  each_object(call.output, "AttachedManagedPolicies", "attached managed policy", {"Name"}, reading,
              [&](JsonCursor& cursor) {
                const std::string arn = cursor.required_text("Arn");
                if (set != nullptr && !arn.empty()) {
                  set->policies.attached.push_back(reading.managed_policy(arn, cursor.where()));
                }
              });
  if (parts != nullptr) {
    parts->managed_policies = true;
  }
  return true;
}

bool read_customer_policies(Call& call, DumpReading& reading) {
  PermissionSetParts* parts = nullptr;
  PermissionSet* set = named_set(call, parts, reading);
  each_object(
      call.output, "CustomerManagedPolicyReferences", "customer managed policy", {}, reading,
      [&](JsonCursor& cursor) {
        const std::string path = cursor.text("Path");
        const std::string name = cursor.required_text("Name");
        if (set != nullptr) {
          set->customer_policies.push_back({.path = path.empty() ? "/" : path, .name = name});
        }
      });
  if (parts != nullptr) {
    parts->customer_policies = true;
  }
  return true;
}

bool read_inline_policy(Call& call, DumpReading& reading) {
  PermissionSetParts* parts = nullptr;
  PermissionSet* set = named_set(call, parts, reading);
  const auto document =
      document_of(call, call.output, "InlinePolicy", PolicyKind::Identity, reading);
  if (set == nullptr) {
    return true;
  }
  parts->inline_policy = true;
  if (document) {
    set->policies.inline_policies.push_back({.name = "", .document = *document});
  }
  return true;
}

bool read_boundary(Call& call, DumpReading& reading) {
  PermissionSetParts* parts = nullptr;
  PermissionSet* set = named_set(call, parts, reading);
  with_object(call.output, "PermissionsBoundary", "permissions boundary", {}, reading,
              [&](JsonCursor& cursor) {
                PermissionsBoundary boundary{.arn = cursor.text("ManagedPolicyArn")};
                with_object(cursor, "CustomerManagedPolicyReference", "customer managed policy", {},
                            reading, [&](JsonCursor& reference) {
                              const std::string path = reference.text("Path");
                              const std::string name = reference.required_text("Name");
                              if (set != nullptr) {
                                set->customer_boundary = CustomerPolicyReference{
                                    .path = path.empty() ? "/" : path, .name = name};
                              }
                            });
                if (set != nullptr && !boundary.arn.empty()) {
                  set->policies.boundary = std::move(boundary);
                }
              });
  if (parts != nullptr) {
    parts->boundary = true;
  }
  return true;
}

/// `list-account-assignments`, also for a principal.
bool read_assignments(Call& call, DumpReading& reading) {
  reading.identity.assignments_collected = true;
  each_object(call.output, "AccountAssignments", "assignment", {}, reading,
              [&](JsonCursor& cursor) {
                AssignmentFact fact{.permission_set = cursor.required_text("PermissionSetArn"),
                                    .group = cursor.required_text("PrincipalType") == "GROUP",
                                    .principal = cursor.required_text("PrincipalId"),
                                    .where = cursor.where()};
                if (reading.account(cursor, "AccountId")) {
                  fact.account = cursor.text("AccountId");
                  reading.identity.assignments.push_back(std::move(fact));
                }
              });
  return true;
}

bool read_users(Call& call, DumpReading& reading) {
  if (call.context.service == "iam" || first_has(call.output, "Users", "Arn")) {
    return false;
  }
  reading.identity.users_collected = true;
  each_object(call.output, "Users", "identity user",
              {"IdentityStoreId",
               "DisplayName",
               "Name",
               "NickName",
               "ProfileUrl",
               "Emails",
               "Addresses",
               "PhoneNumbers",
               "UserType",
               "Title",
               "PreferredLanguage",
               "Locale",
               "Timezone",
               "UserStatus",
               "ExternalIds",
               "CreatedAt",
               "CreatedBy",
               "UpdatedAt",
               "UpdatedBy",
               "Birthdate",
               "Website",
               "Photos",
               "Roles"},
              reading, [&](JsonCursor& cursor) {
                const std::string id = cursor.required_text("UserId");
                const std::string name = cursor.text("UserName");
                if (!reading.identity.users.contains(id)) {
                  reading.identity.users.emplace(
                      id,
                      reading.tables().identity_users.edit().append(
                          {.id = id, .name = name.empty() ? id : name, .where = cursor.where()}));
                }
              });
  return true;
}

bool read_groups(Call& call, DumpReading& reading) {
  if (call.context.service == "iam" || first_has(call.output, "Groups", "Arn")) {
    return false;
  }
  reading.identity.groups_collected = true;
  each_object(call.output, "Groups", "identity group",
              {"IdentityStoreId", "Description", "ExternalIds", "CreatedAt", "CreatedBy",
               "UpdatedAt", "UpdatedBy"},
              reading, [&](JsonCursor& cursor) {
                const std::string id = cursor.required_text("GroupId");
                const std::string name = cursor.text("DisplayName");
                if (!reading.identity.groups.contains(id)) {
                  reading.identity.groups.emplace(
                      id,
                      reading.tables().identity_groups.edit().append(
                          {.id = id, .name = name.empty() ? id : name, .where = cursor.where()}));
                }
              });
  return true;
}

bool read_memberships(Call& call, DumpReading& reading) {
  each_object(
      call.output, "GroupMemberships", "group membership",
      {"IdentityStoreId", "MembershipId", "CreatedAt", "CreatedBy", "UpdatedAt", "UpdatedBy"},
      reading, [&](JsonCursor& cursor) {
        MembershipFact fact{.group = cursor.required_text("GroupId"), .where = cursor.where()};
        with_object(cursor, "MemberId", "member", {}, reading,
                    [&](JsonCursor& member) { fact.user = member.required_text("UserId"); });
        reading.identity.memberships.push_back(std::move(fact));
      });
  return true;
}

constexpr std::array kRows = {
    CallRow{"Instances", &read_instances},
    CallRow{"PermissionSets", &read_permission_sets},
    CallRow{"PermissionSet", &read_described_set},
    CallRow{"AttachedManagedPolicies", &read_managed_policies},
    CallRow{"CustomerManagedPolicyReferences", &read_customer_policies},
    CallRow{"InlinePolicy", &read_inline_policy},
    CallRow{"PermissionsBoundary", &read_boundary},
    CallRow{"AccountAssignments", &read_assignments},
    CallRow{"Users", &read_users},
    CallRow{"Groups", &read_groups},
    CallRow{"GroupMemberships", &read_memberships},
};

}  // namespace

std::string permission_set_id(std::string_view arn) {
  return std::string(arn.substr(arn.rfind('/') + 1));
}

std::span<const CallRow> identity_center_calls() { return kRows; }

}  // namespace orgsim::io

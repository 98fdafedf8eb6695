#include <algorithm>

#include "model/overload.h"
#include "sim/change/apply_change.h"

namespace orgsim::sim {
namespace {

template <class Event>
bool is_for(const orgsim::Assignment& assignment, const Event& event) {
  return assignment.presence == Presence::Present && assignment.assignee == event.assignee &&
         assignment.permission_set == event.permission_set && assignment.account == event.account;
}

std::string name_of(Change& change, const IamIdentity& identity) {
  const OrganizationTables& tables = change.tables();
  return "`" +
         std::visit(Overload{[&](Index<Role> role) { return (*tables.roles)[role].name; },
                             [&](Index<User> user) { return (*tables.users)[user].name; },
                             [&](Index<Group> group) { return (*tables.groups)[group].name; },
                             [&](Index<PermissionSet> set) {
                               return (*tables.permission_sets)[set].name;
                             }},
                    identity) +
         "`";
}

IdentityPolicies& policies_of(Change& change, const IamIdentity& identity) {
  OrganizationTables& tables = change.tables();
  return *std::visit(
      Overload{
          [&](Index<Role> role) { return &tables.roles.edit()[role].policies; },
          [&](Index<User> user) { return &tables.users.edit()[user].policies; },
          [&](Index<Group> group) { return &tables.groups.edit()[group].policies; },
          [&](Index<PermissionSet> set) { return &tables.permission_sets.edit()[set].policies; }},
      identity);
}

/// Roles that AWS made for itself are changed by the service alone.
/// Source: IAM User Guide, "Create a service-linked role"; IAM Identity Center User Guide,
/// "Referencing permission sets in resource policies, Amazon EKS Cluster config maps, ...".
Applied may_change(Change& change, Index<Role> index) {
  const Role& role = (*change.tables().roles)[index];
  if (role.path.starts_with("/aws-service-role/")) {
    return refuse("E4020", "`" + role.name + "` is a service-linked role",
                  "its service alone changes it");
  }
  if (role.path.starts_with("/aws-reserved/")) {
    return refuse("E4021", "`" + role.name + "` belongs to IAM Identity Center",
                  "change the permission set or the assignment");
  }
  return {};
}

Applied may_change(Change& change, const IamIdentity& identity) {
  const auto* role = std::get_if<Index<Role>>(&identity);
  return role == nullptr ? Applied() : may_change(change, *role);
}

/// An account's id and its root ARN mean the same in a policy.
std::string canonical(const std::string& principal) {
  constexpr std::string_view kRoot = ":root";
  constexpr std::size_t kIdLength = 12;
  if (principal.ends_with(kRoot) && principal.size() > kRoot.size() + kIdLength) {
    return principal.substr(principal.size() - kRoot.size() - kIdLength, kIdLength);
  }
  return principal;
}

bool same_principal(const PrincipalEntry& left, const PrincipalEntry& right) {
  return left.type == right.type && canonical(left.value) == canonical(right.value);
}

}  // namespace

Applied change(Change& change, const Assign& event) {
  const auto owner = (*change.tables().permission_sets)[event.permission_set].organization;
  if (change.organization_of(event.account) != owner) {
    return refuse("E4001", change.name(event.account) +
                               " is not in the organization of this Identity Center");
  }
  if (change.account(event.account).state != AccountState::Active) {
    return refuse("E4002", change.name(event.account) + " is not active");
  }
  const bool known = std::ranges::any_of(
      *change.tables().assignments,
      [&](const orgsim::Assignment& assignment) { return is_for(assignment, event); });
  if (!known) {
    change.tables().assignments.edit().append({.assignee = event.assignee,
                                               .permission_set = event.permission_set,
                                               .account = event.account});
  }
  return {};
}

Applied change(Change& change, const Unassign& event) {
  bool found = false;
  const auto indexes = change.tables().assignments->indexes();
  for (const auto index : indexes) {
    if (is_for((*change.tables().assignments)[index], event)) {
      change.tables().assignments.edit()[index].presence = Presence::Deleted;
      found = true;
    }
  }
  return found ? Applied() : refuse("E4003", "there is no such assignment");
}

Applied change(Change& change, const AddMember& event) {
  auto& members = change.tables().identity_groups.edit()[event.group].members;
  if (std::ranges::find(members, event.user) != members.end()) {
    return refuse("E4004", "the user is a member already");
  }
  members.push_back(event.user);
  return {};
}

Applied change(Change& change, const RemoveMember& event) {
  auto& members = change.tables().identity_groups.edit()[event.group].members;
  const bool found = std::erase(members, event.user) > 0;
  return found ? Applied() : refuse("E4005", "the user is no member");
}

Applied change(Change& change, const Grant& event) {
  if (const Applied may = may_change(change, event.identity); !may) {
    return may;
  }
  IdentityPolicies& policies = policies_of(change, event.identity);
  if (const auto* managed = std::get_if<Index<ManagedPolicy>>(&event.policy)) {
    if (std::ranges::find(policies.attached, *managed) == policies.attached.end()) {
      policies.attached.push_back(*managed);
    }
    return {};
  }
  const auto& inline_policy = std::get<NamedDocument>(event.policy);
  const auto document = change.add(inline_policy.document);
  const auto same =
      std::ranges::find(policies.inline_policies, inline_policy.name, &InlinePolicy::name);
  if (same != policies.inline_policies.end()) {
    same->document = document;
  } else {
    policies.inline_policies.push_back({.name = inline_policy.name, .document = document});
  }
  return {};
}

Applied change(Change& change, const Revoke& event) {
  if (const Applied may = may_change(change, event.identity); !may) {
    return may;
  }
  IdentityPolicies& policies = policies_of(change, event.identity);
  const std::size_t n_erased = std::visit(
      Overload{[&](Index<ManagedPolicy> managed) { return std::erase(policies.attached, managed); },
               [&](const std::string& name) {
                 return std::erase_if(policies.inline_policies, [&](const InlinePolicy& policy) {
                   return policy.name == name;
                 });
               }},
      event.policy);
  return n_erased > 0 ? Applied()
                      : refuse("E4006", name_of(change, event.identity) + " has no such policy");
}

Applied change(Change& change, const SetTrust& event) {
  if (const Applied may = may_change(change, event.role); !may) {
    return may;
  }
  const auto document = change.add(event.document);
  change.tables().roles.edit()[event.role].trust = document;
  return {};
}

Applied change(Change& change, const AddTrust& event) {
  if (const Applied may = may_change(change, event.role); !may) {
    return may;
  }
  PolicyDocument document =
      (*change.tables().documents)[(*change.tables().roles)[event.role].trust];
  Statement statement{.effect = Effect::Allow,
                      .principal = PrincipalElement{.entries = {event.principal}},
                      .action = {.patterns = {"sts:AssumeRole"}}};
  if (!event.external_id.empty()) {
    statement.conditions = {{.op = {.comparison = Comparison::StringEquals},
                             .key = "sts:ExternalId",
                             .values = {event.external_id}}};
  }
  document.statements.push_back(std::move(statement));
  const auto added = change.add(std::move(document));
  change.tables().roles.edit()[event.role].trust = added;
  return {};
}

Applied change(Change& change, const RemoveTrust& event) {
  if (const Applied may = may_change(change, event.role); !may) {
    return may;
  }
  const Role& role = (*change.tables().roles)[event.role];
  PolicyDocument document = (*change.tables().documents)[role.trust];
  std::size_t n_erased = 0;
  for (Statement& statement : document.statements) {
    if (statement.effect == Effect::Allow && statement.principal && !statement.principal->negated) {
      n_erased += std::erase_if(statement.principal->entries, [&](const PrincipalEntry& entry) {
        return same_principal(entry, event.principal);
      });
    }
  }
  if (n_erased == 0) {
    return refuse("E4022", "`" + role.name + "` does not trust `" + event.principal.value + "`");
  }
  std::erase_if(document.statements, [](const Statement& statement) {
    return statement.principal && statement.principal->entries.empty();
  });
  const auto added = change.add(std::move(document));
  change.tables().roles.edit()[event.role].trust = added;
  return {};
}

}  // namespace orgsim::sim

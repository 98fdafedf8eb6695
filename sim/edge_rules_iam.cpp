#include <algorithm>
#include <iterator>
#include <map>

#include "sim/assume_callers.h"
#include "sim/edge_rules.h"
#include "sim/granting.h"

namespace orgsim::sim {
namespace {

/// Source: IAM User Guide, "Create a service-linked role"; IAM Identity Center User Guide,
/// "Permission sets".
bool is_protected(const Principal& role) {
  return role.path.starts_with("/aws-reserved/") || role.path.starts_with("/aws-service-role/");
}

constexpr std::string_view kRewriteTrust = "iam:UpdateAssumeRolePolicy";

/// The same for every writer whose policies grant the action alike.
using RolesByClass = std::map<Granting::Class, std::vector<Index<Principal>>>;

/// The roles of an account that somebody of the class may be permitted to rewrite.
const std::vector<Index<Principal>>& rewritable(const Principals& principals,
                                                const Granting& granting, Granting::Class granted,
                                                const std::vector<Index<Principal>>& account,
                                                RolesByClass& known) {
  const auto [found, added] = known.try_emplace(granted);
  if (added) {
    std::ranges::copy_if(account, std::back_inserter(found->second), [&](Index<Principal> role) {
      return principals[role].trust && !is_protected(principals[role]) &&
             granting.covers(granted, principals[role].arn);
    });
  }
  return found->second;
}

void add_rewrite(const Authorizer& authorizer, Index<Principal> writer, Index<Principal> role,
                 std::vector<BecomeEdge>& edges) {
  const Truth allowed = holds(authorizer.decide(
      {.asker = writer, .action = kRewriteTrust, .resource = authorizer.principals()[role].arn}));
  if (role != writer && allowed != Truth::No) {
    edges.push_back({.source = writer,
                     .target = role,
                     .technique = Technique::RewriteTrust,
                     .holds = allowed,
                     .where = authorizer.principals()[writer].where});
  }
}

void add_assumption(const Authorizer& authorizer, Index<Principal> caller, Index<Principal> role,
                    std::vector<BecomeEdge>& edges) {
  const Principal& target = authorizer.principals()[role];
  const Truth allowed = holds(
      authorizer.decide({.asker = caller, .action = "sts:AssumeRole", .resource = target.arn}));
  if (allowed != Truth::No) {
    edges.push_back({.source = caller,
                     .target = role,
                     .technique = Technique::AssumeRole,
                     .holds = allowed,
                     .where = target.where});
  }
}

}  // namespace

void add_assume_role_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges) {
  AssumeCallers callers(authorizer);
  for (const auto role : authorizer.principals().all().indexes()) {
    for (const auto caller : callers.candidates(role)) {
      if (caller != role) {
        add_assumption(authorizer, caller, role, edges);
      }
    }
  }
}

void add_trust_rewrite_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges) {
  const Principals& principals = authorizer.principals();
  Granting granting(kRewriteTrust);
  for (const auto account : authorizer.organization().accounts().indexes()) {
    RolesByClass known;
    for (const auto writer : principals.of_account(account)) {
      const Granting::Class granted = granting.class_of(principals[writer]);
      if (granted == Granting::kNobody) {
        continue;
      }
      for (const auto role :
           rewritable(principals, granting, granted, principals.of_account(account), known)) {
        add_rewrite(authorizer, writer, role, edges);
      }
    }
  }
}

void add_permission_set_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges) {
  const OrganizationTables& tables = authorizer.organization().tables();
  const Principals& principals = authorizer.principals();
  for (const orgsim::Assignment& assignment : *tables.assignments) {
    const auto role = principals.permission_set_role(assignment.permission_set, assignment.account);
    if (assignment.presence != Presence::Present || !role) {
      continue;
    }
    const auto add = [&](Index<IdentityUser> user) {
      if (const auto person = principals.person(user)) {
        edges.push_back({.source = *person,
                         .target = *role,
                         .technique = Technique::AssignedPermissionSet,
                         .where = assignment.where});
      }
    };
    if (const auto* user = std::get_if<Index<IdentityUser>>(&assignment.assignee)) {
      add(*user);
      continue;
    }
    const IdentityGroup& group =
        (*tables.identity_groups)[std::get<Index<IdentityGroup>>(assignment.assignee)];
    if (group.presence == Presence::Present) {
      std::ranges::for_each(group.members, add);
    }
  }
}

}  // namespace orgsim::sim

#include <algorithm>
#include <iterator>
#include <map>

#include "sim/graph/assume_callers.h"
#include "sim/graph/caller_classes.h"
#include "sim/graph/edge_rules.h"
#include "sim/graph/granting.h"

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

/// Asks the authorizer once for each class of callers.
class Answers {
 public:
  Answers(const Authorizer& authorizer, std::string_view action)
      : authorizer_(authorizer), action_(action), classes_(authorizer, action) {}

  /// To be called before another role, or another account whose roles are alike but for what the
  /// class tells apart.
  void forget() {
    of_class_.clear();
    of_pair_.clear();
  }

  Truth of_pair(Index<Principal> caller, Index<Principal> role) const {
    return holds(authorizer_.decide(
        {.asker = caller, .action = action_, .resource = authorizer_.principals()[role].arn}));
  }

  /// The same, where the role is known to treat the caller as its class.
  Truth of_class(Index<Principal> caller, Index<Principal> role) {
    const CallerClasses::Class known = classes_.of(caller);
    if (classes_.tells_resources_apart(known)) {
      return remembered(of_pair_, std::pair(known, role), caller, role);
    }
    return remembered(of_class_, known, caller, role);
  }

 private:
  template <class Key>
  Truth remembered(std::map<Key, Truth>& answers, const Key& key, Index<Principal> caller,
                   Index<Principal> role) const {
    const auto [found, added] = answers.try_emplace(key, Truth::No);
    if (added) {
      found->second = of_pair(caller, role);
    }
    return found->second;
  }

  const Authorizer& authorizer_;
  std::string_view action_;
  CallerClasses classes_;
  std::map<CallerClasses::Class, Truth> of_class_;
  std::map<std::pair<CallerClasses::Class, Index<Principal>>, Truth> of_pair_;
};

}  // namespace

void add_assume_role_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges) {
  AssumeCallers callers(authorizer);
  Answers answers(authorizer, "sts:AssumeRole");
  for (const auto role : authorizer.principals().all().indexes()) {
    answers.forget();
    for (const auto caller : callers.candidates(role)) {
      if (caller == role) {
        continue;
      }
      const Truth allowed = callers.treated_as_class(caller) ? answers.of_class(caller, role)
                                                             : answers.of_pair(caller, role);
      if (allowed != Truth::No) {
        edges.push_back({.source = caller,
                         .target = role,
                         .technique = Technique::AssumeRole,
                         .holds = allowed,
                         .where = authorizer.principals()[role].where});
      }
    }
  }
}

/// Of one writer, to the roles that its policies cover.
static void add_trust_rewrites(const Principals& principals, Index<Principal> writer,
                               const std::vector<Index<Principal>>& roles, Answers& answers,
                               std::vector<BecomeEdge>& edges) {
  for (const auto role : roles) {
    const Truth allowed = role == writer ? Truth::No : answers.of_class(writer, role);
    if (allowed != Truth::No) {
      edges.push_back({.source = writer,
                       .target = role,
                       .technique = Technique::RewriteTrust,
                       .holds = allowed,
                       .where = principals[writer].where});
    }
  }
}

void add_trust_rewrite_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges) {
  const Principals& principals = authorizer.principals();
  Granting granting(kRewriteTrust);
  Answers answers(authorizer, kRewriteTrust);
  for (const auto account : authorizer.organization().accounts().indexes()) {
    RolesByClass known;
    answers.forget();
    for (const auto writer : principals.of_account(account)) {
      const Granting::Class granted = granting.class_of(principals[writer]);
      if (granted != Granting::kNobody) {
        add_trust_rewrites(
            principals, writer,
            rewritable(principals, granting, granted, principals.of_account(account), known),
            answers, edges);
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

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "model/arn.h"
#include "sim/graph/edge_rules.h"
#include "sim/organization/administered_services.h"

namespace orgsim::sim {
namespace {

/// The ways into member accounts that the services of one organization give.
class OrganizationRule {
 public:
  OrganizationRule(const Authorizer& authorizer, Index<OrganizationRecord> organization,
                   std::vector<BecomeEdge>& edges)
      : authorizer_(authorizer),
        tables_(authorizer.organization().tables()),
        principals_(authorizer.principals()),
        organization_(organization),
        record_((*tables_.organizations)[organization]),
        edges_(edges) {
    for (const auto account : authorizer.organization().accounts().indexes()) {
      if (authorizer.organization().organization_of(account) == organization) {
        accounts_.push_back(account);
      }
    }
    has_identity_center_ =
        std::ranges::find(*tables_.identity_centers, organization,
                          &IdentityCenterInstance::organization) != tables_.identity_centers->end();
  }

  void apply() {
    stack_sets();
    if (has_identity_center_) {
      identity_center_administration();
      group_membership();
    }
    assume_root();
  }

 private:
  bool is_management(Index<Account> account) const { return account == record_.management_account; }

  std::set<Index<Account>> administering(std::string_view service) const {
    return sim::administering(authorizer_.organization(), organization_, service);
  }

  /// Not known when the input did not collect the list.
  Truth trusted(std::string_view service) const {
    return record_.trusted_access ? truth(record_.trusted_access->contains(std::string(service)))
                                  : Truth::Unknown;
  }

  Truth may(Index<Principal> principal, std::string_view action, std::string_view resource) const {
    return holds(authorizer_.decide({.asker = principal, .action = action, .resource = resource}));
  }

  /// Everybody of the accounts who acts as itself.
  void each_actor(const std::set<Index<Account>>& accounts,
                  const std::function<void(Index<Principal>, Index<Account>)>& visit) const {
    for (const auto account : accounts) {
      for (const auto principal : principals_.of_account(account)) {
        if (principals_[principal].kind != PrincipalKind::RootSession) {
          visit(principal, account);
        }
      }
    }
  }

  void add(Index<Principal> source, std::optional<Index<Principal>> target, Technique technique,
           Truth holds_by) {
    if (target && *target != source && holds_by != Truth::No) {
      edges_.push_back({.source = source,
                        .target = *target,
                        .technique = technique,
                        .holds = holds_by,
                        .where = principals_[source].where});
    }
  }

  /// Never into the management account itself.
  /// Source: AWS CloudFormation User Guide, "StackSets concepts".
  void stack_sets() {
    const Truth open = trusted(kStackSets);
    if (open == Truth::No) {
      return;
    }
    each_actor(administering(kStackSets), [&](Index<Principal> actor, Index<Account>) {
      const Truth allowed = both(may(actor, "cloudformation:CreateStackSet", "*"),
                                 may(actor, "cloudformation:CreateStackInstances", "*"));
      for (const auto account : accounts_) {
        if (!is_management(account)) {
          add(actor, principals_.hypothetical_administrator(account), Technique::StackSets,
              both(open, allowed));
        }
      }
    });
  }

  /// A delegated administrator reaches every account but the management account.
  /// Source: IAM Identity Center User Guide, "Delegated administration".
  void identity_center_administration() {
    each_actor(administering(kIdentityCenter), [&](Index<Principal> actor, Index<Account> home) {
      constexpr std::string_view kSet =
          "arn:aws:sso:::permissionSet/ssoins-0000000000000000/ps-0000000000000000";
      constexpr std::string_view kInstance = "arn:aws:sso:::instance/ssoins-0000000000000000";
      const Truth fills = std::max(may(actor, "sso:PutInlinePolicyToPermissionSet", kSet),
                                   may(actor, "sso:AttachManagedPolicyToPermissionSet", kSet));
      const Truth makes = both(may(actor, "sso:CreatePermissionSet", kInstance), fills);
      if (makes == Truth::No) {
        return;
      }
      for (const auto account : accounts_) {
        if (is_management(account) && !is_management(home)) {
          continue;
        }
        const std::string target =
            "arn:aws:sso:::account/" + authorizer_.organization().accounts()[account].id.text();
        add(actor, principals_.hypothetical_administrator(account),
            Technique::IdentityCenterAdministration,
            both(makes, may(actor, "sso:CreateAccountAssignment", target)));
      }
    });
  }

  /// Who may add members to a group has what is assigned to it, in the management account as well.
  /// Source: IAM Identity Center User Guide, "Delegated administration" (best practices).
  void group_membership() {
    const auto actors = administering(kIdentityCenter);
    for (const orgsim::Assignment& assignment : *tables_.assignments) {
      const auto* group = std::get_if<Index<IdentityGroup>>(&assignment.assignee);
      if (group == nullptr || assignment.presence != Presence::Present ||
          std::ranges::find(accounts_, assignment.account) == accounts_.end()) {
        continue;
      }
      const auto role =
          principals_.permission_set_role(assignment.permission_set, assignment.account);
      for (const auto& [actor, allowed] : writers_of(*group, actors)) {
        add(actor, role, Technique::GroupMembership, allowed);
      }
    }
  }

  const std::map<Index<Principal>, Truth>& writers_of(Index<IdentityGroup> group,
                                                      const std::set<Index<Account>>& accounts) {
    const auto [found, added] = writers_.try_emplace(group);
    if (added) {
      const std::string arn =
          "arn:aws:identitystore:::group/" + (*tables_.identity_groups)[group].id;
      each_actor(accounts, [&](Index<Principal> actor, Index<Account>) {
        const Truth allowed = may(actor, "identitystore:CreateGroupMembership", arn);
        if (allowed != Truth::No) {
          found->second.emplace(actor, allowed);
        }
      });
    }
    return found->second;
  }

  /// A root user cannot call it. Source: AWS STS API Reference, "AssumeRoot".
  void assume_root() {
    if (record_.root_access_management && !record_.root_access_management->credentials &&
        !record_.root_access_management->sessions) {
      return;
    }
    const Truth open = record_.root_access_management ? Truth::Yes : Truth::Unknown;
    each_actor(administering(kRootAccess), [&](Index<Principal> actor, Index<Account>) {
      if (principals_[actor].kind == PrincipalKind::RootUser) {
        return;
      }
      for (const auto account : accounts_) {
        const auto root = principals_.root_user(account);
        if (!is_management(account) && root) {
          add(actor, principals_.root_session(account), Technique::AssumeRoot,
              both(open, may(actor, "sts:AssumeRoot", principals_[*root].arn)));
        }
      }
    });
  }

  const Authorizer& authorizer_;
  const OrganizationTables& tables_;
  const Principals& principals_;
  Index<OrganizationRecord> organization_;
  const OrganizationRecord& record_;
  std::vector<BecomeEdge>& edges_;
  std::vector<Index<Account>> accounts_;  // Of the organization, the management account included.
  bool has_identity_center_ = false;
  std::map<Index<IdentityGroup>, std::map<Index<Principal>, Truth>> writers_;
};

}  // namespace

void add_organization_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges) {
  for (const auto organization : authorizer.organization().tables().organizations->indexes()) {
    OrganizationRule(authorizer, organization, edges).apply();
  }
}

}  // namespace orgsim::sim

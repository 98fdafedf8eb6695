#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "compliance/access.h"
#include "compliance/administrators.h"
#include "compliance/checks/checks.h"
#include "compliance/guardrail.h"
#include "compliance/judging.h"
#include "model/arn.h"
#include "model/given.h"
#include "sim/decide/statement_query.h"

namespace orgsim::compliance {
namespace {

/// A finding for the principal with everything of `attempts` that it may do; nothing if none.
std::optional<Finding> able(const Premises& premises, Index<sim::Principal> index, Reason reason,
                            const std::vector<Attempt>& attempts) {
  std::vector<std::string> actions;
  std::vector<Hop> hops;
  for (const Attempt& attempt : attempts) {
    if (!contains(actions, attempt.action) && may(premises, attempt)) {
      actions.push_back(attempt.action);
      hops.push_back(hop_of(premises, attempt));
    }
  }
  if (actions.empty()) {
    return std::nullopt;
  }
  const sim::Principal& principal = premises.principals()[index];
  Finding result = finding(principal.arn, reason, principal.where, {{"actions", joined(actions)}});
  result.witness = {hops.front()};
  return result;
}

/// On whatever resource: a grant for one OU or one instance is a grant.
std::vector<Attempt> attempts_of(const Premises& premises, Index<sim::Principal> asker,
                                 std::span<const std::string_view> actions) {
  std::vector<Attempt> result;
  for (const std::string_view action : actions) {
    for (std::string& resource : granted_resources(premises, asker, action)) {
      result.push_back(
          {.asker = asker, .action = std::string(action), .resource = std::move(resource)});
    }
  }
  return result;
}

/// The organization's resource-based delegation policy.
std::span<const Statement> delegation_statements(const Premises& premises) {
  if (premises.home() == nullptr || !premises.home()->delegation_policy) {
    return {};
  }
  return premises.organization().document(given(premises.home()->delegation_policy)).statements;
}

/// Accounts that the delegation policy names.
std::set<Index<Account>> policy_delegates(const Premises& premises) {
  std::set<Index<Account>> result;
  for (const Statement& statement : delegation_statements(premises)) {
    for (const PrincipalEntry& entry :
         statement.principal ? statement.principal->entries : std::vector<PrincipalEntry>()) {
      const auto arn = parse_arn(entry.value);
      const auto account =
          premises.organization().find_account(arn ? arn->account : std::string_view(entry.value));
      if (statement.effect == Effect::Allow && account && premises.at_home(*account)) {
        result.insert(*account);
      }
    }
  }
  return result;
}

/// Whether the delegation policy names the principal, or its account, for the action. Without that
/// nobody outside the management account can do it, whatever their own policies say.
/// Source: AWS Organizations User Guide, "Delegated administrator for AWS Organizations".
bool is_delegated(const Premises& premises, const sim::Principal& principal,
                  std::string_view action) {
  const auto names = [&](const PrincipalEntry& entry) {
    const std::string_view account =
        principal.account ? premises.id(*principal.account) : std::string_view();
    return entry.value == "*" || entry.value == account || entry.value == principal.arn ||
           entry.value ==
               "arn:" + premises.tables().partition + ":iam::" + std::string(account) + ":root";
  };
  return std::ranges::any_of(delegation_statements(premises), [&](const Statement& statement) {
    return statement.effect == Effect::Allow && statement.principal &&
           sim::covers_action(statement, action) &&
           std::ranges::any_of(statement.principal->entries, names);
  });
}

constexpr auto kPolicyActions = std::to_array<std::string_view>(
    {"organizations:AttachPolicy", "organizations:DetachPolicy", "organizations:UpdatePolicy",
     "organizations:DeletePolicy", "organizations:DisablePolicyType", "organizations:MoveAccount",
     "organizations:RemoveAccountFromOrganization",
     "organizations:RegisterDelegatedAdministrator"});

/// Vending moves each new account from the root into its OU, and must.
bool is_duty(const Premises& premises, const sim::Principal& principal, std::string_view action) {
  const auto* role = std::get_if<Index<Role>>(&principal.origin);
  return role != nullptr && (*premises.tables().roles)[*role].kind == "vending" &&
         action == "organizations:MoveAccount";
}

}  // namespace

Judgement organization_policy_is_declared(const Premises& premises) {
  Judgement judgement;
  const auto management = premises.management_account();
  if (!management) {
    judgement.undecided.push_back(finding("organization", Reason::NotCollected));
    return judgement;
  }
  std::set<Index<Account>> accounts = policy_delegates(premises);
  accounts.insert(*management);
  for (const auto account : accounts) {
    for (const auto index : premises.existing(account)) {
      const sim::Principal& principal = premises.principals()[index];
      std::vector<Attempt> attempts = attempts_of(premises, index, kPolicyActions);
      std::erase_if(attempts, [&](const Attempt& attempt) {
        return is_duty(premises, principal, attempt.action) ||
               (account != *management && !is_delegated(premises, principal, attempt.action));
      });
      ++judgement.n_examined;
      if (auto found = able(premises, index, Reason::ChangesOrganizationPolicy, attempts)) {
        judge_approval(judgement, approval(premises.declared().org_policy_admins, principal.arn),
                       "org_policy_admins", std::move(*found));
      }
    }
  }
  return judgement;
}

namespace {

bool is_break_glass(const Premises& premises, const sim::Principal& principal) {
  const auto* role = std::get_if<Index<Role>>(&principal.origin);
  return role != nullptr && (*premises.tables().roles)[*role].kind == "break-glass";
}

std::vector<Attempt> life_signs(const Premises& premises, Index<Account> account,
                                Index<sim::Principal> asker) {
  constexpr auto kProbes = std::to_array<GuardedAction>(
      {{"ec2:RunInstances"},
       {"ec2:StartInstances", "arn:{partition}:ec2:{region}:{account}:instance/i-00000000"},
       {"ecs:RunTask"},
       {"lambda:InvokeFunction", "arn:{partition}:lambda:{region}:{account}:function:orgsim-probe"},
       {"iam:CreateRole", "arn:{partition}:iam::{account}:role/orgsim-probe"},
       {"iam:PutRolePolicy", "arn:{partition}:iam::{account}:role/orgsim-probe"},
       {"s3:GetObject", "arn:{partition}:s3:::orgsim-probe-{account}/key"},
       {"s3:PutObject", "arn:{partition}:s3:::orgsim-probe-{account}/key"},
       {"dynamodb:GetItem", "arn:{partition}:dynamodb:{region}:{account}:table/orgsim-probe"},
       {"kms:Decrypt", "arn:{partition}:kms:{region}:{account}:key/orgsim-probe"},
       {"sts:AssumeRole", "arn:{partition}:iam::{account}:role/orgsim-probe"}});
  std::vector<Attempt> attempts;
  attempts.reserve(kProbes.size());
  for (const GuardedAction& probe : kProbes) {
    attempts.push_back({.asker = asker,
                        .action = std::string(probe.action),
                        .resource = filled(premises, probe.resource, account),
                        .resource_account = std::string(premises.id(account)),
                        .context = avoidable_context()});
  }
  return attempts;
}

void judge_inertness(const Premises& premises, Index<Account> account, Judgement& judgement) {
  std::vector<Index<sim::Principal>> askers;
  for (const auto index : premises.existing(account)) {
    if (!is_break_glass(premises, premises.principals()[index])) {
      askers.push_back(index);
    }
  }
  for (const auto& index : {premises.principals().root_user(account),
                            premises.principals().hypothetical_administrator(account)}) {
    if (index) {
      askers.push_back(*index);
    }
  }
  for (const auto asker : askers) {
    ++judgement.n_examined;
    const auto attempts = life_signs(premises, account, asker);
    if (auto found = able(premises, asker, Reason::SuspendedButActive, attempts)) {
      judgement.failures.push_back(std::move(*found));
    } else {
      std::ranges::move(refusals(premises, attempts.front()),
                        std::back_inserter(judgement.support));
    }
  }
}

}  // namespace

Judgement suspended_accounts_are_inert(const Premises& premises) {
  Judgement judgement;
  bool some = false;
  for (const auto account : premises.members()) {
    if (premises.account(account).risk_profile == "suspended") {
      some = true;
      judge_inertness(premises, account, judgement);
    } else if (premises.account(account).risk_profile.empty()) {
      judgement.undecided.push_back(finding(premises.id(account), Reason::NotDeclared,
                                            premises.account(account).where,
                                            {{"what", "risk profile of the account"}}));
    }
  }
  if (!some && judgement.undecided.empty()) {
    judgement.not_applicable = Reason::NoSuspendedAccount;
  }
  return judgement;
}

Judgement administrators_are_approved(const Premises& premises) {
  Judgement judgement;
  std::vector<std::string_view> existing;
  for (const auto account : premises.accounts()) {
    for (const auto index : premises.existing(account)) {
      const sim::Principal& principal = premises.principals()[index];
      existing.push_back(principal.arn);
      ++judgement.n_examined;
      if (auto found = able(premises, index, Reason::AdministratorNotApproved,
                            administration_attempts(premises, index))) {
        judge_approval(judgement, approval(premises.declared().admins, principal.arn), "admins",
                       std::move(*found));
      }
    }
  }
  for (const std::string& pattern :
       premises.declared().admins.value_or(std::vector<std::string>())) {
    if (std::ranges::none_of(existing,
                             [&](std::string_view arn) { return matches_any({pattern}, arn); })) {
      judgement.notes.push_back(
          finding(pattern, Reason::ApprovedButAbsent, premises.declared().where));
    }
  }
  return judgement;
}

namespace {

/// The longest session; nothing when it was not collected, as in `GetAccountAuthorizationDetails`.
std::optional<int> session_seconds(const Premises& premises, const sim::Principal& principal) {
  constexpr int kOfUsers = 3600;  // They have none but what they assume.
  if (const auto* role = std::get_if<Index<Role>>(&principal.origin)) {
    return (*premises.tables().roles)[*role].max_session_seconds;
  }
  if (const auto* set = std::get_if<Index<PermissionSet>>(&principal.origin)) {
    return (*premises.tables().permission_sets)[*set].session_seconds;
  }
  return kOfUsers;
}

}  // namespace

Judgement privileged_sessions_are_short(const Premises& premises) {
  Judgement judgement;
  const auto& most = premises.declared().privileged_session_max_seconds;
  if (!most) {
    judgement.undeclared.emplace("privileged_session_max_seconds");
    return judgement;
  }
  for (const auto account : premises.accounts()) {
    if (premises.account(account).risk_profile == "sandbox") {
      continue;
    }
    for (const auto index : premises.existing(account)) {
      const sim::Principal& principal = premises.principals()[index];
      const std::optional<int> seconds = session_seconds(premises, principal);
      ++judgement.n_examined;
      if ((seconds && *seconds <= *most) || !is_administrator(premises, index)) {
        continue;
      }
      if (!seconds) {
        judgement.undecided.push_back(finding(principal.arn, Reason::NotCollected, principal.where,
                                              {{"what", "longest session"}}));
      } else {
        judgement.failures.push_back(
            finding(principal.arn, Reason::SessionTooLong, principal.where,
                    {{"actual", std::to_string(*seconds)}, {"expected", std::to_string(*most)}}));
      }
    }
  }
  return judgement;
}

Judgement identity_administrators_are_declared(const Premises& premises) {
  constexpr auto kActions = std::to_array<std::string_view>(
      {"sso:CreateAccountAssignment", "sso:PutInlinePolicyToPermissionSet",
       "sso:AttachManagedPolicyToPermissionSet",
       "sso:AttachCustomerManagedPolicyReferenceToPermissionSet",
       "sso:DeleteInlinePolicyFromPermissionSet", "sso:DetachManagedPolicyFromPermissionSet",
       "sso:DeletePermissionsBoundaryFromPermissionSet",
       "sso:PutPermissionsBoundaryToPermissionSet", "sso:UpdatePermissionSet",
       "sso:ProvisionPermissionSet", "identitystore:CreateGroupMembership",
       "identitystore:DeleteGroupMembership", "sso-directory:AddMemberToGroup"});
  Judgement judgement;
  std::vector<Index<Account>> accounts;
  for (const IdentityCenterInstance& instance : *premises.tables().identity_centers) {
    if (instance.organization == Index<OrganizationRecord>(0)) {
      accounts.push_back(instance.instance_account);
      if (instance.delegated_administrator) {
        accounts.push_back(*instance.delegated_administrator);
      }
    }
  }
  if (accounts.empty()) {
    judgement.undecided.push_back(finding("Identity Center", Reason::NotCollected, {},
                                          {{"what", "instance of Identity Center"}}));
  }
  for (const auto account : accounts) {
    for (const auto index : premises.existing(account)) {
      const sim::Principal& principal = premises.principals()[index];
      ++judgement.n_examined;
      if (auto found = able(premises, index, Reason::ChangesWhoGetsWhat,
                            attempts_of(premises, index, kActions))) {
        judge_approval(judgement, approval(premises.declared().identity_admins, principal.arn),
                       "identity_admins", std::move(*found));
      }
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance

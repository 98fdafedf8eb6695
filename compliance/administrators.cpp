#include "compliance/administrators.h"

#include <algorithm>
#include <array>

#include "compliance/guardrail.h"

namespace orgsim::compliance {

std::vector<Attempt> administration_attempts(const Premises& premises,
                                             Index<sim::Principal> asker) {
  constexpr std::string_view kRole = "arn:{partition}:iam::{account}:role/orgsim-probe";
  constexpr std::string_view kUser = "arn:{partition}:iam::{account}:user/orgsim-probe";
  constexpr std::string_view kGroup = "arn:{partition}:iam::{account}:group/orgsim-probe";
  constexpr std::string_view kPolicy = "arn:{partition}:iam::{account}:policy/orgsim-probe";
  constexpr auto kProbes = std::to_array<GuardedAction>({{"iam:PutRolePolicy", kRole},
                                                         {"iam:AttachRolePolicy", kRole},
                                                         {"iam:PutUserPolicy", kUser},
                                                         {"iam:AttachUserPolicy", kUser},
                                                         {"iam:PutGroupPolicy", kGroup},
                                                         {"iam:AttachGroupPolicy", kGroup},
                                                         {"iam:UpdateAssumeRolePolicy", kRole},
                                                         {"iam:CreatePolicyVersion", kPolicy},
                                                         {"iam:SetDefaultPolicyVersion", kPolicy}});
  std::vector<Attempt> attempts;
  const auto account = premises.principals()[asker].account;
  if (!account) {
    return attempts;  // A person, who acts through roles.
  }
  for (const GuardedAction& probe : kProbes) {
    attempts.push_back({.asker = asker,
                        .action = std::string(probe.action),
                        .resource = filled(premises, probe.resource, *account)});
  }
  return attempts;
}

bool is_administrator(const Premises& premises, Index<sim::Principal> principal) {
  return std::ranges::any_of(administration_attempts(premises, principal),
                             [&](const Attempt& attempt) { return may(premises, attempt); });
}

bool administers(const Premises& premises, Index<sim::Principal> index) {
  const sim::PrincipalKind kind = premises.principals()[index].kind;
  return kind == sim::PrincipalKind::HypotheticalAdministrator ||
         kind == sim::PrincipalKind::RootUser ||
         ((kind == sim::PrincipalKind::User || kind == sim::PrincipalKind::Role) &&
          is_administrator(premises, index));
}

}  // namespace orgsim::compliance

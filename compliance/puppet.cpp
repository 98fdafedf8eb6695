#include "compliance/puppet.h"

#include <algorithm>
#include <array>
#include <set>

#include "compliance/invitation.h"
#include "model/given.h"
#include "model/text.h"

namespace orgsim::compliance {
namespace {

bool is_rewritable_kind(const sim::Principal& principal) {
  return (principal.kind == sim::PrincipalKind::Role ||
          principal.kind == sim::PrincipalKind::User) &&
         !principal.path.starts_with("/aws-service-role/") &&
         !principal.path.starts_with("/aws-reserved/");
}

Attempt on(Index<sim::Principal> asker, std::string_view action, const sim::Principal& principal) {
  return {.asker = asker,
          .action = std::string(action),
          .resource = principal.arn,
          .resource_account = {},
          .context = {}};
}

bool becomes(const std::vector<Step>& steps, Index<sim::Principal> source,
             Index<sim::Principal> target) {
  return std::ranges::binary_search(steps, std::pair(source, target), {}, [](const Step& step) {
    return std::pair(step.source, step.target);
  });
}

}  // namespace

std::optional<Puppet> puppet_of(const Premises& premises, const std::vector<Step>& steps,
                                Index<sim::Principal> index) {
  constexpr auto kOfRoles =
      std::to_array<std::string_view>({"iam:PutRolePolicy", "iam:AttachRolePolicy"});
  constexpr auto kOfUsers =
      std::to_array<std::string_view>({"iam:PutUserPolicy", "iam:AttachUserPolicy"});
  const sim::Principal& principal = premises.principals()[index];
  const auto master = principal.account
                          ? premises.principals().hypothetical_administrator(*principal.account)
                          : std::nullopt;
  if (!master || !is_rewritable_kind(principal) || !becomes(steps, *master, index)) {
    return std::nullopt;
  }
  const bool is_role = principal.kind == sim::PrincipalKind::Role;
  for (const std::string_view action : is_role ? kOfRoles : kOfUsers) {
    const sim::Truth holds = can(premises, on(*master, action, principal));
    if (holds != sim::Truth::No) {
      const std::string_view lift =
          is_role ? "iam:DeleteRolePermissionsBoundary" : "iam:DeleteUserPermissionsBoundary";
      return Puppet{.principal = index,
                    .rewrite = action,
                    .unbounded = may(premises, on(*master, lift, principal)),
                    .holds = holds};
    }
  }
  return std::nullopt;
}

namespace {

/// The ARNs that a statement lets in by name.
std::vector<std::string_view> named_by(const Statement& statement) {
  std::vector<std::string_view> result;
  if (statement.effect != Effect::Allow || !statement.principal) {
    return result;
  }
  for (const PrincipalEntry& entry : statement.principal->entries) {
    if (entry.type == PrincipalType::Aws && !statement.principal->negated) {
      result.push_back(entry.value);
    }
  }
  for (const Condition& condition : statement.conditions) {
    if (demands_by(condition) && equals_ignoring_case(condition.key, "aws:PrincipalArn")) {
      result.insert(result.end(), condition.values.begin(), condition.values.end());
    }
  }
  return result;
}

}  // namespace

std::vector<Index<sim::Principal>> named_principals(const Premises& premises,
                                                    const PolicyDocument& policy) {
  std::set<Index<sim::Principal>> result;
  for (const Statement& statement : policy.statements) {
    for (const std::string_view arn : named_by(statement)) {
      if (const auto found = premises.principals().find(arn)) {
        result.insert(*found);
      }
    }
  }
  return {result.begin(), result.end()};
}

Attempt through(const Puppet& puppet, Attempt attempt) {
  attempt.asker = puppet.principal;
  attempt.rewritten = true;
  attempt.unbounded = puppet.unbounded;
  return attempt;
}

namespace {

/// The step to the role from whoever took over the account of `index`, which the role trusts.
std::optional<Step> puppet_step(const Premises& premises, const std::vector<Step>& steps,
                                Index<sim::Principal> index, Index<sim::Principal> target) {
  const sim::Principal& role = premises.principals()[target];
  const sim::Principal& named = premises.principals()[index];
  if (!named.account || named.account == role.account || becomes(steps, index, target)) {
    return std::nullopt;
  }
  const auto master = premises.principals().hypothetical_administrator(*named.account);
  const auto puppet = puppet_of(premises, steps, index);
  const sim::Truth assumes =
      puppet ? can(premises, through(*puppet, on(index, "sts:AssumeRole", role))) : sim::Truth::No;
  if (assumes == sim::Truth::No) {
    return std::nullopt;
  }
  return Step{.source = given(master),
              .target = target,
              .relation = "puppet",
              .action = std::string(given(puppet).rewrite),
              .resource = named.arn,
              .holds = sim::both(given(puppet).holds, assumes),
              .where = role.where};
}

}  // namespace

void add_puppet_steps(const Premises& premises, std::vector<Step>& steps) {
  std::vector<Step> further;
  for (const auto target : premises.principals().all().indexes()) {
    const auto& trust = premises.principals()[target].trust;
    if (!trust) {
      continue;
    }
    for (const auto index : named_principals(premises, premises.organization().document(*trust))) {
      if (auto step = puppet_step(premises, steps, index, target)) {
        further.push_back(std::move(*step));
      }
    }
  }
  std::ranges::move(further, std::back_inserter(steps));
}

}  // namespace orgsim::compliance

#include "sim/closure/policy_actions.h"

#include <algorithm>
#include <cassert>

#include "model/given.h"

namespace orgsim::sim {
namespace {

/// Whether the statement is about every resource, and about every caller, whatever the context.
bool is_plain(const Statement& stated, const CompiledStatement& statement) {
  const auto& patterns = stated.resource.patterns;
  const bool everywhere =
      !stated.resource.negated && std::ranges::find(patterns, "*") != patterns.end();
  const bool everybody =
      !statement.principal_stated ||
      (!statement.principal_negated &&
       std::ranges::any_of(statement.principals, [](const CompiledPrincipal& entry) {
         return entry.type == PrincipalType::Everyone;
       }));
  return everywhere && everybody && statement.conditions.empty() && !statement.uncertain;
}

}  // namespace

PolicyActions& PolicyActions::operator|=(const PolicyActions& other) {
  grants |= other.grants;
  plainly |= other.plainly;
  denies |= other.denies;
  return *this;
}

PolicyActionTable::PolicyActionTable(std::vector<ActionName> actions)
    : actions_(std::move(actions)) {
  assert(actions_.size() <= kMaxTechniqueActions);
  for (std::size_t i = 0; i < actions_.size(); ++i) {
    positions_.emplace(actions_[i].text(), i);
  }
}

std::optional<std::size_t> PolicyActionTable::find(std::string_view action) const {
  const auto found = positions_.find(action);
  return found == positions_.end() ? std::nullopt : std::optional(found->second);
}

std::size_t PolicyActionTable::position(std::string_view action) const {
  const auto found = find(action);
  return given(found);
}

TechniqueActions PolicyActionTable::covered(const CompiledStatement& statement) const {
  TechniqueActions result;
  for (std::size_t i = 0; i < actions_.size(); ++i) {
    if ((statement.services & actions_[i].mark()) != 0) {
      const bool listed = std::ranges::any_of(statement.actions, [&](const ActionPattern& pattern) {
        return pattern.matches(actions_[i]);
      });
      result[i] = listed != statement.action_negated;
    }
  }
  return result;
}

PolicyActions PolicyActionTable::read(const CompiledPolicy& policy) const {
  PolicyActions result;
  if (!policy.collected()) {
    result.grants.set();
    if (policy.may_deny()) {
      result.denies.set();
    }
    return result;
  }
  const std::vector<Statement>& stated = policy.document().statements;
  for (std::size_t i = 0; i < stated.size(); ++i) {
    const CompiledStatement& statement = policy.statements()[i];
    const TechniqueActions actions = covered(statement);
    if (statement.effect == Effect::Deny) {
      result.denies |= actions;
      continue;
    }
    result.grants |= actions;
    if (is_plain(stated[i], statement)) {
      result.plainly |= actions;
    }
  }
  return result;
}

const PolicyActions& PolicyActionTable::of(PolicyRef policy) {
  const auto [found, added] = policies_.try_emplace(policy);
  if (added) {
    found->second = read(*policy);
  }
  return found->second;
}

PolicyActions PolicyActionTable::of(std::span<const PolicyRef> policies) {
  PolicyActions result;
  for (const PolicyRef policy : policies) {
    result |= of(policy);
  }
  return result;
}

}  // namespace orgsim::sim

#include "sim/closure/policy_actions.h"

#include <algorithm>
#include <cassert>

#include "model/given.h"
#include "sim/decide/match.h"

namespace orgsim::sim {
namespace {

/// Whether the statement is about every caller, whatever the context.
bool is_unconditional(const CompiledStatement& statement) {
  const bool everybody =
      !statement.principal_stated ||
      (!statement.principal_negated &&
       std::ranges::any_of(statement.principals, [](const CompiledPrincipal& entry) {
         return entry.type == PrincipalType::Everyone;
       }));
  return everybody && statement.conditions.empty() && !statement.uncertain;
}

bool is_everywhere(const Statement& statement) {
  const auto& patterns = statement.resource.patterns;
  return !statement.resource.negated && std::ranges::find(patterns, "*") != patterns.end();
}

/// `Unknown` where a variable counts.
Truth is_about(const CompiledStatement& statement, Layer layer, std::string_view resource) {
  const bool open = std::ranges::any_of(statement.resources, [](const ResourcePattern& candidate) {
    return candidate.pattern.kind == Pattern::Kind::Variables;
  });
  return open ? Truth::Unknown : resource_applies(statement, layer, resource, Context(false));
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

PolicyActionTable::Read PolicyActionTable::read(const CompiledPolicy& policy) const {
  Read result;
  if (!policy.collected()) {
    result.all.grants.set();
    if (policy.may_deny()) {
      result.all.denies.set();
    }
    return result;
  }
  const std::vector<Statement>& stated = policy.document().statements;
  for (std::size_t i = 0; i < stated.size(); ++i) {
    const CompiledStatement& statement = policy.statements()[i];
    const TechniqueActions actions = covered(statement);
    result.by_statement.push_back(actions);
    if (statement.effect == Effect::Deny) {
      result.all.denies |= actions;
      continue;
    }
    result.all.grants |= actions;
    if (is_everywhere(stated[i]) && is_unconditional(statement)) {
      result.all.plainly |= actions;
    }
  }
  return result;
}

const PolicyActionTable::Read& PolicyActionTable::reading(PolicyRef policy) {
  const auto [found, added] = policies_.try_emplace(policy);
  if (added) {
    found->second = read(*policy);
  }
  return found->second;
}

LayerAnswer PolicyActionTable::ask(std::span<const PolicyRef> policies, Layer layer,
                                   std::size_t action, std::string_view resource) {
  LayerAnswer result;
  for (const PolicyRef policy : policies) {
    const Read& known = reading(policy);
    if (!policy->collected()) {
      result.allows = either(result.allows, Truth::Unknown);
      result.denies = either(result.denies, policy->may_deny() ? Truth::Unknown : Truth::No);
      continue;
    }
    for (std::size_t i = 0; i < known.by_statement.size(); ++i) {
      if (known.by_statement[i][action]) {
        const CompiledStatement& statement = policy->statements()[i];
        const Truth about = is_about(statement, layer, resource);
        const Truth sure = is_unconditional(statement) ? Truth::Yes : Truth::Unknown;
        Truth& says = statement.effect == Effect::Deny ? result.denies : result.allows;
        says = either(says, both(about, sure));
      }
    }
  }
  return result;
}

PolicyActions PolicyActionTable::of(std::span<const PolicyRef> policies) {
  PolicyActions result;
  for (const PolicyRef policy : policies) {
    result |= of(policy);
  }
  return result;
}

}  // namespace orgsim::sim

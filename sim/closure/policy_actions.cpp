#include "sim/closure/policy_actions.h"

#include <algorithm>
#include <cassert>

#include "model/given.h"
#include "model/text.h"
#include "sim/decide/match.h"
#include "sim/graph/audience.h"

namespace orgsim::sim {
namespace {

/// Whether the statement is about every caller that meets its conditions.
bool is_about_everybody(const Statement& statement) {
  return !statement.principal ||
         (!statement.principal->negated &&
          std::ranges::any_of(statement.principal->entries, [](const PrincipalEntry& entry) {
            return entry.type == PrincipalType::Everyone;
          }));
}

bool is_everywhere(const Statement& statement) {
  const auto& patterns = statement.resource.patterns;
  return !statement.resource.negated && std::ranges::find(patterns, "*") != patterns.end();
}

bool has_open_resources(const CompiledStatement& statement) {
  return std::ranges::any_of(statement.resources, [](const ResourcePattern& candidate) {
    return candidate.pattern.kind == Pattern::Kind::Variables;
  });
}

}  // namespace

PolicyActions& PolicyActions::operator|=(const PolicyActions& other) {
  grants |= other.grants;
  plainly |= other.plainly;
  denies |= other.denies;
  return *this;
}

PolicyActionTable::PolicyActionTable(const CompiledDocuments& documents,
                                     std::vector<ActionName> actions)
    : documents_(documents), actions_(std::move(actions)), by_document_(documents.size(), 0) {
  assert(actions_.size() <= kMaxTechniqueActions);
  std::ranges::sort(actions_, {}, &ActionName::text);
  for (std::size_t i = 0; i < actions_.size(); ++i) {
    if (i == 0 || actions_[i].service() != actions_[i - 1].service()) {
      services_.push_back({.mark = actions_[i].mark(), .begin = i, .end = i});
    }
    ++services_.back().end;
    positions_.emplace(actions_[i].text(), i);
    lower_.emplace(actions_[i].lower(), i);
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

TechniqueActions PolicyActionTable::matching(std::string_view pattern) const {
  TechniqueActions result;
  if (pattern.find_first_of("*?") == std::string_view::npos) {
    if (const auto found = lower_.find(to_lower(pattern)); found != lower_.end()) {
      result.set(found->second);
    }
    return result;
  }
  const ActionPattern compiled(pattern);
  const std::uint64_t mark = mark_of_pattern(pattern);
  for (const Service& service : services_) {
    for (std::size_t i = service.begin; (mark & service.mark) != 0 && i < service.end; ++i) {
      result[i] = compiled.matches(actions_[i]);
    }
  }
  return result;
}

TechniqueActions PolicyActionTable::covered(const PatternElement& element) const {
  TechniqueActions result;
  for (const std::string& pattern : element.patterns) {
    result |= matching(pattern);
  }
  return element.negated ? ~result : result;
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
  for (const Statement& statement : policy.document().statements) {
    const ReadStatement& read = result.statements.emplace_back(
        ReadStatement{.actions = covered(statement.action),
                      .everywhere = is_everywhere(statement),
                      .everybody = is_about_everybody(statement) && !statement.uncertain});
    if (statement.effect == Effect::Deny) {
      result.all.denies |= read.actions;
      continue;
    }
    result.all.grants |= read.actions;
    if (read.everywhere && read.everybody && statement.conditions.empty()) {
      result.all.plainly |= read.actions;
    }
  }
  return result;
}

const PolicyActionTable::Read& PolicyActionTable::reading(PolicyRef policy) {
  if (const auto document = documents_.document_of(policy)) {
    std::uint32_t& position = by_document_[document->value()];
    if (position == 0) {
      readings_.push_back(read(*policy));
      position = static_cast<std::uint32_t>(readings_.size());
    }
    return readings_[position - 1];
  }
  const auto [found, added] = stand_ins_.try_emplace(policy);
  if (added) {
    found->second = read(*policy);
  }
  return found->second;
}

Truth PolicyActionTable::is_about(const ReadStatement& read, const CompiledStatement& statement,
                                  Layer layer, std::string_view resource) {
  if (read.everywhere) {
    return Truth::Yes;
  }
  return has_open_resources(statement)
             ? Truth::Unknown
             : resource_applies(statement, layer, resource, Context(false));
}

LayerAnswer PolicyActionTable::ask(std::span<const PolicyRef> policies, Layer layer,
                                   std::size_t action, std::string_view resource,
                                   ConditionsOnCaller& conditions) {
  LayerAnswer result;
  for (const PolicyRef policy : policies) {
    const LayerAnswer answer = ask(policy, layer, action, resource, conditions);
    result.allows = either(result.allows, answer.allows);
    result.denies = either(result.denies, answer.denies);
  }
  return result;
}

LayerAnswer PolicyActionTable::ask(PolicyRef policy, Layer layer, std::size_t action,
                                   std::string_view resource, ConditionsOnCaller& conditions) {
  if (!policy->collected()) {
    return {.allows = Truth::Unknown, .denies = policy->may_deny() ? Truth::Unknown : Truth::No};
  }
  LayerAnswer result;
  const Read& known = reading(policy);
  for (std::size_t i = 0; i < known.statements.size(); ++i) {
    const ReadStatement& read = known.statements[i];
    if (!read.actions[action]) {
      continue;
    }
    const CompiledStatement& statement = policy->statements()[i];
    Truth says = read.everybody ? is_about(read, statement, layer, resource) : Truth::Unknown;
    if (says != Truth::No && !statement.conditions.empty()) {
      says = both(says, conditions.met(statement));
    }
    Truth& found = statement.effect == Effect::Deny ? result.denies : result.allows;
    found = either(found, says);
  }
  return result;
}

Truth ConditionsOnCaller::met(const CompiledStatement& statement) {
  const auto found = std::ranges::find(met_, &statement, [](const auto& met) { return met.first; });
  if (found != met_.end()) {
    return found->second;
  }
  const std::vector<std::size_t> asked = conditions_on_caller(statement);
  Truth result = meets(authorizer_, statement, asked, caller_);
  if (asked.size() < statement.conditions.size()) {
    result = both(result, Truth::Unknown);
  }
  met_.emplace_back(&statement, result);
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

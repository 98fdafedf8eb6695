#include "sim/graph/caller_classes.h"

#include <algorithm>
#include <bit>

#include "sim/decide/match.h"
#include "sim/graph/caller_keys.h"
#include "sim/organization/request_context.h"

namespace orgsim::sim {
namespace {

/// Roles whose name or path changes what bears on them.
bool is_special(const Principal& principal) {
  return principal.path.starts_with("/aws-") || principal.name.starts_with("stacksets-exec-");
}

bool is_for_every_resource(const CompiledStatement& statement) {
  return !statement.resource_negated &&
         std::ranges::any_of(statement.resources, [](const ResourcePattern& resource) {
           return resource.pattern.kind == Pattern::Kind::Everything;
         });
}

std::uint64_t number(PolicyRef policy) { return std::bit_cast<std::uint64_t>(policy); }

}  // namespace

CallerClasses::CallerClasses(const Authorizer& authorizer, std::string_view action)
    : authorizer_(authorizer), action_(action), classes_(authorizer.principals().all().size()) {}

const CallerClasses::Statements& CallerClasses::live_statements(PolicyRef policy) {
  const auto [found, added] = live_.try_emplace(policy);
  if (added && (policy->services() & action_.mark()) != 0) {
    for (const CompiledStatement& statement : policy->statements()) {
      if (action_applies(statement, action_)) {
        found->second.push_back(&statement);
      }
    }
  }
  return found->second;
}

/// One layer: what speaks of the action, in order, and that the layer is there.
void CallerClasses::add_policies(std::span<const PolicyRef> policies, Draft& draft) {
  draft.key.push_back(policies.size());
  for (const PolicyRef policy : policies) {
    const Statements& live = live_statements(policy);
    draft.key.push_back(live.empty() && policy->collected() ? 0 : number(policy));
    draft.live.insert(draft.live.end(), live.begin(), live.end());
  }
}

/// The same for everybody of the account, so that they need not be in the key.
void CallerClasses::add_ceilings(Index<Account> account, Draft& draft) {
  if (account_ != account) {
    account_ = account;
    ceilings_.clear();
    for (const Level& level : authorizer_.ceilings(account).scps) {
      for (const PolicyRef policy : level.policies) {
        const Statements& live = live_statements(policy);
        ceilings_.insert(ceilings_.end(), live.begin(), live.end());
      }
    }
  }
  draft.live.insert(draft.live.end(), ceilings_.begin(), ceilings_.end());
}

void CallerClasses::add_conditions(const Principal& principal, Draft& draft) const {
  const RequestContext resolver(
      {.organization = &authorizer_.organization(), .principal = &principal});
  const Context context(resolver);
  for (const CompiledStatement* statement : draft.live) {
    draft.tells_resources_apart = draft.tells_resources_apart || !is_for_every_resource(*statement);
    draft.alone = draft.alone || statement->principal_stated || has_variables(*statement);
    for (const CompiledCondition& condition : statement->conditions) {
      const KeyScope scope = scope_of(condition.key.text());
      draft.alone = draft.alone || scope == KeyScope::Other || has_variables(condition);
      draft.tells_resources_apart = draft.tells_resources_apart || scope == KeyScope::Resource;
      if (scope == KeyScope::Caller && !draft.alone) {
        draft.key.push_back(static_cast<std::uint64_t>(holds(condition, context)));
      }
    }
  }
}

CallerClasses::Class CallerClasses::of(Index<Principal> index) {
  std::optional<Class>& known = classes_[index.value()];
  if (known) {
    return *known;
  }
  const Principal& principal = authorizer_.principals()[index];
  Draft draft;
  draft.alone = !principal.account || is_special(principal);
  draft.key = {static_cast<std::uint64_t>(principal.kind),
               principal.account ? principal.account->value() : 0};
  add_policies(principal.identity, draft);
  draft.key.push_back(principal.boundary ? 1 : 0);
  if (principal.boundary) {
    add_policies(*principal.boundary, draft);
  }
  draft.key.push_back(principal.session ? 1 : 0);
  if (principal.session) {
    add_policies(*principal.session, draft);
  }
  if (principal.account) {
    add_ceilings(*principal.account, draft);
  }
  add_conditions(principal, draft);
  if (draft.alone) {
    draft.key = {index.value()};  // Shorter than any other.
  }
  known = intern(std::move(draft.key),
                 {.tells_resources_apart = draft.alone || draft.tells_resources_apart});
  return *known;
}

CallerClasses::Class CallerClasses::intern(Key key, Row row) {
  const auto [found, added] = ids_.try_emplace(std::move(key), static_cast<Class>(rows_.size()));
  if (added) {
    rows_.push_back(row);
  }
  return found->second;
}

}  // namespace orgsim::sim

#include "sim/graph/granting.h"

#include <algorithm>
#include <functional>

#include "model/sort_distinct.h"
#include "sim/decide/match.h"

namespace orgsim::sim {

Granting::Granting(std::string_view action) : action_(action) { intern({}); }

Granting::Class Granting::intern(Statements statements) {
  sort_distinct(statements);
  const auto [found, added] =
      ids_.try_emplace(std::move(statements), static_cast<Class>(classes_.size()));
  if (added) {
    classes_.push_back(&found->first);
  }
  return found->second;
}

const Granting::Statements& Granting::granting_statements(PolicyRef policy) {
  const auto [found, added] = by_policy_.try_emplace(policy);
  if (!added) {
    return found->second;
  }
  if (!policy->collected()) {
    found->second.push_back(nullptr);
  } else if ((policy->services() & action_.mark()) != 0) {
    for (const CompiledStatement& statement : policy->statements()) {
      if (statement.effect == Effect::Allow && action_applies(statement, action_)) {
        found->second.push_back(&statement);
      }
    }
  }
  return found->second;
}

Granting::Class Granting::class_of(const Principal& principal) {
  const bool kept_out =
      principal.session && std::ranges::all_of(*principal.session, [&](PolicyRef policy) {
        return granting_statements(policy).empty();
      });
  if (kept_out) {
    return kNobody;
  }
  if (principal.kind == PrincipalKind::RootUser || principal.kind == PrincipalKind::RootSession) {
    return intern({nullptr});
  }
  Statements statements;
  for (const PolicyRef policy : principal.identity) {
    const Statements& granting = granting_statements(policy);
    statements.insert(statements.end(), granting.begin(), granting.end());
  }
  return statements.empty() ? kNobody : intern(std::move(statements));
}

bool Granting::covers(Class granted, std::string_view resource) const {
  const Context nothing_known(false);
  return std::ranges::any_of(*classes_[granted], [&](const CompiledStatement* statement) {
    return statement == nullptr ||
           resource_applies(*statement, Layer::Identity, resource, nothing_known) != Truth::No;
  });
}

}  // namespace orgsim::sim

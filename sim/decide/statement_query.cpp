#include "sim/decide/statement_query.h"

#include <algorithm>
#include <array>

#include "model/text.h"

namespace orgsim::sim {

namespace {

/// `wanted` in lower case. Most patterns differ before their first wildcard: those cost nothing.
bool matches_action(std::string_view pattern, std::string_view wanted) {
  const auto found = std::ranges::find_if(pattern, [](char c) { return c == '*' || c == '?'; });
  const auto wildcard = static_cast<std::size_t>(found - pattern.begin());
  if (wildcard > wanted.size() ||
      !equals_ignoring_case(pattern.substr(0, wildcard), wanted.substr(0, wildcard))) {
    return false;
  }
  return wildcard == pattern.size()
             ? wanted.size() == pattern.size()
             : matches_wildcard(to_lower(pattern.substr(wildcard)), wanted.substr(wildcard));
}

bool covers_lower(const Statement& statement, std::string_view wanted) {
  const bool listed = std::ranges::any_of(
      statement.action.patterns,
      [&](const std::string& pattern) { return matches_action(pattern, wanted); });
  return listed != statement.action.negated;
}

}  // namespace

bool covers_action(const Statement& statement, std::string_view action) {
  return covers_lower(statement, to_lower(action));
}

bool may_grant(const PolicyDocument& document, std::string_view action) {
  const std::array actions = {ActionName(action)};
  return may_grant(document, actions);
}

bool may_grant(const PolicyDocument& document, std::span<const ActionName> actions) {
  return std::ranges::any_of(document.statements, [&](const Statement& statement) {
    return statement.effect == Effect::Allow &&
           std::ranges::any_of(actions, [&](const ActionName& action) {
             return covers_lower(statement, action.lower());
           });
  });
}

std::vector<const PrincipalEntry*> admitted_entries(const PolicyDocument& document) {
  std::vector<const PrincipalEntry*> result;
  for (const Statement& statement : document.statements) {
    if (statement.effect == Effect::Allow && statement.principal && !statement.principal->negated) {
      for (const PrincipalEntry& entry : statement.principal->entries) {
        result.push_back(&entry);
      }
    }
  }
  return result;
}

}  // namespace orgsim::sim

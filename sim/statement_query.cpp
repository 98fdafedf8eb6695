#include "sim/statement_query.h"

#include <algorithm>

#include "model/text.h"

namespace orgsim::sim {

bool covers_action(const Statement& statement, std::string_view action) {
  const std::string wanted = to_lower(action);
  const bool listed =
      std::ranges::any_of(statement.action.patterns, [&](const std::string& pattern) {
        return pattern == "*" || matches_wildcard(to_lower(pattern), wanted);
      });
  return listed != statement.action.negated;
}

bool may_grant(const PolicyDocument& document, std::string_view action) {
  return std::ranges::any_of(document.statements, [&](const Statement& statement) {
    return statement.effect == Effect::Allow && covers_action(statement, action);
  });
}

}  // namespace orgsim::sim

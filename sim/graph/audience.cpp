#include "sim/graph/audience.h"

#include "sim/graph/caller_keys.h"
#include "sim/organization/request_context.h"

namespace orgsim::sim {
namespace {

bool is_of_principal(const CompiledCondition& condition) {
  return condition.key.text().starts_with("aws:principal");
}

void append(std::string_view text, std::string& key) {
  key += std::to_string(text.size()) + ":";
  key += text;
}

}  // namespace

std::vector<std::size_t> conditions_on_caller(const CompiledStatement& statement) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < statement.conditions.size(); ++i) {
    const CompiledCondition& condition = statement.conditions[i];
    const KeyScope scope = scope_of(condition.key.text());
    const bool askable =
        scope == KeyScope::Caller || (scope == KeyScope::Account && is_of_principal(condition));
    if (askable && !has_variables(condition)) {
      result.push_back(i);
    }
  }
  return result;
}

std::string audience_key(const CompiledPolicy& trust, std::size_t statement,
                         std::span<const std::size_t> conditions) {
  std::string key = trust.document().version == PolicyVersion::Of2012 ? "2012" : "2008";
  for (const std::size_t index : conditions) {
    const Condition& condition = trust.document().statements[statement].conditions[index];
    key += "/" + std::to_string(static_cast<int>(condition.op.comparison)) + "," +
           std::to_string(static_cast<int>(condition.op.quantifier)) + "," +
           (condition.op.if_exists ? "e" : "") + std::to_string(condition.values.size()) + ",";
    append(condition.key, key);
    for (const std::string& value : condition.values) {
      append(value, key);
    }
  }
  return key;
}

Truth meets(const Authorizer& authorizer, const CompiledStatement& statement,
            std::span<const std::size_t> conditions, Index<Principal> caller) {
  const RequestContext resolver(
      {.organization = &authorizer.organization(), .principal = &authorizer.principals()[caller]});
  const Context context(resolver);
  Truth result = Truth::Yes;
  for (std::size_t i = 0; i < conditions.size() && result != Truth::No; ++i) {
    result = both(result, holds(statement.conditions[conditions[i]], context));
  }
  return result;
}

}  // namespace orgsim::sim

#include "tests/support/reference_condition.h"

#include <algorithm>
#include <functional>

#include "model/text.h"
#include "tests/support/reference_text.h"
#include "tests/support/reference_values.h"

namespace orgsim::reference {
namespace {

/// What comparing a context value with one policy value gives. A value that is not of the
/// operator's type makes the positive and the negated operator false.
enum class Compared { Malformed, Differs, Matches };

Compared compared(bool matches) { return matches ? Compared::Matches : Compared::Differs; }

struct Comparing {
  PolicyVersion version;
  const Context& context;

  Reading reading(bool wildcards) const {
    return {.variables = version == PolicyVersion::Of2012, .wildcards = wildcards};
  }
};

/// A variable without value matches nothing, so that a negated operator is true.
Compared compare_strings(const std::string& value, const std::string& policy, bool wildcards,
                         const Comparing& how) {
  const std::optional<Glob> glob = expand(policy, how.reading(wildcards), how.context);
  return compared(glob.has_value() && glob_matches(*glob, value));
}

Compared compare_ignoring_case(const std::string& value, const std::string& policy,
                               const Comparing& how) {
  std::optional<Glob> glob = expand(policy, how.reading(false), how.context);
  if (!glob) {
    return Compared::Differs;
  }
  for (Symbol& symbol : *glob) {
    symbol.character = to_lower(std::string(1, symbol.character)).front();
  }
  return compared(glob_matches(*glob, to_lower(value)));
}

Compared compare_arns(const std::string& value, const std::string& policy, const Comparing& how) {
  const std::vector<std::string> parts = arn_fields(value, false);
  if (parts.size() < 6) {
    return Compared::Malformed;
  }
  const std::optional<Glob> glob = expand(policy, how.reading(true), how.context);
  if (!glob) {
    return Compared::Differs;
  }
  const std::vector<Glob> patterns = split_arn(*glob);
  if (patterns.size() < 6) {
    return Compared::Malformed;
  }
  bool every = true;
  for (std::size_t i = 0; i < 6; ++i) {
    every = every && glob_matches(patterns[i], parts[i]);
  }
  return compared(every);
}

using Order = std::function<bool(std::strong_ordering)>;

Compared compare_numbers(const std::string& value, const std::string& policy, const Order& order) {
  const auto left = parse_decimal(value);
  const auto right = parse_decimal(policy);
  return left && right ? compared(order(compare(*left, *right))) : Compared::Malformed;
}

Compared compare_dates(const std::string& value, const std::string& policy, const Order& order) {
  const auto left = parse_instant(value);
  const auto right = parse_instant(policy);
  return left && right ? compared(order(*left <=> *right)) : Compared::Malformed;
}

Compared compare_addresses(const std::string& value, const std::string& policy) {
  const auto address = parse_address(value);
  const auto range = parse_range(policy);
  return address && range ? compared(contains(*range, *address)) : Compared::Malformed;
}

template <class T>
Compared compare_equal(const std::optional<T>& value, const std::optional<T>& policy) {
  return value && policy ? compared(*value == *policy) : Compared::Malformed;
}

/// The comparison without its negation.
Compared compare(Comparison comparison, const std::string& value, const std::string& policy,
                 const Comparing& how) {
  switch (comparison) {
    case Comparison::StringEquals:
    case Comparison::StringNotEquals:
      return compare_strings(value, policy, false, how);
    case Comparison::StringLike:
    case Comparison::StringNotLike:
      return compare_strings(value, policy, true, how);
    case Comparison::StringEqualsIgnoreCase:
    case Comparison::StringNotEqualsIgnoreCase:
      return compare_ignoring_case(value, policy, how);
    case Comparison::ArnLike:
    case Comparison::ArnNotLike:
      return compare_arns(value, policy, how);
    case Comparison::NumericEquals:
    case Comparison::NumericNotEquals:
      return compare_numbers(value, policy, std::is_eq);
    case Comparison::NumericLessThan:
      return compare_numbers(value, policy, std::is_lt);
    case Comparison::NumericLessThanEquals:
      return compare_numbers(value, policy, std::is_lteq);
    case Comparison::NumericGreaterThan:
      return compare_numbers(value, policy, std::is_gt);
    case Comparison::NumericGreaterThanEquals:
      return compare_numbers(value, policy, std::is_gteq);
    case Comparison::DateEquals:
    case Comparison::DateNotEquals:
      return compare_dates(value, policy, std::is_eq);
    case Comparison::DateLessThan:
      return compare_dates(value, policy, std::is_lt);
    case Comparison::DateLessThanEquals:
      return compare_dates(value, policy, std::is_lteq);
    case Comparison::DateGreaterThan:
      return compare_dates(value, policy, std::is_gt);
    case Comparison::DateGreaterThanEquals:
      return compare_dates(value, policy, std::is_gteq);
    case Comparison::IpAddress:
    case Comparison::NotIpAddress:
      return compare_addresses(value, policy);
    case Comparison::Bool:
      return compare_equal(parse_bool(value), parse_bool(policy));
    case Comparison::BinaryEquals:
      return compare_equal(parse_base64(value), parse_base64(policy));
    case Comparison::Null:
      break;
  }
  return Compared::Malformed;
}

bool negated(Comparison comparison) {
  switch (comparison) {
    case Comparison::ArnNotLike:
    case Comparison::DateNotEquals:
    case Comparison::NotIpAddress:
    case Comparison::NumericNotEquals:
    case Comparison::StringNotEquals:
    case Comparison::StringNotEqualsIgnoreCase:
    case Comparison::StringNotLike:
      return true;
    case Comparison::ArnLike:
    case Comparison::BinaryEquals:
    case Comparison::Bool:
    case Comparison::DateEquals:
    case Comparison::DateGreaterThan:
    case Comparison::DateGreaterThanEquals:
    case Comparison::DateLessThan:
    case Comparison::DateLessThanEquals:
    case Comparison::IpAddress:
    case Comparison::Null:
    case Comparison::NumericEquals:
    case Comparison::NumericGreaterThan:
    case Comparison::NumericGreaterThanEquals:
    case Comparison::NumericLessThan:
    case Comparison::NumericLessThanEquals:
    case Comparison::StringEquals:
    case Comparison::StringEqualsIgnoreCase:
    case Comparison::StringLike:
      return false;
  }
  return false;
}

/// One context value against all policy values: they are alternatives, and of a negated operator
/// none may match.
bool one(const Condition& condition, const std::string& value, const Comparing& how) {
  std::vector<Compared> results;
  for (const std::string& policy : condition.values) {
    results.push_back(compare(condition.op.comparison, value, policy, how));
  }
  if (negated(condition.op.comparison)) {
    return std::ranges::all_of(results, [](Compared c) { return c == Compared::Differs; });
  }
  return std::ranges::any_of(results, [](Compared c) { return c == Compared::Matches; });
}

bool null_holds(const std::vector<std::string>& values, bool absent) {
  return std::ranges::any_of(values,
                             [&](const std::string& text) { return parse_bool(text) == absent; });
}

bool absent_holds(const ConditionOperator& op) {
  switch (op.quantifier) {
    case Quantifier::ForAnyValue:
      return op.if_exists;
    case Quantifier::ForAllValues:
      return true;
    case Quantifier::None:
      break;
  }
  return op.if_exists || negated(op.comparison);
}

}  // namespace

bool condition_holds(const Condition& condition, PolicyVersion version, const Context& context) {
  const auto found = context.find(to_lower(condition.key));
  const KeyState state = found == context.end() ? KeyState{} : found->second;
  const bool absent = state.kind == KeyState::Kind::Absent || state.values.empty();
  const bool empty = std::ranges::all_of(state.values, &std::string::empty);
  if (condition.op.comparison == Comparison::Null) {
    return null_holds(condition.values, absent || empty);
  }
  if (absent) {
    return absent_holds(condition.op);
  }
  const Comparing how{version, context};
  const auto holds = [&](const std::string& value) { return one(condition, value, how); };
  switch (condition.op.quantifier) {
    case Quantifier::ForAnyValue:
      return std::ranges::any_of(state.values, holds);
    case Quantifier::ForAllValues:
      return empty || std::ranges::all_of(state.values, holds);
    case Quantifier::None:
      break;
  }
  const bool several = state.multivalued || state.values.size() > 1;
  return !several && holds(state.values.front());
}

}  // namespace orgsim::reference

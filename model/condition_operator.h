#pragma once

#include <optional>
#include <string_view>

namespace orgsim {

/// How a condition compares a context value with a policy value, without quantifier and `IfExists`.
/// Source: IAM JSON policy elements: Condition operators.
enum class Comparison {
  ArnLike,  // ArnEquals is the same.
  ArnNotLike,
  BinaryEquals,
  Bool,
  DateEquals,
  DateGreaterThan,
  DateGreaterThanEquals,
  DateLessThan,
  DateLessThanEquals,
  DateNotEquals,
  IpAddress,
  NotIpAddress,
  Null,
  NumericEquals,
  NumericGreaterThan,
  NumericGreaterThanEquals,
  NumericLessThan,
  NumericLessThanEquals,
  NumericNotEquals,
  StringEquals,
  StringEqualsIgnoreCase,
  StringLike,
  StringNotEquals,
  StringNotEqualsIgnoreCase,
  StringNotLike,
};

/// Over the values of a multivalued context key.
/// Source: IAM User Guide, "Multivalued context keys".
enum class Quantifier { None, ForAllValues, ForAnyValue };

/// A condition operator as a policy spells it: `ForAnyValue:StringLikeIfExists`.
struct ConditionOperator {
  Comparison comparison = Comparison::StringEquals;
  Quantifier quantifier = Quantifier::None;
  bool if_exists = false;

  friend bool operator==(const ConditionOperator&, const ConditionOperator&) = default;
};

/// Nothing for a name AWS does not know, a wrong letter case, or `NullIfExists`.
std::optional<ConditionOperator> parse_condition_operator(std::string_view name);

/// Whether the comparison is a negated one, true when the key is absent (`StringNotEquals`, ...).
bool is_negated(Comparison comparison);

/// AWS's name of the comparison; `ArnLike` for both `ArnLike` and `ArnEquals`.
std::string_view name_of(Comparison comparison);

}  // namespace orgsim

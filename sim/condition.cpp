#include "sim/condition.h"

#include <algorithm>
#include <numeric>

#include "model/arn.h"
#include "model/text.h"
#include "sim/pattern.h"

namespace orgsim::sim {
namespace {

/// A comparison of one value with one operand; `Malformed` is false for both polarities.
enum class Compared { No, Unknown, Yes, Malformed };

Compared compared(Truth value) {
  switch (value) {
    case Truth::No:
      return Compared::No;
    case Truth::Unknown:
      return Compared::Unknown;
    case Truth::Yes:
      return Compared::Yes;
  }
  return Compared::No;
}

Compared compare_text(const Pattern& pattern, std::string_view value, const Context& context) {
  return compared(matches(pattern, value, context));
}

Pattern in_lower_case(Pattern pattern) {
  for (PatternToken& token : pattern.tokens) {
    if (token.kind == PatternToken::Kind::Literal) {
      token.text = to_lower(token.text);
    }
  }
  return pattern;
}

Compared compare_arn(std::string_view operand, PolicyVersion version, std::string_view value,
                     const Context& context) {
  const auto patterns = compile_arn_pattern(operand, version);
  const auto arn = parse_arn(value);
  if (!patterns || !arn) {
    return Compared::Malformed;
  }
  const std::array<std::string_view, 6> parts = {"arn",       arn->partition, arn->service,
                                                 arn->region, arn->account,   arn->resource};
  Truth result = Truth::Yes;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    result = both(result, matches((*patterns)[i], parts[i], context));
  }
  return compared(result);
}

Compared compare_bool(std::string_view operand, std::string_view value) {
  const bool known = equals_ignoring_case(value, "true") || equals_ignoring_case(value, "false");
  return known ? compared(truth(equals_ignoring_case(operand, value))) : Compared::Malformed;
}

/// Source: IAM JSON policy elements: Condition operators.
Compared compare(Comparison comparison, PolicyVersion version, std::string_view operand,
                 std::string_view value, const Context& context) {
  switch (comparison) {
    case Comparison::StringEquals:
    case Comparison::StringNotEquals:
      return compare_text(compile_pattern(operand, version, false), value, context);
    case Comparison::StringEqualsIgnoreCase:
    case Comparison::StringNotEqualsIgnoreCase:
      return compare_text(in_lower_case(compile_pattern(operand, version, false)), to_lower(value),
                          context);
    case Comparison::StringLike:
    case Comparison::StringNotLike:
      return compare_text(compile_pattern(operand, version), value, context);
    case Comparison::ArnLike:
    case Comparison::ArnNotLike:
      return compare_arn(operand, version, value, context);
    case Comparison::Bool:
      return compare_bool(operand, value);
    case Comparison::BinaryEquals:
    case Comparison::DateEquals:
    case Comparison::DateGreaterThan:
    case Comparison::DateGreaterThanEquals:
    case Comparison::DateLessThan:
    case Comparison::DateLessThanEquals:
    case Comparison::DateNotEquals:
    case Comparison::IpAddress:
    case Comparison::NotIpAddress:
    case Comparison::NumericEquals:
    case Comparison::NumericGreaterThan:
    case Comparison::NumericGreaterThanEquals:
    case Comparison::NumericLessThan:
    case Comparison::NumericLessThanEquals:
    case Comparison::NumericNotEquals:
    case Comparison::Null:
      return Compared::Unknown;
  }
  return Compared::Unknown;
}

/// One context value against the listed operands: any of them, or none of them when negated.
Truth one(const Condition& condition, PolicyVersion version, std::string_view value,
          const Context& context) {
  Truth any = Truth::No;
  bool malformed = false;
  for (const std::string& operand : condition.values) {
    switch (compare(condition.op.comparison, version, operand, value, context)) {
      case Compared::Yes:
        any = Truth::Yes;
        break;
      case Compared::Unknown:
        any = either(any, Truth::Unknown);
        break;
      case Compared::Malformed:
        malformed = true;
        break;
      case Compared::No:
        break;
    }
  }
  if (!is_negated(condition.op.comparison)) {
    return any;
  }
  return malformed ? Truth::No : negation(any);
}

Truth null_holds(const Condition& condition, const KeyValue& value) {
  const auto asks = [&](std::string_view text) {
    return std::ranges::any_of(condition.values, [&](const std::string& operand) {
      return equals_ignoring_case(operand, text);
    });
  };
  if (std::holds_alternative<NotKnown>(value)) {
    return asks("true") && asks("false") ? Truth::Yes : Truth::Unknown;
  }
  return truth(asks(std::holds_alternative<Absent>(value) ? "true" : "false"));
}

Truth holds_when_absent(const ConditionOperator& op) {
  switch (op.quantifier) {
    case Quantifier::ForAllValues:
      return Truth::Yes;
    case Quantifier::ForAnyValue:
      return truth(op.if_exists);
    case Quantifier::None:
      return truth(op.if_exists || is_negated(op.comparison));
  }
  return Truth::No;
}

Truth holds_when_present(const Condition& condition, PolicyVersion version, const Present& present,
                         const Context& context) {
  std::vector<Truth> each;
  each.reserve(present.values.size());
  for (const std::string& value : present.values) {
    each.push_back(one(condition, version, value, context));
  }
  switch (condition.op.quantifier) {
    case Quantifier::ForAllValues:
      return std::accumulate(each.begin(), each.end(), Truth::Yes, both);
    case Quantifier::ForAnyValue:
      return std::accumulate(each.begin(), each.end(), Truth::No, either);
    case Quantifier::None:
      return present.multivalued || each.size() > 1 ? Truth::No : each.front();
  }
  return Truth::No;
}

}  // namespace

Truth holds(const Condition& condition, PolicyVersion version, const Context& context) {
  const KeyValue value = context.at(condition.key);
  if (condition.op.comparison == Comparison::Null) {
    return null_holds(condition, value);
  }
  if (std::holds_alternative<NotKnown>(value)) {
    return Truth::Unknown;
  }
  if (const Present* present = std::get_if<Present>(&value)) {
    return holds_when_present(condition, version, *present, context);
  }
  return holds_when_absent(condition.op);
}

}  // namespace orgsim::sim

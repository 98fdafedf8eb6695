#include "sim/decide/condition.h"

#include <algorithm>

#include "model/overload.h"
#include "model/text.h"
#include "sim/decide/base64.h"
#include "sim/decide/context_keys.h"

namespace orgsim::sim {
namespace {

/// A comparison of one value with one operand; `Malformed` is false for both polarities.
enum class Compared { No, Unknown, Yes, Malformed };

constexpr std::size_t kArnColons = 5;

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

template <class Value>
Operand or_malformed(std::optional<Value> value) {
  return value ? Operand(std::move(*value)) : Operand(Malformed{});
}

std::optional<bool> parse_bool(std::string_view text) {
  const bool yes = equals_ignoring_case(text, "true");
  return yes || equals_ignoring_case(text, "false") ? std::optional(yes) : std::nullopt;
}

Operand arn_operand(std::string_view text, PolicyVersion version) {
  Pattern pattern = compile_pattern(text, version, PatternSyntax::Arn);
  const bool short_text =
      pattern.kind != Pattern::Kind::Variables && literal_colons(pattern.tokens) < kArnColons;
  return short_text ? Operand(Malformed{}) : Operand(std::move(pattern));
}

Operand binary_operand(std::string_view text) {
  auto bytes = decode_base64(text);
  return bytes ? Operand(Bytes{std::move(*bytes)}) : Operand(Malformed{});
}

Operand compile_operand(Comparison comparison, PolicyVersion version, std::string_view text) {
  switch (comparison) {
    case Comparison::StringEquals:
    case Comparison::StringNotEquals:
      return compile_pattern(text, version, PatternSyntax::Literal);
    case Comparison::StringEqualsIgnoreCase:
    case Comparison::StringNotEqualsIgnoreCase:
      return compile_pattern(text, version, PatternSyntax::LiteralIgnoringCase);
    case Comparison::StringLike:
    case Comparison::StringNotLike:
      return compile_pattern(text, version, PatternSyntax::Glob);
    case Comparison::ArnLike:
    case Comparison::ArnNotLike:
      return arn_operand(text, version);
    case Comparison::Bool:
    case Comparison::Null:
      return or_malformed(parse_bool(text));
    case Comparison::BinaryEquals:
      return binary_operand(text);
    case Comparison::DateEquals:
    case Comparison::DateGreaterThan:
    case Comparison::DateGreaterThanEquals:
    case Comparison::DateLessThan:
    case Comparison::DateLessThanEquals:
    case Comparison::DateNotEquals:
      return or_malformed(parse_instant(text));
    case Comparison::IpAddress:
    case Comparison::NotIpAddress:
      return or_malformed(parse_ip_network(text));
    case Comparison::NumericEquals:
    case Comparison::NumericGreaterThan:
    case Comparison::NumericGreaterThanEquals:
    case Comparison::NumericLessThan:
    case Comparison::NumericLessThanEquals:
    case Comparison::NumericNotEquals:
      return or_malformed(Decimal::parse(text));
  }
  return Malformed{};
}

/// What the comparison says of an order of context value to policy value.
bool in_order(Comparison comparison, std::strong_ordering order) {
  switch (comparison) {
    case Comparison::NumericLessThan:
    case Comparison::DateLessThan:
      return order < 0;
    case Comparison::NumericLessThanEquals:
    case Comparison::DateLessThanEquals:
      return order <= 0;
    case Comparison::NumericGreaterThan:
    case Comparison::DateGreaterThan:
      return order > 0;
    case Comparison::NumericGreaterThanEquals:
    case Comparison::DateGreaterThanEquals:
      return order >= 0;
    case Comparison::NumericEquals:
    case Comparison::NumericNotEquals:
    case Comparison::DateEquals:
    case Comparison::DateNotEquals:
    case Comparison::ArnLike:
    case Comparison::ArnNotLike:
    case Comparison::BinaryEquals:
    case Comparison::Bool:
    case Comparison::IpAddress:
    case Comparison::NotIpAddress:
    case Comparison::Null:
    case Comparison::StringEquals:
    case Comparison::StringEqualsIgnoreCase:
    case Comparison::StringLike:
    case Comparison::StringNotEquals:
    case Comparison::StringNotEqualsIgnoreCase:
    case Comparison::StringNotLike:
      break;
  }
  return order == 0;
}

bool hangs_on_unknown(const Pattern& pattern, const Context& context) {
  return std::ranges::any_of(pattern.tokens, [&](const PatternToken& token) {
    return token.kind == PatternToken::Kind::Variable &&
           std::holds_alternative<NotKnown>(context.variable(token.variable->key));
  });
}

Compared compare_arn(const Pattern& pattern, std::string_view value, const Context& context) {
  if (static_cast<std::size_t>(std::ranges::count(value, ':')) < kArnColons) {
    return Compared::Malformed;
  }
  const Truth matched = matches(pattern, value, context);
  if (pattern.kind == Pattern::Kind::Variables && matched != Truth::Yes &&
      literal_colons(pattern.tokens) < kArnColons) {
    // Whether the operand is an ARN hangs on what its variables bring.
    if (const auto tokens = substituted(pattern, context)) {
      return literal_colons(*tokens) < kArnColons ? Compared::Malformed : compared(matched);
    }
    return matched == Truth::No && !hangs_on_unknown(pattern, context) ? Compared::No
                                                                       : Compared::Unknown;
  }
  return compared(matched);
}

/// A context value against operands, read once for all of them.
class ValueComparison {
 public:
  ValueComparison(Comparison comparison, std::string_view value, const Context& context)
      : comparison_(comparison), value_(value), context_(context) {}

  Compared with(const Operand& operand) {
    return std::visit(
        Overload{[](const Malformed&) { return Compared::Malformed; },
                 [&](const Pattern& pattern) { return text(pattern); },
                 [&](const Decimal& number) { return ordered(Decimal::parse(value_), number); },
                 [&](const Instant& instant) { return ordered(parse_instant(value_), instant); },
                 [&](const IpNetwork& network) { return within(network); },
                 [&](bool expected) { return equal(parse_bool(value_), expected); },
                 [&](const Bytes& bytes) { return equal(decode_base64(value_), bytes.bytes); }},
        operand);
  }

 private:
  Compared text(const Pattern& pattern) const {
    return pattern.syntax == PatternSyntax::Arn ? compare_arn(pattern, value_, context_)
                                                : compared(matches(pattern, value_, context_));
  }

  template <class Value>
  Compared ordered(const std::optional<Value>& value, const Value& operand) const {
    return value ? compared(truth(in_order(comparison_, *value <=> operand))) : Compared::Malformed;
  }

  template <class Value>
  static Compared equal(const std::optional<Value>& value, const Value& operand) {
    return value ? compared(truth(*value == operand)) : Compared::Malformed;
  }

  Compared within(const IpNetwork& network) {
    if (!address_) {
      address_ = parse_ip_address(value_);
    }
    return address_ ? compared(truth(contains(network, *address_))) : Compared::Malformed;
  }

  Comparison comparison_;
  std::string_view value_;
  const Context& context_;
  std::optional<IpAddress> address_;
};

/// One value against the listed operands: any of them, or none of them when negated.
Truth one(const CompiledCondition& condition, std::string_view value, const Context& context) {
  ValueComparison comparison(condition.op.comparison, value, context);
  Truth any = Truth::No;
  bool malformed = false;
  for (const Operand& operand : condition.operands) {
    const Compared result = comparison.with(operand);
    malformed = malformed || result == Compared::Malformed;
    if (result == Compared::Yes) {
      any = Truth::Yes;
      break;
    }
    if (result == Compared::Unknown) {
      any = Truth::Unknown;
    }
  }
  if (!condition.negated) {
    return any;
  }
  return malformed ? Truth::No : negation(any);
}

bool empty(const Present& present) {
  return std::ranges::all_of(present.values, &std::string::empty);
}

/// `"true"` asks for a key that is absent or empty, `"false"` for one that is neither.
Truth null_holds(const CompiledCondition& condition, const KeyValue& value) {
  const auto asks = [&](bool absent) {
    return std::ranges::any_of(condition.operands, [&](const Operand& operand) {
      const bool* wanted = std::get_if<bool>(&operand);
      return wanted != nullptr && *wanted == absent;
    });
  };
  if (const NotKnown* unknown = std::get_if<NotKnown>(&value)) {
    const bool either_way = unknown->excludes("") || asks(true) == asks(false);
    return either_way ? truth(asks(false)) : Truth::Unknown;
  }
  const Present* present = std::get_if<Present>(&value);
  return truth(asks(present == nullptr || empty(*present)));
}

Truth holds_when_absent(const CompiledCondition& condition) {
  switch (condition.op.quantifier) {
    case Quantifier::ForAllValues:
      return Truth::Yes;
    case Quantifier::ForAnyValue:
      return truth(condition.op.if_exists);
    case Quantifier::None:
      return truth(condition.op.if_exists || condition.negated);
  }
  return Truth::No;
}

Truth holds_for_all(const CompiledCondition& condition, const Present& present,
                    const Context& context) {
  Truth all = Truth::Yes;
  if (empty(present)) {
    return all;  // AWS: also for a value that resolves to an empty data set.
  }
  for (const std::string& value : present.values) {
    all = both(all, one(condition, value, context));
  }
  return all;
}

Truth holds_for_any(const CompiledCondition& condition, const Present& present,
                    const Context& context) {
  Truth any = Truth::No;
  for (const std::string& value : present.values) {
    any = either(any, one(condition, value, context));
  }
  return any;
}

Truth holds_when_present(const CompiledCondition& condition, const Present& present,
                         const Context& context) {
  switch (condition.op.quantifier) {
    case Quantifier::ForAllValues:
      return holds_for_all(condition, present, context);
    case Quantifier::ForAnyValue:
      return holds_for_any(condition, present, context);
    case Quantifier::None:
      return present.many() ? Truth::No : one(condition, present.values.front(), context);
  }
  return Truth::No;
}

/// Whether no value of the key matches the operand: each text that does is excluded.
bool never_matches(const NotKnown& key, const Operand& operand) {
  const Pattern* pattern = std::get_if<Pattern>(&operand);
  return pattern != nullptr && pattern->syntax != PatternSyntax::LiteralIgnoringCase &&
         is_excluded(key, pattern->tokens);
}

bool all_never_match(const NotKnown& key, const CompiledCondition& condition) {
  return std::ranges::all_of(condition.operands,
                             [&](const Operand& operand) { return never_matches(key, operand); });
}

/// Without its value: the answer, if every value and absence give the same.
Truth holds_when_not_known(const CompiledCondition& condition, const NotKnown& key) {
  const Truth if_absent = holds_when_absent(condition);
  // Without set operator several values satisfy nothing, whatever they are.
  const bool comparable =
      condition.op.quantifier != Quantifier::None || !holds_several(condition.key, key);
  if (!comparable && if_absent == Truth::No) {
    return Truth::No;
  }
  if (!key.never.empty() && comparable && all_never_match(key, condition)) {
    const Truth if_present = truth(condition.negated);
    return key.excludes("") || if_present == if_absent ? if_present : Truth::Unknown;
  }
  const bool never = condition.operands.empty() && !condition.negated;
  return never && if_absent == Truth::No ? Truth::No : Truth::Unknown;
}

}  // namespace

bool holds_several(const KeyName& key, const NotKnown& value) {
  if (value.cardinality != Cardinality::Unsaid) {
    return value.cardinality == Cardinality::Several;
  }
  const auto global = find_global_key(key.text());
  return global && global->multivalued;
}

bool is_excluded(const NotKnown& key, const std::vector<PatternToken>& tokens) {
  if (tokens.empty() || tokens.front().kind != PatternToken::Kind::Literal) {
    return false;
  }
  const std::string& begin = tokens.front().text;
  return std::ranges::any_of(key.never, [&](const std::string& each) {
    return each.ends_with('/') ? begin.starts_with(each) : tokens.size() == 1 && begin == each;
  });
}

CompiledCondition compile_condition(const Condition& condition, PolicyVersion version) {
  CompiledCondition result{.key = KeyName(condition.key),
                           .op = condition.op,
                           .negated = is_negated(condition.op.comparison),
                           .operands = {}};
  result.operands.reserve(condition.values.size());
  for (const std::string& value : condition.values) {
    result.operands.push_back(compile_operand(condition.op.comparison, version, value));
  }
  return result;
}

Truth holds(const CompiledCondition& condition, const Context& context) {
  const KeyValue& value = context.at(condition.key);
  if (condition.op.comparison == Comparison::Null) {
    return null_holds(condition, value);
  }
  if (const Present* present = std::get_if<Present>(&value)) {
    return holds_when_present(condition, *present, context);
  }
  const NotKnown* unknown = std::get_if<NotKnown>(&value);
  return unknown == nullptr ? holds_when_absent(condition)
                            : holds_when_not_known(condition, *unknown);
}

Truth holds_for_value(const CompiledCondition& condition, std::string_view value,
                      const Context& context) {
  return one(condition, value, context);
}

Truth holds(const Condition& condition, PolicyVersion version, const Context& context) {
  return holds(compile_condition(condition, version), context);
}

}  // namespace orgsim::sim

#pragma once

#include <string>
#include <variant>
#include <vector>

#include "model/policy.h"
#include "sim/decide/context.h"
#include "sim/decide/decimal.h"
#include "sim/decide/instant.h"
#include "sim/decide/ip_network.h"
#include "sim/decide/pattern.h"
#include "sim/decide/truth.h"

namespace orgsim::sim {

/// A policy value that its operator cannot read; it makes both polarities false.
struct Malformed {};
/// The bytes that a `BinaryEquals` value stands for.
struct Bytes {
  std::string bytes;
};

/// A policy value, read once as what its operator compares.
using Operand = std::variant<Malformed, Pattern, Decimal, Instant, IpNetwork, bool, Bytes>;

/// One operator and key of a `Condition` block, ready to be asked of many requests.
struct CompiledCondition {
  KeyName key;
  ConditionOperator op;
  bool negated = false;  // As `is_negated` says of the comparison.
  std::vector<Operand> operands;
};

CompiledCondition compile_condition(const Condition& condition, PolicyVersion version);

/// Whether one condition of a statement holds; `Unknown` when that hangs on a key that is not
/// known. An absent key makes positive operators false, negated ones true.
/// Source: IAM JSON policy elements: Condition operators; "Multivalued context keys".
Truth holds(const CompiledCondition& condition, const Context& context);

/// Whether the key, whose value is not known, is of the kind that may hold several values.
bool holds_several(const KeyName& key, const NotKnown& value);

/// Whether every text that the pattern matches is one that the key's value is not.
bool is_excluded(const NotKnown& key, const std::vector<PatternToken>& tokens);

/// Whether one value satisfies the operands, set operator and `IfExists` apart.
Truth holds_for_value(const CompiledCondition& condition, std::string_view value,
                      const Context& context);

/// `holds` of a condition that is asked once.
Truth holds(const Condition& condition, PolicyVersion version, const Context& context);

}  // namespace orgsim::sim

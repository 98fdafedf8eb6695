#include <algorithm>
#include <array>

#include "io/read/statement_reader.h"
#include "model/text.h"
#include "sim/decide/condition.h"

namespace orgsim::io {
namespace {

/// Keys that hold ids of the system; endpoint policies match them without wildcards.
/// Source: AWS PrivateLink Guide, "Control access to VPC endpoints using endpoint policies".
constexpr std::array<std::string_view, 6> kSystemIdKeys = {
    "aws:principalaccount", "aws:principalorgid", "aws:resourceaccount",
    "aws:resourceorgid",    "aws:sourcevpc",      "aws:sourcevpce"};

/// JSON numbers are compared as their shortest decimal text.
std::string canonical(const JsonValue& json) {
  if (json.kind == JsonKind::Number) {
    const auto number = sim::Decimal::parse(json.text);
    return number ? number->text().value_or(json.text) : json.text;
  }
  return json.text;
}

bool has_malformed_value(const Condition& condition) {
  const auto compiled = sim::compile_condition(condition, PolicyVersion::Of2012);
  return std::ranges::any_of(compiled.operands, [](const sim::Operand& operand) {
    return std::holds_alternative<sim::Malformed>(operand);
  });
}

bool has_wildcard_value(const Condition& condition) {
  return std::ranges::any_of(condition.values, [](const std::string& value) {
    return value.find_first_of("*?") != std::string::npos;
  });
}

}  // namespace

void StatementReader::conditions(const JsonValue& json, Statement& result) {
  if (json.kind != JsonKind::Object) {
    wrong_kind(json, "`Condition`", "an object");
    return;
  }
  for (const JsonMember& member : json.members) {
    const auto op = parse_condition_operator(member.key);
    if (!op) {
      refused("E1109", "unknown condition operator `" + member.key + "`", member.where);
    } else if (member.value.kind != JsonKind::Object) {
      wrong_kind(member.value, "`" + member.key + "`", "an object");
    } else {
      condition_keys(member.value, *op, result);
    }
  }
}

void StatementReader::condition_keys(const JsonValue& json, ConditionOperator op,
                                     Statement& result) {
  std::set<std::string> names;
  for (const JsonMember& member : json.members) {
    Condition condition{.op = op, .key = member.key, .values = {}};
    if (member.key.empty()) {
      refused("E1109", "a condition without a key", member.where);
      continue;
    }
    if (!condition_values(member.value, condition.values)) {
      continue;
    }
    if (!names.insert(to_lower(member.key)).second) {
      doubtful("W5102", "`" + member.key + "` differs from another key by letter case only",
               member.where, "both conditions must hold");
    }
    condition_lints(condition, member.value, result);
    result.conditions.push_back(std::move(condition));
  }
}

/// Whether all of them, or the one, could be read.
bool StatementReader::condition_values(const JsonValue& json, std::vector<std::string>& values) {
  bool sound = true;
  const auto add = [&](const JsonValue& value) {
    if (value.kind == JsonKind::String || value.kind == JsonKind::Number ||
        value.kind == JsonKind::Boolean) {
      values.push_back(canonical(value));
    } else {
      wrong_kind(value, "a condition value", "a string, a number or a boolean");
      sound = false;
    }
  };
  if (json.kind == JsonKind::Array) {
    std::ranges::for_each(json.items, add);
  } else {
    add(json);
  }
  return sound;
}

void StatementReader::condition_lints(const Condition& condition, const JsonValue& json,
                                      const Statement& result) {
  if (has_malformed_value(condition)) {
    doubtful("W5103", "`" + condition.key + "` is compared with a value of another type",
             json.where, "the condition is false, also in a Deny");
  }
  if (result.effect == Effect::Allow && condition.op.quantifier == Quantifier::ForAllValues) {
    doubtful("W5104", "`ForAllValues` in an Allow holds when `" + condition.key + "` is absent",
             json.where, "add `Null` with `false`");
  }
  if (grammar_.kind == PolicyKind::VpcEndpoint && has_wildcard_value(condition) &&
      std::ranges::find(kSystemIdKeys, to_lower(condition.key)) != kSystemIdKeys.end()) {
    doubtful("W5105", "a wildcard for `" + condition.key + "` in an endpoint policy", json.where,
             "write out the ids");
  }
}

}  // namespace orgsim::io

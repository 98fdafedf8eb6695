#include "model/condition_operator.h"

#include <algorithm>
#include <array>

namespace orgsim {
namespace {

struct OperatorRow {
  std::string_view name;
  Comparison comparison;
  bool negated;
};

constexpr std::array kOperators = {
    OperatorRow{"ArnEquals", Comparison::ArnLike, false},
    OperatorRow{"ArnLike", Comparison::ArnLike, false},
    OperatorRow{"ArnNotEquals", Comparison::ArnNotLike, true},
    OperatorRow{"ArnNotLike", Comparison::ArnNotLike, true},
    OperatorRow{"BinaryEquals", Comparison::BinaryEquals, false},
    OperatorRow{"Bool", Comparison::Bool, false},
    OperatorRow{"DateEquals", Comparison::DateEquals, false},
    OperatorRow{"DateGreaterThan", Comparison::DateGreaterThan, false},
    OperatorRow{"DateGreaterThanEquals", Comparison::DateGreaterThanEquals, false},
    OperatorRow{"DateLessThan", Comparison::DateLessThan, false},
    OperatorRow{"DateLessThanEquals", Comparison::DateLessThanEquals, false},
    OperatorRow{"DateNotEquals", Comparison::DateNotEquals, true},
    OperatorRow{"IpAddress", Comparison::IpAddress, false},
    OperatorRow{"NotIpAddress", Comparison::NotIpAddress, true},
    OperatorRow{"Null", Comparison::Null, false},
    OperatorRow{"NumericEquals", Comparison::NumericEquals, false},
    OperatorRow{"NumericGreaterThan", Comparison::NumericGreaterThan, false},
    OperatorRow{"NumericGreaterThanEquals", Comparison::NumericGreaterThanEquals, false},
    OperatorRow{"NumericLessThan", Comparison::NumericLessThan, false},
    OperatorRow{"NumericLessThanEquals", Comparison::NumericLessThanEquals, false},
    OperatorRow{"NumericNotEquals", Comparison::NumericNotEquals, true},
    OperatorRow{"StringEquals", Comparison::StringEquals, false},
    OperatorRow{"StringEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, false},
    OperatorRow{"StringLike", Comparison::StringLike, false},
    OperatorRow{"StringNotEquals", Comparison::StringNotEquals, true},
    OperatorRow{"StringNotEqualsIgnoreCase", Comparison::StringNotEqualsIgnoreCase, true},
    OperatorRow{"StringNotLike", Comparison::StringNotLike, true}};
static_assert(std::ranges::is_sorted(kOperators, {}, &OperatorRow::name));

const OperatorRow& row_of(Comparison comparison) {
  // ArnLike and ArnNotLike come second of their pairs, which is the name we print.
  return *std::ranges::find(kOperators.rbegin(), kOperators.rend(), comparison,
                            &OperatorRow::comparison);
}

}  // namespace

std::optional<ConditionOperator> parse_condition_operator(std::string_view name) {
  constexpr std::string_view kForAll = "ForAllValues:";
  constexpr std::string_view kForAny = "ForAnyValue:";
  constexpr std::string_view kIfExists = "IfExists";
  ConditionOperator result;
  if (name.starts_with(kForAll)) {
    result.quantifier = Quantifier::ForAllValues;
    name.remove_prefix(kForAll.size());
  } else if (name.starts_with(kForAny)) {
    result.quantifier = Quantifier::ForAnyValue;
    name.remove_prefix(kForAny.size());
  }
  if (name.ends_with(kIfExists)) {
    result.if_exists = true;
    name.remove_suffix(kIfExists.size());
  }
  const auto row = std::ranges::lower_bound(kOperators, name, {}, &OperatorRow::name);
  if (row == kOperators.end() || row->name != name ||
      (row->comparison == Comparison::Null && result.if_exists)) {
    return std::nullopt;
  }
  result.comparison = row->comparison;
  return result;
}

bool is_negated(Comparison comparison) { return row_of(comparison).negated; }

std::string_view name_of(Comparison comparison) { return row_of(comparison).name; }

}  // namespace orgsim

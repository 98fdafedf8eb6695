#include <array>

#include "sim/decide/condition.h"
#include "tests/fuzz/expect.h"
#include "tests/support/reference_condition.h"

namespace orgsim::fuzz {
namespace {

using namespace orgsim::reference;

constexpr std::size_t kLongest = 200;
constexpr std::array kComparisons = {Comparison::ArnLike,
                                     Comparison::ArnNotLike,
                                     Comparison::BinaryEquals,
                                     Comparison::Bool,
                                     Comparison::DateEquals,
                                     Comparison::DateGreaterThan,
                                     Comparison::DateGreaterThanEquals,
                                     Comparison::DateLessThan,
                                     Comparison::DateLessThanEquals,
                                     Comparison::DateNotEquals,
                                     Comparison::IpAddress,
                                     Comparison::NotIpAddress,
                                     Comparison::Null,
                                     Comparison::NumericEquals,
                                     Comparison::NumericGreaterThan,
                                     Comparison::NumericGreaterThanEquals,
                                     Comparison::NumericLessThan,
                                     Comparison::NumericLessThanEquals,
                                     Comparison::NumericNotEquals,
                                     Comparison::StringEquals,
                                     Comparison::StringEqualsIgnoreCase,
                                     Comparison::StringLike,
                                     Comparison::StringNotEquals,
                                     Comparison::StringNotEqualsIgnoreCase,
                                     Comparison::StringNotLike};
constexpr std::array kQuantifiers = {Quantifier::None, Quantifier::ForAllValues,
                                     Quantifier::ForAnyValue};

Condition condition_from(std::uint8_t comparison, std::uint8_t rest, std::string value) {
  Condition condition{.key = "k", .values = {std::move(value)}};
  condition.op.comparison = kComparisons.at(comparison % kComparisons.size());
  condition.op.quantifier = kQuantifiers.at(rest % kQuantifiers.size());
  condition.op.if_exists = (rest & 0x40U) != 0 && condition.op.comparison != Comparison::Null;
  return condition;
}

}  // namespace
}  // namespace orgsim::fuzz

/// A byte for the operator, one for its prefix and suffix, a line of policy value, and the value in
/// the request: the engine's condition holds if the plain one does.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace orgsim;
  using namespace orgsim::fuzz;
  if (size < 2 || size > kLongest) {
    return 0;
  }
  std::string value = ascii_of(data + 2, size - 2);
  const Condition condition = condition_from(data[0], data[1], next_line(value));
  const bool multivalued = condition.op.quantifier != Quantifier::None;
  sim::Context context(true);
  context.set("k", sim::Present{.values = {value}, .multivalued = multivalued});
  const reference::Context plain = {
      {"k", {.kind = KeyState::Kind::Present, .multivalued = multivalued, .values = {value}}}};
  for (const PolicyVersion version : {PolicyVersion::Of2008, PolicyVersion::Of2012}) {
    expect(sim::holds(condition, version, context) ==
               sim::truth(condition_holds(condition, version, plain)),
           "condition values");
  }
  return 0;
}

#include "sim/decide/action_set.h"

#include <catch2/catch.hpp>
#include <random>

namespace orgsim::sim {
namespace {

constexpr std::uint16_t kActions = 60;
constexpr ActionRange kWhole{.begin = 0, .end = kActions};

ActionSet random_set(std::mt19937& rng) {
  std::vector<ActionRange> ranges;
  for (auto left = rng() % 6; left > 0; --left) {
    const auto begin = static_cast<std::uint16_t>(rng() % kActions);
    const auto size = static_cast<std::uint16_t>(rng() % 12);
    ranges.push_back(
        {begin, std::min<std::uint16_t>(static_cast<std::uint16_t>(begin + size), kActions)});
  }
  return ActionSet(ranges);
}

TEST_CASE("ranges that touch or overlap become one, empty ones vanish") {
  const ActionSet set({{8, 9}, {1, 3}, {3, 5}, {2, 4}, {7, 7}});
  REQUIRE(set.ranges().size() == 2);
  CHECK(set.ranges()[0] == ActionRange{1, 5});
  CHECK(set.ranges()[1] == ActionRange{8, 9});
  CHECK(set.count() == 5);
  CHECK(ActionSet({{3, 3}}).empty());
}

TEST_CASE("set operations agree with asking every action", "[property]") {
  const auto seed = GENERATE(range(0u, 300u));
  CAPTURE(seed);
  std::mt19937 rng(seed);
  const ActionSet left = random_set(rng);
  const ActionSet right = random_set(rng);
  std::size_t count = 0;
  for (std::uint16_t i = 0; i < kActions; ++i) {
    const auto action = static_cast<ActionId>(i);
    CAPTURE(i);
    const bool in_left = left.contains(action);
    const bool in_right = right.contains(action);
    CHECK(united(left, right).contains(action) == (in_left || in_right));
    CHECK(common(left, right).contains(action) == (in_left && in_right));
    CHECK(left.complement(kWhole).contains(action) != in_left);
    count += in_left ? 1 : 0;
  }
  CHECK(left.count() == count);
  CHECK(left.complement(kWhole).complement(kWhole) == left);
  CHECK(united(left, left.complement(kWhole)) == ActionSet({kWhole}));
}

}  // namespace
}  // namespace orgsim::sim

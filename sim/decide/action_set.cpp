#include "sim/decide/action_set.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace orgsim::sim {

ActionSet::ActionSet(std::vector<ActionRange> ranges) {
  std::erase_if(ranges, [](const ActionRange& range) { return range.begin >= range.end; });
  std::ranges::sort(ranges, {}, &ActionRange::begin);
  for (const ActionRange& range : ranges) {
    if (ranges_.empty() || ranges_.back().end < range.begin) {
      ranges_.push_back(range);
    } else {
      ranges_.back().end = std::max(ranges_.back().end, range.end);
    }
  }
}

std::size_t ActionSet::count() const {
  return std::transform_reduce(ranges_.begin(), ranges_.end(), std::size_t{0}, std::plus<>(),
                               [](const ActionRange& range) { return range.size(); });
}

bool ActionSet::contains(ActionId action) const {
  const auto position = std::to_underlying(action);
  const auto after = std::ranges::upper_bound(ranges_, position, {}, &ActionRange::begin);
  return after != ranges_.begin() && position < std::prev(after)->end;
}

ActionSet ActionSet::complement(ActionRange whole) const {
  std::vector<ActionRange> gaps;
  std::uint16_t at = whole.begin;
  for (const ActionRange& range : ranges_) {
    gaps.push_back({at, std::min(range.begin, whole.end)});
    at = std::max(at, range.end);
  }
  gaps.push_back({at, whole.end});
  return ActionSet(std::move(gaps));
}

ActionSet united(const ActionSet& left, const ActionSet& right) {
  std::vector<ActionRange> ranges(left.ranges().begin(), left.ranges().end());
  ranges.insert(ranges.end(), right.ranges().begin(), right.ranges().end());
  return ActionSet(std::move(ranges));
}

ActionSet common(const ActionSet& left, const ActionSet& right) {
  std::vector<ActionRange> ranges;
  auto a = left.ranges().begin();
  auto b = right.ranges().begin();
  while (a != left.ranges().end() && b != right.ranges().end()) {
    ranges.push_back({std::max(a->begin, b->begin), std::min(a->end, b->end)});
    (a->end < b->end ? a : b)++;
  }
  return ActionSet(std::move(ranges));
}

}  // namespace orgsim::sim

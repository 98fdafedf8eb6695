#pragma once

#include <algorithm>

namespace orgsim {

/// Sorts the values and keeps one of each.
template <class Values>
void sort_distinct(Values& values) {
  std::ranges::sort(values);
  const auto duplicates = std::ranges::unique(values);
  values.erase(duplicates.begin(), duplicates.end());
}

}  // namespace orgsim

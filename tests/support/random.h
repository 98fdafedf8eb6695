#pragma once

#include <cstddef>
#include <random>
#include <vector>

namespace orgsim::reference {

/// Choices of a test. Not the distributions of the standard library: they differ between libraries,
/// and a seed must mean the same case everywhere.
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  /// 0 to n - 1.
  std::size_t below(std::size_t n) { return engine_() % n; }

  /// True in `times` of `of` cases.
  bool chance(std::size_t times, std::size_t of) { return below(of) < times; }

  template <class T>
  const T& pick(const std::vector<T>& items) {
    return items[below(items.size())];
  }

 private:
  std::mt19937 engine_;
};

}  // namespace orgsim::reference

#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace orgsim::reference {

/// Choices of a test. Not the distributions of the standard library: they differ between libraries,
/// and a seed must mean the same case everywhere.
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  /// Each choice is a byte as long as there are any, so that a fuzzer steers the case; they must
  /// outlive this.
  explicit Random(std::span<const std::uint8_t> bytes) : engine_(0), bytes_(bytes) {}

  /// 0 to n - 1.
  std::size_t below(std::size_t n) {
    if (bytes_.empty()) {
      return engine_() % n;
    }
    const std::size_t byte = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return byte % n;
  }

  /// True in `times` of `of` cases.
  bool chance(std::size_t times, std::size_t of) { return below(of) < times; }

  template <class T>
  const T& pick(const std::vector<T>& items) {
    return items[below(items.size())];
  }

 private:
  std::mt19937 engine_;
  std::span<const std::uint8_t> bytes_;
};

}  // namespace orgsim::reference

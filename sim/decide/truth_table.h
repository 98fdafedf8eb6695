#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/decide/truth.h"

namespace orgsim::sim {

/// A truth for each of several contexts, as a Boolean of the decision rule: a formula over the keys
/// that the contexts vary, in its normal form.
class TruthTable {
 public:
  TruthTable() = default;

  /// The same in every one of `size` contexts.
  TruthTable(std::size_t size, Truth everywhere)
      : surely_((size + kBits - 1) / kBits, everywhere == Truth::Yes ? kAll : 0),
        maybe_(surely_.size(), everywhere == Truth::No ? 0 : kAll) {}

  void set(std::size_t context, Truth truth) {
    assign(surely_, context, truth == Truth::Yes);
    assign(maybe_, context, truth != Truth::No);
  }

  Truth at(std::size_t context) const {
    return bit(surely_, context) ? Truth::Yes : bit(maybe_, context) ? Truth::Unknown : Truth::No;
  }

  friend TruthTable both(TruthTable left, const TruthTable& right) {
    for (std::size_t i = 0; i < left.surely_.size(); ++i) {
      left.surely_[i] &= right.surely_[i];
      left.maybe_[i] &= right.maybe_[i];
    }
    return left;
  }

  friend TruthTable either(TruthTable left, const TruthTable& right) {
    for (std::size_t i = 0; i < left.surely_.size(); ++i) {
      left.surely_[i] |= right.surely_[i];
      left.maybe_[i] |= right.maybe_[i];
    }
    return left;
  }

 private:
  using Words = std::vector<std::uint64_t>;
  static constexpr std::size_t kBits = 64;
  static constexpr std::uint64_t kAll = ~std::uint64_t{0};

  static void assign(Words& words, std::size_t context, bool value) {
    const std::uint64_t mask = std::uint64_t{1} << (context % kBits);
    words[context / kBits] = value ? words[context / kBits] | mask : words[context / kBits] & ~mask;
  }
  static bool bit(const Words& words, std::size_t context) {
    return ((words[context / kBits] >> (context % kBits)) & 1U) != 0;
  }

  // Invariant: what holds surely in a context also holds maybe.
  Words surely_;
  Words maybe_;
};

}  // namespace orgsim::sim

#pragma once

#include <algorithm>
#include <cstdint>

namespace orgsim::sim {

/// Kleene's three values. `Unknown` is a fact the input does not tell: it is neither yes nor no,
/// and replacing it by either never flips an answer that is not `Unknown` itself.
enum class Truth : std::uint8_t { No, Unknown, Yes };

constexpr Truth truth(bool value) { return value ? Truth::Yes : Truth::No; }

constexpr Truth both(Truth left, Truth right) { return std::min(left, right); }
constexpr Truth either(Truth left, Truth right) { return std::max(left, right); }
constexpr Truth negation(Truth value) {
  return value == Truth::Unknown ? Truth::Unknown : truth(value == Truth::No);
}

}  // namespace orgsim::sim

#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace orgsim {

/// The position of a record of type `T` in its table: four bytes, ordered, distinct per type.
/// Tables only grow, so an index means the same record in a snapshot and in all its successors.
template <class T>
class Index {
 public:
  constexpr Index() = default;
  constexpr explicit Index(std::size_t value) : value_(static_cast<std::uint32_t>(value)) {}

  constexpr std::size_t value() const { return value_; }

  friend constexpr auto operator<=>(Index, Index) = default;

 private:
  std::uint32_t value_ = 0;
};

}  // namespace orgsim

template <class T>
struct std::hash<orgsim::Index<T>> {
  std::size_t operator()(orgsim::Index<T> index) const noexcept { return index.value(); }
};

#pragma once

#include <atomic>
#include <memory>
#include <type_traits>

namespace orgsim::sim {

/// A value, or an array `T[]`, that is made when first needed, by whichever thread comes first, and
/// then stays.
template <class T>
class SetOnce {
 public:
  using Element = std::remove_extent_t<T>;

  SetOnce() = default;
  SetOnce(SetOnce&& other) noexcept : value_(other.value_.exchange(nullptr)) {}
  SetOnce& operator=(SetOnce&& other) noexcept {
    destroy(value_.exchange(other.value_.exchange(nullptr)));
    return *this;
  }
  /// A copy makes its own.
  SetOnce(const SetOnce& /*other*/) noexcept {}
  SetOnce& operator=(const SetOnce& other) noexcept {
    if (this != &other) {
      destroy(value_.exchange(nullptr));
    }
    return *this;
  }
  ~SetOnce() { destroy(value_.load(std::memory_order_relaxed)); }

  /// Null until it is set.
  Element* get() const { return value_.load(std::memory_order_acquire); }

  /// Returns what it holds from now on: `value`, or what another thread set before.
  Element* set(std::unique_ptr<T> value) {
    Element* before = nullptr;
    if (value_.compare_exchange_strong(before, value.get(), std::memory_order_acq_rel)) {
      return value.release();
    }
    return before;
  }

 private:
  static void destroy(Element* value) { std::default_delete<T>()(value); }

  std::atomic<Element*> value_ = nullptr;  // Owned.
};

}  // namespace orgsim::sim

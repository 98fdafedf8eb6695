#pragma once

#include <atomic>
#include <memory>

namespace orgsim::sim {

/// A value that is made when first needed, by whichever thread comes first, and then stays.
template <class T>
class SetOnce {
 public:
  SetOnce() = default;
  SetOnce(SetOnce&& other) noexcept : value_(other.value_.exchange(nullptr)) {}
  SetOnce& operator=(SetOnce&& other) noexcept {
    delete value_.exchange(other.value_.exchange(nullptr));
    return *this;
  }
  /// A copy makes its own.
  SetOnce(const SetOnce& /*other*/) noexcept {}
  SetOnce& operator=(const SetOnce& other) noexcept {
    if (this != &other) {
      delete value_.exchange(nullptr);
    }
    return *this;
  }
  ~SetOnce() { delete value_.load(std::memory_order_relaxed); }

  /// Null until it is set.
  T* get() const { return value_.load(std::memory_order_acquire); }

  /// Returns what it holds from now on: `value`, or what another thread set before.
  T& set(std::unique_ptr<T> value) {
    T* before = nullptr;
    if (value_.compare_exchange_strong(before, value.get(), std::memory_order_acq_rel)) {
      return *value.release();
    }
    return *before;
  }

 private:
  std::atomic<T*> value_ = nullptr;  // Owned.
};

}  // namespace orgsim::sim

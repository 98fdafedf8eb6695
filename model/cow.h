#pragma once

#include <memory>
#include <utility>

namespace orgsim {

/// A value that snapshots share until one of them edits it. Copying costs a reference count; `edit`
/// clones only when somebody else holds the value. Constant copies may be read by many threads.
template <class T>
class Cow {
 public:
  Cow() : value_(std::make_shared<T>()) {}

  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }

  T& edit() {
    if (value_.use_count() > 1) {
      value_ = std::make_shared<T>(*value_);
    }
    return *value_;
  }

  /// Whether two holders share one value, so that nothing in it can differ.
  bool same_as(const Cow& other) const { return value_ == other.value_; }

 private:
  std::shared_ptr<T> value_;
};

}  // namespace orgsim

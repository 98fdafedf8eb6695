#pragma once

#include <cassert>
#include <ranges>
#include <utility>
#include <vector>

#include "model/index.h"

namespace orgsim {

/// The records of one kind, addressed by `Index<T>`. Records are appended and edited, never erased:
/// removing one is a state of the record.
template <class T>
class Table {
 public:
  Index<T> append(T record) {
    records_.push_back(std::move(record));
    return Index<T>(records_.size() - 1);
  }

  const T& operator[](Index<T> index) const {
    assert(index.value() < records_.size());
    return records_[index.value()];
  }
  T& operator[](Index<T> index) {
    assert(index.value() < records_.size());
    return records_[index.value()];
  }

  std::size_t size() const { return records_.size(); }
  bool empty() const { return records_.empty(); }
  auto begin() const { return records_.begin(); }
  auto end() const { return records_.end(); }

  /// Every index of the table, in order.
  auto indexes() const {
    return std::views::iota(std::size_t{0}, records_.size()) |
           std::views::transform([](std::size_t i) { return Index<T>(i); });
  }

 private:
  std::vector<T> records_;
};

}  // namespace orgsim

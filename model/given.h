#pragma once

#include <optional>
#include <stdexcept>

#include "model/cow.h"

namespace orgsim {

/// What the snapshot holds, for a caller that asks only where it does: a check's row names the
/// evidence that it needs and is not asked without; who calls an API has an account. Throws
/// `std::logic_error` where that is broken.
template <class T>
const T& given(const std::optional<T>& value) {
  if (!value) {
    throw std::logic_error("asked for what the snapshot does not hold");
  }
  return *value;
}

/// The same of a table.
template <class T>
const T& given(const std::optional<Cow<T>>& table) {
  if (!table) {
    throw std::logic_error("asked for a table that the snapshot does not hold");
  }
  return **table;
}

/// What is asked must outlive the answer.
template <class T>
const T& given(const std::optional<T>&& value) = delete;

}  // namespace orgsim

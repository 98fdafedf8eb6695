#pragma once

#include <expected>

#include "model/diagnostic.h"

namespace orgsim {

/// A value, or every problem that kept us from making it (never an empty list).
template <class T>
using Result = std::expected<T, Diagnostics>;

}  // namespace orgsim

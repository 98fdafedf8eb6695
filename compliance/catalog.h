#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "compliance/check.h"

namespace orgsim::compliance {

/// Every check, sorted by id.
std::span<const Check> catalog();

/// Nothing when there is no such check.
const Check* find_check(std::string_view id);

/// The same as pointers, for `assess`.
std::vector<const Check*> every_check();

}  // namespace orgsim::compliance

#pragma once

#include <string_view>

#include "compliance/baseline.h"
#include "io/read/json_value.h"

namespace orgsim::io {

/// Reads an earlier report of `comply --format json`. What is no such report, or of another
/// organization than `organization`, is an error: it would make every failure look new or old.
Result<compliance::Baseline> read_baseline(const JsonValue& json, std::string_view organization);

}  // namespace orgsim::io

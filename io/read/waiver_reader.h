#pragma once

#include <vector>

#include "io/read/json_value.h"
#include "model/waiver.h"

namespace orgsim::io {

/// Reads the items of a `waivers` array. A waiver needs an id and the check it is for; further
/// gaps are the waiver's own finding. Unknown members are errors: a misspelt limit would widen it.
std::vector<Waiver> read_waivers(const JsonValue& list, Diagnostics& diagnostics);

/// Reads a waiver file: `{"version": 1, "waivers": [...]}`. Every problem is returned.
Result<std::vector<Waiver>> read_waiver_file(const JsonValue& json);

}  // namespace orgsim::io

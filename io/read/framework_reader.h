#pragma once

#include <vector>

#include "compliance/framework.h"
#include "io/read/json_value.h"
#include "model/result.h"

namespace orgsim::io {

/// Reads a framework: `{"id", "name", "version", "controls": [{"id", "title", "citation", "checks":
/// [id]}]}`. A check that the catalogue does not have is an error, as is a control named twice.
Result<compliance::Framework> read_framework(const JsonValue& json);

/// The built-in frameworks, in the order of their ids.
std::vector<compliance::Framework> builtin_frameworks();

}  // namespace orgsim::io

#pragma once

#include <optional>

#include "io/read/json_value.h"

namespace orgsim::io {

/// Reads as the other `parse_json`, but puts what is wrong beside it: a text whose only mistake is
/// a key that is there twice has a value all the same, with both.
std::optional<JsonValue> parse_json(std::string_view text, std::uint32_t file,
                                    Diagnostics& diagnostics);

}  // namespace orgsim::io

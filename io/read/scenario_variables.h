#pragma once

#include <map>
#include <string>

#include "io/read/json_value.h"

namespace orgsim::io {

/// The value with every `${name}` in its strings replaced by the variable, which is an error when
/// `variables` has none of that name. Left alone: `${each}`, which a loop replaces later, and the
/// variables of policies, which hold a colon or are one of `${*}`, `${?}`, `${$}`.
JsonValue with_variables(const JsonValue& json, const std::map<std::string, std::string>& variables,
                         Diagnostics& diagnostics);

}  // namespace orgsim::io

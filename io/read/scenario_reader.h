#pragma once

#include "io/read/json_value.h"
#include "scenarios/scenario.h"

namespace orgsim::io {

/// Reads a scenario file and checks everything that does not need the organization: verbs, members
/// and their types, how references are spelled, variables, and that steps start from earlier ones.
/// Every problem is returned, not the first.
Result<scenarios::Scenario> read_scenario(const JsonValue& json);

}  // namespace orgsim::io

#pragma once

#include <string>

#include "scenarios/run_result.h"

namespace orgsim::io {

/// Compares a view with its file below `folder`: a JSON array of rows, a row a line. What differs
/// first is noted in the evidence. With `update` the file is written first.
scenarios::State compare_golden(const std::string& folder, bool update,
                                scenarios::GoldenEvidence& evidence);

}  // namespace orgsim::io

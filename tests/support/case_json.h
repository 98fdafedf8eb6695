#pragma once

#include <string>

#include "tests/support/reference_evaluate.h"

namespace orgsim::reference {

/// The case as a line for `orgsim evaluate --cases`, without line end.
std::string to_json(const Case& request, const std::string& id);

/// The policy as JSON text.
std::string to_json(const PolicyDocument& document);

std::string to_text(Outcome outcome);

}  // namespace orgsim::reference

#pragma once

#include <string>

#include "model/organization.h"

namespace orgsim::io {

/// The organizations as nested JSON, in the order of `tree_text`: format `orgsim-tree/1`.
std::string tree_json(const Organization& organization);

}  // namespace orgsim::io

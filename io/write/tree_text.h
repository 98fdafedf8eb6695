#pragma once

#include <string>

#include "model/organization.h"

namespace orgsim::io {

/// The organization as a tree: OUs and accounts with what is attached to each, children by name.
/// Control characters of names are shown as `?`.
std::string tree_text(const Organization& organization);

}  // namespace orgsim::io

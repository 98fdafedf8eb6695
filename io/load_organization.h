#pragma once

#include <string>

#include "io/source_files.h"
#include "model/organization.h"
#include "model/result.h"

namespace orgsim::io {

/// Reads an organization file from disk into `files`, so that its places can be shown.
Result<Organization> load_organization(const std::string& path, SourceFiles& files);

}  // namespace orgsim::io

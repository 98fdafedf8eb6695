#pragma once

#include <string>
#include <vector>

#include "io/source_files.h"
#include "model/result.h"
#include "model/waiver.h"

namespace orgsim::io {

/// Reads a waiver file from disk into `files`, so that its places can be shown.
Result<std::vector<Waiver>> load_waivers(const std::string& path, SourceFiles& files);

}  // namespace orgsim::io

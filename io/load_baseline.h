#pragma once

#include <string>
#include <string_view>

#include "compliance/baseline.h"
#include "io/source_files.h"
#include "model/result.h"

namespace orgsim::io {

/// Reads a baseline from a file, whose text is kept for messages.
Result<compliance::Baseline> load_baseline(const std::string& path, std::string_view organization,
                                           SourceFiles& files);

}  // namespace orgsim::io

#pragma once

#include <string>

#include "io/source_files.h"
#include "model/diagnostic.h"

namespace orgsim::io {

/// The diagnostics for machines, one JSON object a line: `severity`, `code`, `message`, `hint`, and
/// where it is known `file`, `line`, `column`, `endLine`, `endColumn` (one past the last byte) and
/// the JSON `pointer`. Lines and columns count from 1, columns in bytes.
std::string diagnostics_ndjson(const SourceFiles& files, const Diagnostics& diagnostics);

}  // namespace orgsim::io

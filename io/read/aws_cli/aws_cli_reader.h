#pragma once

#include <string>

#include "io/read/aws_cli/dump_reading.h"
#include "io/source_files.h"

namespace orgsim::io {

/// Reads outputs of `aws ... list|describe|get` commands: a folder of them in any layout that
/// `context_of_path` understands, one file, or a file of envelopes, one call a line
/// (`{"account", "region", "service", "operation", "params", "output"}`). What an output is shows
/// from its members. Every problem is returned, not the first; files and members that are not
/// understood are listed in `Organization::unmodelled`.
Result<Organization> read_aws_cli(const std::string& path, const DumpOptions& options,
                                  SourceFiles& files);

}  // namespace orgsim::io

#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace orgsim::cli {

/// Runs the program on its arguments, without its own name. Reports problems on `console.err`.
ExitCode run(const std::vector<std::string>& arguments, const Console& console);

}  // namespace orgsim::cli

#pragma once

#include <string>

namespace orgsim::cli {

/// `1.2.0`, of the project.
std::string program_version();

/// The compiler that built the program, with its version.
std::string compiler_version();

}  // namespace orgsim::cli

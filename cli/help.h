#pragma once

#include <string>

#include "cli/command.h"
#include "io/write/paint.h"

namespace orgsim::cli {

/// `orgsim --help`: every command with its line.
std::string program_help(const io::Paint& paint);

/// `orgsim help COMMAND`: usage, what it answers, options, examples. Lines of at most 80 columns.
std::string command_help(const Command& command, const io::Paint& paint);

}  // namespace orgsim::cli

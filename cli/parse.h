#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "cli/command.h"

namespace orgsim::cli {

/// Reads the arguments after the command's name. Refuses unknown options, abbreviations, values
/// outside of a closed set and a wrong number of arguments, with the nearest name as a hint.
std::expected<Invocation, UsageError> parse(const Command& command,
                                            const std::vector<std::string>& arguments,
                                            const Console& console);

/// "did you mean ..." for a name that is near one of `candidates`, else `otherwise`.
std::string suggestion(std::string_view name, std::span<const std::string> candidates,
                       std::string_view otherwise);

/// For a word that should name a command.
UsageError unknown_command(std::string_view word);

}  // namespace orgsim::cli

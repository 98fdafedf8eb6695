#pragma once

#include <string>

namespace orgsim::cli {

/// The script that makes a shell complete commands, options and the values of closed options, from
/// the same table that help and parsing read.
std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace orgsim::cli

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace orgsim::cli {

/// What the program finds around it, read once. Everything else that colour, width and progress
/// depend on is a function of it.
struct Terminal {
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool no_color = false;     // NO_COLOR is set and not empty.
  bool force_color = false;  // CLICOLOR_FORCE or FORCE_COLOR is set, and neither empty nor `0`.
  bool ci = false;           // CI is set and not empty.
  bool dumb = false;         // TERM is `dumb`.
  std::optional<std::size_t> width;  // Nothing: not a terminal, so lines may have any length.
};

/// Reads the environment and asks the system about standard output and standard error.
Terminal read_terminal();

/// Whether a stream is coloured: `choice` is `always`, `never` or `auto`. With `auto`, NO_COLOR
/// wins over everything, and forcing over what the stream is. Source: no-color.org; bixense.com,
/// "Standard for ANSI Colors in Terminals".
bool wants_color(std::string_view choice, bool is_terminal, const Terminal& terminal);

/// Progress is for a person who waits at a terminal.
bool wants_progress(bool quiet, const Terminal& terminal);

}  // namespace orgsim::cli

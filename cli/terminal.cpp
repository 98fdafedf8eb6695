#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>

namespace orgsim::cli {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

bool is_forced(std::string_view value) { return !value.empty() && value != "0"; }

std::optional<std::size_t> width_of_output() {
  const std::string_view columns = environment("COLUMNS");
  std::size_t width = 0;
  const auto [end, error] = std::from_chars(columns.data(), columns.data() + columns.size(), width);
  if (error == std::errc() && end == columns.data() + columns.size() && width > 0) {
    return width;
  }
  winsize size{};
  if (isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
      size.ws_col > 0) {
    return size.ws_col;
  }
  return std::nullopt;
}

}  // namespace

Terminal read_terminal() {
  return {.out_is_terminal = isatty(STDOUT_FILENO) != 0,
          .err_is_terminal = isatty(STDERR_FILENO) != 0,
          .no_color = !environment("NO_COLOR").empty(),
          .force_color =
              is_forced(environment("CLICOLOR_FORCE")) || is_forced(environment("FORCE_COLOR")),
          .ci = !environment("CI").empty(),
          .dumb = environment("TERM") == "dumb",
          .width = width_of_output()};
}

bool wants_color(std::string_view choice, bool is_terminal, const Terminal& terminal) {
  if (choice != "auto") {
    return choice == "always";
  }
  if (terminal.no_color) {
    return false;
  }
  return terminal.force_color || (is_terminal && !terminal.dumb);
}

bool wants_progress(bool quiet, const Terminal& terminal) {
  return !quiet && terminal.err_is_terminal && !terminal.ci && !terminal.dumb;
}

}  // namespace orgsim::cli

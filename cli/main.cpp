#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <exception>
#include <iostream>
#include <system_error>

#include "cli/fd_buffer.h"
#include "cli/run.h"

namespace {

using orgsim::cli::ExitCode;

/// What is written to a reader who went away is no failure; what a full disk lost is one.
ExitCode after_writing(int failure, ExitCode code, std::ostream& err) {
  if (failure == 0 || failure == EPIPE) {
    return code;
  }
  err << fmt::format("orgsim: error: cannot write the answer: {}\n",
                     std::error_code(failure, std::generic_category()).message());
  return ExitCode::Unusable;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  orgsim::cli::FdBuffer out_buffer(STDOUT_FILENO);
  orgsim::cli::FdBuffer err_buffer(STDERR_FILENO);
  std::ostream out(&out_buffer);
  std::ostream err(&err_buffer);
  err << std::unitbuf;
  ExitCode code = ExitCode::Unusable;
  try {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    code = orgsim::cli::run(
        arguments,
        {.in = std::cin, .out = out, .err = err, .terminal = orgsim::cli::read_terminal()});
  } catch (const std::exception& problem) {
    err << fmt::format("orgsim: error: internal error: {}\n", problem.what());
  }
  code = after_writing(out_buffer.failure(), code, err);
  return static_cast<int>(code);
}

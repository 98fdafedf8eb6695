#include <fmt/format.h>

#include <ostream>

#include "cli/commands.h"
#include "cli/version.h"
#include "io/about.h"

namespace orgsim::cli {
namespace {

ExitCode run(const Invocation& invocation) {
  std::ostream& out = invocation.console().out;
  out << fmt::format("orgsim {}\ncompiler: {}\n", program_version(), compiler_version());
  out << fmt::format("formats: {}\n", fmt::join(io::known_formats(), ", "));
  for (const io::DatedData& data : io::dated_data()) {
    out << fmt::format("{}: as of {}\n", data.what, data.as_of);
  }
  return ExitCode::Answered;
}

}  // namespace

constinit const Command kVersion = {
    .name = "version",
    .group = Group::Program,
    .summary = "version, compiler, formats, and the age of the data of AWS in the program",
    .help =
        "Shows what a report of this program depends on: its version, the compiler, the "
        "formats it reads and writes with their versions, and the day of each list that "
        "AWS changes over time.",
    .examples = "orgsim version\norgsim --version",
    .run = run};

}  // namespace orgsim::cli

#include <ostream>

#include "cli/commands.h"
#include "cli/diagnostics.h"
#include "cli/help.h"
#include "cli/parse.h"

namespace orgsim::cli {
namespace {

ExitCode run(const Invocation& invocation) {
  const io::Paint paint = paint_for_out(invocation);
  std::ostream& out = invocation.console().out;
  if (invocation.positionals().empty()) {
    out << program_help(paint);
    return ExitCode::Answered;
  }
  const std::string& name = invocation.positionals().front();
  const Command* command = find_command(name);
  if (command == nullptr) {
    return invocation.refuse(unknown_command(name));
  }
  out << command_help(*command, paint);
  return ExitCode::Answered;
}

}  // namespace

constinit const Command kHelp = {
    .name = "help",
    .group = Group::Program,
    .summary = "what the commands do, or one of them",
    .arguments = "[COMMAND]",
    .help = "Lists the commands, or shows usage, options and examples of one.",
    .examples = "orgsim help\norgsim help show",
    .max_positionals = 1,
    .run = run};

}  // namespace orgsim::cli

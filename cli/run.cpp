#include "cli/run.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/parse.h"

namespace orgsim::cli {
namespace {

/// `orgsim --help` and `orgsim --version` are spelled as the commands of that name.
std::string command_word(const std::string& word) {
  if (word == "--help" || word == "-h") {
    return "help";
  }
  return word == "--version" || word == "-V" ? "version" : word;
}

/// Whether `--help` stands among the arguments, so that nothing else of them matters.
bool asks_for_help(const std::vector<std::string>& arguments) {
  const auto end = std::ranges::find(arguments, "--");
  return std::any_of(arguments.begin(), end, [](const std::string& argument) {
    return argument == "--help" || argument == "-h";
  });
}

UsageError no_such_command(const std::string& word) {
  if (word.starts_with('-')) {
    return {.message = fmt::format("option `{}` before a command", word),
            .hint = "options follow the command: orgsim COMMAND [OPTION ...]"};
  }
  return unknown_command(word);
}

}  // namespace

ExitCode run(const std::vector<std::string>& arguments, const Console& console) {
  if (arguments.empty()) {
    return refuse(console.err, console.terminal,
                  {.message = "no command", .hint = "`orgsim --help` lists the commands"});
  }
  const std::string word = command_word(arguments.front());
  std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
  const Command* command = find_command(word);
  if (command == nullptr) {
    return refuse(console.err, console.terminal, no_such_command(word));
  }
  if (asks_for_help(rest)) {
    rest = {word};
    command = &kHelp;
  }
  const auto invocation = parse(*command, rest, console);
  return invocation ? invocation->command().run(*invocation)
                    : refuse(console.err, console.terminal, invocation.error());
}

}  // namespace orgsim::cli

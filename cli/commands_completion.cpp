#include <fmt/format.h>

#include <array>
#include <ostream>

#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/parse.h"

namespace orgsim::cli {
namespace {

struct Shell {
  std::string_view name;
  std::string (*script)();
};

constexpr std::array kShells = {Shell{"bash", bash_completion}, Shell{"fish", fish_completion},
                                Shell{"zsh", zsh_completion}};

ExitCode run(const Invocation& invocation) {
  const std::string& name = invocation.positionals().front();
  std::vector<std::string> known;
  for (const Shell& shell : kShells) {
    if (shell.name == name) {
      invocation.console().out << shell.script();
      return ExitCode::Answered;
    }
    known.emplace_back(shell.name);
  }
  return invocation.refuse(
      {.message = fmt::format("no completion for `{}`", name),
       .hint = suggestion(name, known, fmt::format("one of {}", fmt::join(known, ", ")))});
}

}  // namespace

constinit const Command kCompletion = {
    .name = "completion",
    .group = Group::Program,
    .summary = "print the completion script of a shell",
    .arguments = "bash|zsh|fish",
    .help = "Prints a script that makes the shell complete commands, options and their values.",
    .examples =
        "orgsim completion bash > ~/.local/share/bash-completion/completions/orgsim\n"
        "orgsim completion fish > ~/.config/fish/completions/orgsim.fish",
    .min_positionals = 1,
    .max_positionals = 1,
    .run = run};

}  // namespace orgsim::cli

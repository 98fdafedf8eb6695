#include "cli/completion.h"

#include <fmt/format.h>

#include "cli/command.h"
#include "model/text.h"

namespace orgsim::cli {
namespace {

std::string command_names() {
  std::string names;
  for (const Command* command : commands()) {
    names += (names.empty() ? "" : " ") + std::string(command->name);
  }
  return names;
}

std::string words_of(const Option& option) {
  return fmt::format("{}", fmt::join(split(option.argument, '|'), " "));
}

/// `text` with a backslash before each of `special`.
std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (special.contains(c)) {
      result += '\\';
    }
    result += c;
  }
  return result;
}

/// Within single quotes of a POSIX shell.
std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return result + "'";
}

std::string bash_case(const Command& command) {
  std::string options;
  std::string values;
  for (const Option& option : options_of(command)) {
    options += fmt::format("{}--{}", options.empty() ? "" : " ", option.name);
    const std::string letter =
        option.letter == '\0' ? "" : fmt::format("|{}:-{}", command.name, option.letter);
    if (is_closed(option)) {
      values += fmt::format(
          "    {0}:--{1}{2}) COMPREPLY=($(compgen -W '{3}' -- \"$current\")); return ;;\n",
          command.name, option.name, letter, words_of(option));
    }
  }
  return values + fmt::format("    {}:*) options='{}' ;;\n", command.name, options);
}

std::string zsh_option(const Option& option) {
  const std::string help = escaped(option.help, "[]:\\");
  const std::string action =
      option.argument.empty() ? ""
      : is_closed(option)
          ? fmt::format(":value:({})", words_of(option))
          : fmt::format(":{}:_files", option.argument.substr(0, option.argument.find(':')));
  return quoted(
      fmt::format("{}--{}[{}]{}", option.repeatable ? "*" : "", option.name, help, action));
}

}  // namespace

std::string bash_completion() {
  std::string cases;
  for (const Command* command : commands()) {
    cases += bash_case(*command);
  }
  return fmt::format(
      R"(# Completion of orgsim for bash: source it, or put it into the folder of bash-completion.
_orgsim() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} options=
  local names='{}'
  if ((COMP_CWORD == 1)) || [[ ${{COMP_WORDS[1]}} == help ]]; then
    COMPREPLY=($(compgen -W "$names --help --version" -- "$current"))
    return
  fi
  case ${{COMP_WORDS[1]}}:$previous in
{}  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}}
complete -o filenames -F _orgsim orgsim
)",
      command_names(), cases);
}

std::string zsh_completion() {
  std::string names;
  std::string cases;
  for (const Command* command : commands()) {
    names += fmt::format(
        "    {}\n", quoted(fmt::format("{}:{}", command->name, escaped(command->summary, ":"))));
    cases += fmt::format("    {}) _arguments", command->name);
    for (const Option& option : options_of(*command)) {
      cases += " \\\n      " + zsh_option(option);
    }
    cases += fmt::format(" \\\n      {} ;;\n", command->name == "help"
                                                   ? quoted("*:command:(" + command_names() + ")")
                                                   : quoted("*:file:_files"));
  }
  return fmt::format(R"(#compdef orgsim
# Completion of orgsim for zsh: put it as `_orgsim` into a folder of $fpath.
_orgsim() {{
  local -a names=(
{}  )
  if ((CURRENT == 2)); then
    _describe command names
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
{}  esac
}}
compdef _orgsim orgsim
)",
                     names, cases);
}

std::string fish_completion() {
  std::string text =
      "# Completion of orgsim for fish: put it into ~/.config/fish/completions/orgsim.fish.\n";
  for (const Command* command : commands()) {
    text += fmt::format("complete -c orgsim -n __fish_use_subcommand -x -a {} -d {}\n",
                        command->name, quoted(command->summary));
  }
  for (const Command* command : commands()) {
    for (const Option& option : options_of(*command)) {
      text += fmt::format("complete -c orgsim -n '__fish_seen_subcommand_from {}' -l {}",
                          command->name, option.name);
      if (option.letter != '\0') {
        text += fmt::format(" -s {}", option.letter);
      }
      if (!option.argument.empty()) {
        text += is_closed(option) ? fmt::format(" -x -a '{}'", words_of(option)) : " -r";
      }
      text += fmt::format(" -d {}\n", quoted(option.help));
    }
  }
  return text;
}

}  // namespace orgsim::cli

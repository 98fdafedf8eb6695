#include "cli/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cli/shared_options.h"
#include "io/write/paint.h"

namespace orgsim::cli {
namespace {

std::string_view fallback_of(const Command& command, std::string_view name) {
  const std::vector<Option> options = options_of(command);
  const auto option = std::ranges::find(options, name, &Option::name);
  return option == options.end() ? std::string_view() : option->fallback;
}

}  // namespace

Invocation::Invocation(const Command& command, OptionValues options,
                       std::vector<std::string> positionals, const Console& console)
    : command_(&command),
      options_(std::move(options)),
      positionals_(std::move(positionals)),
      console_(&console) {}

bool Invocation::has(std::string_view option) const { return options_.contains(option); }

std::string Invocation::value(std::string_view option) const {
  const auto given = options_.find(option);
  const bool has_value = given != options_.end() && !given->second.empty();
  return has_value ? given->second.back() : std::string(fallback_of(*command_, option));
}

std::vector<std::string> Invocation::values(std::string_view option) const {
  if (const auto given = options_.find(option); given != options_.end()) {
    return given->second;
  }
  const std::string_view fallback = fallback_of(*command_, option);
  return fallback.empty() ? std::vector<std::string>() : std::vector{std::string(fallback)};
}

ExitCode Invocation::refuse(const UsageError& error) const {
  return cli::refuse(console_->err, console_->terminal, error);
}

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> options(command.options.begin(), command.options.end());
  for (const Shared subject : shared_subjects()) {
    if (subject == Shared::Output && command.formats.contains('|')) {
      options.push_back({.name = "format",
                         .argument = command.formats,
                         .help = "of the answer",
                         .fallback = command.formats.substr(0, command.formats.find('|')),
                         .letter = 'f'});
    }
    if (subject == Shared::None || contains(command.shared, subject)) {
      const auto shared = shared_options(subject);
      options.insert(options.end(), shared.begin(), shared.end());
    }
  }
  return options;
}

std::string usage_line(const Command& command) {
  return fmt::format("orgsim {} [OPTION ...]{}{}", command.name,
                     command.arguments.empty() ? "" : " ", command.arguments);
}

bool is_closed(const Option& option) { return option.argument.contains('|'); }

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(commands(), name, [](const Command* c) { return c->name; });
  return found == commands().end() ? nullptr : *found;
}

ExitCode refuse(std::ostream& err, const Terminal& terminal, const UsageError& error) {
  const io::Paint paint(wants_color("auto", terminal.err_is_terminal, terminal));
  err << fmt::format("{} {} {}\n", paint(io::Tone::Strong, "orgsim:"),
                     paint(io::Tone::Bad, "error:"), paint(io::Tone::Plain, error.message));
  if (!error.hint.empty()) {
    err << fmt::format("  {} {}\n", paint(io::Tone::Identity, "hint:"),
                       paint(io::Tone::Plain, error.hint));
  }
  return ExitCode::Unusable;
}

}  // namespace orgsim::cli

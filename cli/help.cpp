#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/shared_options.h"
#include "io/write/text_table.h"
#include "model/text.h"

namespace orgsim::cli {
namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kOptionColumn = 24;

struct GroupTitle {
  Group group;
  std::string_view title;
};

constexpr std::array kGroups = {GroupTitle{Group::Scenarios, "Scenarios"},
                                GroupTitle{Group::Questions, "Questions about an organization"},
                                GroupTitle{Group::Compliance, "Compliance and change"},
                                GroupTitle{Group::Files, "Files"},
                                GroupTitle{Group::Program, "This program"}};

/// `text` from column `indent` on, behind `lead`, which gets a line of its own when it is too long.
std::string hanging(const std::string& lead, std::size_t lead_width, std::size_t indent,
                    std::string_view text) {
  std::string result = lead;
  std::size_t column = lead_width;
  if (lead_width > 0 && lead_width + 2 > indent) {
    result += "\n";
    column = 0;
  }
  for (const std::string& line : io::wrapped(text, kWidth - indent)) {
    result += std::string(indent - column, ' ') + line + "\n";
    column = 0;
  }
  return result;
}

std::string option_names(const Option& option) {
  std::string names = option.letter == '\0' ? "    " : fmt::format("-{}, ", option.letter);
  names += fmt::format("--{}", option.name);
  return option.argument.empty()
             ? names
             : fmt::format("{} {}", names, is_closed(option) ? "WORD" : option.argument);
}

std::string option_text(const Option& option) {
  std::string text(option.help);
  if (is_closed(option)) {
    text = fmt::format("{}: {}", text, fmt::join(split(option.argument, '|'), ", "));
  }
  if (!option.fallback.empty()) {
    text += fmt::format(" (default: {})", option.fallback);
  }
  return option.repeatable ? text + "; may be repeated" : text;
}

std::string options_help(std::string_view title, std::span<const Option> options,
                         const io::Paint& paint) {
  std::string text = fmt::format("\n{}\n", paint(io::Tone::Strong, title));
  for (const Option& option : options) {
    const std::string names = "  " + option_names(option);
    text += hanging(names, names.size(), kOptionColumn + 4, option_text(option));
  }
  return text;
}

}  // namespace

std::string program_help(const io::Paint& paint) {
  std::string text =
      "usage: orgsim COMMAND [OPTION ...] [ARGUMENT ...]\n\n"
      "Answers questions about an AWS Organization without calling AWS: may this\n"
      "request happen and why, who can, what falls if this falls, what does a change\n"
      "open, which controls hold.\n";
  for (const GroupTitle& group : kGroups) {
    std::string rows;
    for (const Command* command : commands()) {
      if (command->group == group.group) {
        const std::string lead = "  " + paint(io::Tone::Identity, command->name);
        rows += hanging(lead, command->name.size() + 2, 18, command->summary);
      }
    }
    if (!rows.empty()) {
      text += fmt::format("\n{}\n{}", paint(io::Tone::Strong, group.title), rows);
    }
  }
  return text +
         "\n`orgsim help COMMAND` tells more. Exit codes: 0 answered, 1 a gate failed,\n"
         "2 usage or unusable input, 3 something asked is undecided.\n";
}

std::string command_help(const Command& command, const io::Paint& paint) {
  const std::vector<Option> options = options_of(command);
  std::string text = fmt::format("usage: {}\n\n", usage_line(command));
  for (const std::string_view paragraph : split(command.help, '\n')) {
    text += hanging("", 0, 0, paragraph);
  }
  const std::span<const Option> all(options);
  const auto own = all.first(all.size() - shared_options(Shared::None).size());
  if (!own.empty()) {
    text += options_help("Options", own, paint);
  }
  text += options_help("Options of every command", all.subspan(own.size()), paint);
  if (!command.examples.empty()) {
    text += fmt::format("\n{}\n", paint(io::Tone::Strong, "Examples"));
    for (const std::string_view example : split(command.examples, '\n')) {
      text += fmt::format("  {}\n", example);
    }
  }
  return text;
}

}  // namespace orgsim::cli

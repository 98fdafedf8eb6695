#include "cli/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>

#include "model/text.h"

namespace orgsim::cli {
namespace {

namespace po = boost::program_options;

constexpr const char* kPositionals = "positional argument";  // With a space: nobody types it.

po::options_description described(const std::vector<Option>& options) {
  po::options_description result;
  for (const Option& option : options) {
    std::string name(option.name);
    if (option.letter != '\0') {
      name += fmt::format(",{}", option.letter);
    }
    if (option.argument.empty()) {
      result.add_options()(name.c_str(), "");
    } else {
      result.add_options()(name.c_str(), po::value<std::vector<std::string>>(), "");
    }
  }
  result.add_options()(kPositionals, po::value<std::vector<std::string>>(), "");
  return result;
}

std::vector<std::string> names_of(const std::vector<Option>& options) {
  std::vector<std::string> names;
  names.reserve(options.size());
  for (const Option& option : options) {
    names.push_back("--" + std::string(option.name));
  }
  return names;
}

UsageError unknown_option(const Command& command, const std::vector<Option>& options,
                          const std::string& name) {
  const std::string help = fmt::format("`orgsim {} --help` lists its options", command.name);
  return {.message = fmt::format("unknown option `{}` of `{}`", name, command.name),
          .hint = suggestion(name, names_of(options), help)};
}

/// What the library found wrong, in our words.
UsageError syntax_error(const Command& command, const po::error& error) {
  UsageError result = {.message = error.what(),
                       .hint = fmt::format("`orgsim {} --help` shows its usage", command.name)};
  const auto* syntax = dynamic_cast<const po::invalid_syntax*>(&error);
  if (syntax == nullptr) {
    return result;
  }
  const std::string name = syntax->get_option_name();
  using Kind = po::invalid_syntax::kind_t;
  if (syntax->kind() == Kind::missing_parameter ||
      syntax->kind() == Kind::empty_adjacent_parameter) {
    result.message = fmt::format("`{}` needs a value", name);
  } else if (syntax->kind() == Kind::extra_parameter) {
    result.message = fmt::format("`{}` takes no value", name);
  }
  return result;
}

std::expected<OptionValues, UsageError> read_options(const Command& command,
                                                     const std::vector<Option>& options,
                                                     const std::vector<std::string>& arguments) {
  using namespace po::command_line_style;
  try {
    const po::options_description description = described(options);
    const auto parsed = po::command_line_parser(arguments)
                            .options(description)
                            .positional(po::positional_options_description().add(kPositionals, -1))
                            .style(unix_style & ~allow_guessing)
                            .run();
    OptionValues values;
    for (const po::option& option : parsed.options) {
      std::vector<std::string>& list = values[option.string_key];
      list.insert(list.end(), option.value.begin(), option.value.end());
    }
    return values;
  } catch (const po::unknown_option& error) {
    return std::unexpected(unknown_option(command, options, error.get_option_name()));
  } catch (const po::error& error) {
    return std::unexpected(syntax_error(command, error));
  }
}

std::vector<std::string> choices_of(const Option& option) {
  std::vector<std::string> choices;
  for (const std::string_view choice : split(option.argument, '|')) {
    choices.emplace_back(choice);
  }
  return choices;
}

std::string value_problem(const Option& option, const std::string& value) {
  if (is_closed(option)) {
    const auto choices = choices_of(option);
    return std::ranges::find(choices, value) == choices.end()
               ? fmt::format("it is none of {}", option.argument)
               : "";
  }
  if (value.empty()) {
    return "it is empty";
  }
  return option.problem == nullptr ? "" : option.problem(value);
}

std::expected<void, UsageError> check_values(const std::vector<Option>& options,
                                             const OptionValues& values) {
  for (const Option& option : options) {
    const auto given = values.find(option.name);
    if (given == values.end()) {
      continue;
    }
    if (!option.repeatable && given->second.size() > 1) {
      return std::unexpected(
          UsageError{.message = fmt::format("`--{}` is given twice", option.name), .hint = ""});
    }
    for (const std::string& value : given->second) {
      if (const std::string problem = value_problem(option, value); !problem.empty()) {
        return std::unexpected(UsageError{
            .message = fmt::format("`{}` is no value of `--{}`: {}", value, option.name, problem),
            .hint = is_closed(option) ? suggestion(value, choices_of(option), "") : ""});
      }
    }
  }
  return {};
}

std::expected<void, UsageError> check_count(const Command& command, std::size_t given) {
  const std::string usage = "usage: " + usage_line(command);
  if (given < command.min_positionals) {
    return std::unexpected(UsageError{
        .message = fmt::format("`{}` needs an argument more", command.name), .hint = usage});
  }
  if (given > command.max_positionals) {
    return std::unexpected(
        UsageError{.message = fmt::format("`{}` takes {}", command.name,
                                          command.max_positionals == 0
                                              ? "no arguments besides options"
                                              : fmt::format("at most {}", command.max_positionals)),
                   .hint = usage});
  }
  return {};
}

}  // namespace

std::string suggestion(std::string_view name, std::span<const std::string> candidates,
                       std::string_view otherwise) {
  const auto near = nearest(name, candidates);
  return near ? fmt::format("did you mean `{}`?", *near) : std::string(otherwise);
}

UsageError unknown_command(std::string_view word) {
  std::vector<std::string> names;
  for (const Command* command : commands()) {
    names.emplace_back(command->name);
  }
  return {.message = fmt::format("unknown command `{}`", word),
          .hint = suggestion(word, names, "`orgsim --help` lists the commands")};
}

std::expected<Invocation, UsageError> parse(const Command& command,
                                            const std::vector<std::string>& arguments,
                                            const Console& console) {
  const std::vector<Option> options = options_of(command);
  auto values = read_options(command, options, arguments);
  if (!values) {
    return std::unexpected(values.error());
  }
  std::vector<std::string> positionals;
  if (auto node = values->extract(kPositionals)) {
    positionals = std::move(node.mapped());
  }
  if (const auto checked = check_values(options, *values); !checked) {
    return std::unexpected(checked.error());
  }
  if (const auto checked = check_count(command, positionals.size()); !checked) {
    return std::unexpected(checked.error());
  }
  return Invocation(command, *std::move(values), std::move(positionals), console);
}

}  // namespace orgsim::cli

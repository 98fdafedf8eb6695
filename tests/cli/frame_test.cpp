#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "cli/completion.h"
#include "cli/help.h"
#include "cli/parse.h"
#include "cli/progress.h"
#include "cli/shared_options.h"
#include "io/write/utf8.h"
#include "model/text.h"

namespace orgsim::cli {
namespace {

/// A console that keeps what is written.
struct TestConsole {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal;
  Console console() { return {.in = in, .out = out, .err = err, .terminal = terminal}; }
};

std::vector<std::string> words(std::string_view line) {
  std::vector<std::string> result;
  for (const std::string_view word : split(line, ' ')) {
    result.emplace_back(word);
  }
  return result;
}

TEST_CASE("every example in the help parses") {
  TestConsole test;
  const Console console = test.console();
  for (const Command* command : commands()) {
    REQUIRE_FALSE(command->examples.empty());
    for (const std::string_view line : split(command->examples, '\n')) {
      CAPTURE(line);
      std::vector<std::string> example =
          words(line.substr(0, std::min(line.find(" >"), line.find(" |"))));
      REQUIRE(example.size() >= 2);
      CHECK(example[0] == "orgsim");
      if (example[1] == "--version") {
        continue;
      }
      REQUIRE(find_command(example[1]) == command);
      example.erase(example.begin(), example.begin() + 2);
      const auto parsed = parse(*command, example, console);
      INFO((parsed ? "" : parsed.error().message));
      CHECK(parsed);
    }
  }
}

TEST_CASE("the table of commands is whole") {
  std::set<std::string_view> names;
  for (const Command* command : commands()) {
    CAPTURE(command->name);
    CHECK(names.insert(command->name).second);
    CHECK(command->run != nullptr);
    CHECK_FALSE(command->summary.ends_with('.'));
    CHECK(command->help.ends_with('.'));
    std::set<std::string_view> options;
    std::set<char> letters;
    for (const Option& option : options_of(*command)) {
      CAPTURE(option.name);
      CHECK(options.insert(option.name).second);
      CHECK((option.letter == '\0' || letters.insert(option.letter).second));
      CHECK_FALSE(option.help.empty());
    }
  }
}

TEST_CASE("help fits into eighty columns and names every option") {
  for (const Command* command : commands()) {
    const std::string help = command_help(*command, io::Paint(false));
    for (const std::string_view line : split(help, '\n')) {
      CAPTURE(line);
      CHECK((io::display_width(line) <= 80 || line.starts_with("  orgsim ")));
    }
    for (const Option& option : options_of(*command)) {
      CHECK(help.contains("--" + std::string(option.name)));
    }
    CHECK(program_help(io::Paint(false)).contains("\n  " + std::string(command->name) + " "));
  }
}

TEST_CASE("options keep their values, fallbacks and order") {
  TestConsole test;
  const Console console = test.console();
  const Command& show = *find_command("show");
  const auto given = parse(show, words("--org a --now=2026-01-31 -q --org b"), console);
  REQUIRE(given);
  CHECK(given->values("org") == std::vector<std::string>{"a", "b"});
  CHECK(now(*given) == parse_date("2026-01-31"));
  CHECK(given->has("quiet"));
  CHECK(given->value("format") == "text");
  const auto silent = parse(show, {}, console);
  REQUIRE(silent);
  CHECK(silent->values("org") == std::vector<std::string>{"reference"});
  CHECK_FALSE(silent->has("org"));
  CHECK_FALSE(now(*silent));
  CHECK(parse(*find_command("help"), words("-- show"), console)->positionals() ==
        std::vector<std::string>{"show"});
}

TEST_CASE("shared options are checked and mean their exit codes") {
  constexpr Command kAsk = {.name = "ask", .shared = Shared::Unknown | Shared::Jobs};
  TestConsole test;
  const Console console = test.console();
  CHECK(undecided_code(*parse(kAsk, {}, console)) == ExitCode::Undecided);
  CHECK(undecided_code(*parse(kAsk, words("--unknown fail"), console)) == ExitCode::GateFailed);
  CHECK(undecided_code(*parse(kAsk, words("--unknown pass"), console)) == ExitCode::Answered);
  CHECK(jobs(*parse(kAsk, words("-j 3"), console)) == 3);
  CHECK(jobs(*parse(kAsk, {}, console)) >= 1);
  for (const std::string_view wrong : {"--jobs 0", "--jobs many", "--unknown maybe"}) {
    CHECK_FALSE(parse(kAsk, words(wrong), console));
  }
}

TEST_CASE("colour needs a terminal that can, unless it is forced") {
  CHECK(wants_color("auto", true, {}));
  CHECK_FALSE(wants_color("auto", false, {}));
  CHECK_FALSE(wants_color("auto", true, {.dumb = true}));
  CHECK_FALSE(wants_color("auto", true, {.no_color = true}));
  CHECK(wants_color("auto", false, {.force_color = true}));
  CHECK_FALSE(wants_color("auto", false, {.no_color = true, .force_color = true}));
}

TEST_CASE("progress is for a person at a terminal alone") {
  CHECK(wants_progress(false, {.err_is_terminal = true}));
  CHECK_FALSE(wants_progress(true, {.err_is_terminal = true}));
  CHECK_FALSE(wants_progress(false, {.err_is_terminal = false}));
  CHECK_FALSE(wants_progress(false, {.err_is_terminal = true, .ci = true}));
  CHECK_FALSE(wants_progress(false, {.err_is_terminal = true, .dumb = true}));
  CHECK(progress_line("steps\x1b", 2, 9) == "steps\\x1b 2/9");
  CHECK(progress_line("files", 2, 0) == "files 2");
  for (const bool at_terminal : {true, false}) {
    TestConsole test;
    test.terminal.err_is_terminal = at_terminal;
    const Console console = test.console();
    const auto invocation = parse(*find_command("show"), {}, console);
    {
      Progress progress(*invocation);
      progress.update("steps", 1, 2);
      progress.update("steps", 2, 2);
    }
    CHECK(test.err.str() == (at_terminal ? "steps 1/2\r\x1b[K" : ""));
  }
}

TEST_CASE("completion scripts know every command and closed value") {
  for (const std::string& script : {bash_completion(), zsh_completion(), fish_completion()}) {
    for (const Command* command : commands()) {
      CHECK(script.contains(std::string(command->name)));
    }
    CHECK(script.contains("always never auto"));
    CHECK(script.contains("fail-on-severity") ==
          std::ranges::any_of(commands(), [](const Command* command) {
            return contains(command->shared, Shared::Gate);
          }));
  }
}

}  // namespace
}  // namespace orgsim::cli

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/cli/process.h"

namespace orgsim::cli {
namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
  Lines result;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    result.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return result;
}

/// A command of the guide with what it prints. A line `...` stands for lines that are left out.
struct Example {
  std::string command;
  Lines output;
};

/// The blocks between fences that begin with a command.
std::vector<Example> examples(const std::string& guide) {
  constexpr std::string_view kPrompt = "$ orgsim ";
  std::vector<Example> result;
  bool inside = false;
  bool shown = false;
  for (const std::string& line : lines_of(guide)) {
    if (line.starts_with("```")) {
      inside = !inside;
      shown = false;
    } else if (inside && line.starts_with(kPrompt)) {
      result.push_back({.command = line.substr(kPrompt.size()), .output = {}});
      shown = true;
    } else if (shown) {
      result.back().output.push_back(line);
    }
  }
  return result;
}

/// The words of a command line; single quotes keep one together.
Lines words_of(const std::string& command) {
  Lines result;
  std::string word;
  bool quoted = false;
  for (const char c : command) {
    if (c == '\'') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      result.push_back(std::exchange(word, {}));
    } else {
      word += c;
    }
  }
  result.push_back(word);
  return result;
}

/// The place of a line at or after `from`; the end if it is not there.
std::size_t find(const Lines& lines, std::size_t from, const std::string& wanted) {
  while (from < lines.size() && lines[from] != wanted) {
    ++from;
  }
  return from;
}

/// The first line of the example that the program does not print, in this order; empty: none.
std::string missing(const Example& example, const Lines& printed) {
  std::size_t at = 0;
  bool gap = false;
  for (const std::string& line : example.output) {
    if (line == "...") {
      gap = true;
      continue;
    }
    at = gap ? find(printed, at, line) : at;
    if (at >= printed.size() || printed[at] != line) {
      return line.empty() ? "(an empty line)" : line;
    }
    ++at;
    gap = false;
  }
  return gap || at == printed.size() ? "" : "(the program prints more: " + printed[at] + ")";
}

}  // namespace

TEST_CASE("the guide to decisions shows what the program prints") {
  const auto shown = examples(read_file(ORGSIM_SOURCE_DIR "/docs/guide/decisions.md"));
  CHECK(shown.size() >= 10);
  for (const Example& example : shown) {
    CAPTURE(example.command);
    const Ended ended = run_program(words_of(example.command));
    INFO(ended.err);
    CHECK((ended.code == 0 || ended.code == 3));
    CHECK(missing(example, lines_of(ended.out)).empty());
  }
}

}  // namespace orgsim::cli

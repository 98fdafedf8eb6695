#include "io/golden_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "model/text.h"

namespace orgsim::io {
namespace {

namespace fs = std::filesystem;
using scenarios::State;

std::string text_of(const std::vector<std::vector<std::string>>& rows) {
  std::string text = "[";
  for (const auto& row : rows) {
    text += (&row == &rows.front() ? "\n  " : ",\n  ") + nlohmann::json(row).dump();
  }
  return text + "\n]\n";
}

/// The first line that differs.
std::string first_difference(const std::string& expected, const std::string& found) {
  const auto left = split(expected, '\n');
  const auto right = split(found, '\n');
  const auto [expected_line, found_line] = std::ranges::mismatch(left, right);
  return fmt::format("line {}: expected `{}`, found `{}`", expected_line - left.begin() + 1,
                     expected_line == left.end() ? "" : *expected_line,
                     found_line == right.end() ? "" : *found_line);
}

}  // namespace

State compare_golden(const std::string& folder, bool update, scenarios::GoldenEvidence& evidence) {
  const fs::path path = fs::path(folder) / evidence.file;
  const std::string found = text_of(evidence.rows);
  if (update) {
    std::error_code ignored;
    fs::create_directories(path.parent_path(), ignored);
    std::ofstream(path, std::ios::binary) << found;
  }
  std::ifstream input(path, std::ios::binary);
  const std::string expected((std::istreambuf_iterator<char>(input)),
                             std::istreambuf_iterator<char>());
  if (!input.is_open()) {
    evidence.difference = "cannot read `" + path.generic_string() + "`";
    return State::Error;
  }
  if (expected != found) {
    evidence.difference = first_difference(expected, found);
    return State::Fail;
  }
  return State::Pass;
}

}  // namespace orgsim::io

#include "io/source_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <limits>

#include "io/write/escape.h"
#include "io/write/utf8.h"

namespace orgsim::io {
namespace {

constexpr std::size_t kLongestShownLine = 200;

std::size_t line_begin(std::string_view text, std::size_t offset) {
  if (offset == 0) {
    return 0;
  }
  const std::size_t newline = text.rfind('\n', offset - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

std::string_view word_of(DiagnosticLevel level) {
  return level == DiagnosticLevel::Error ? "error" : "warning";
}

/// A line of the source with tabs as single columns, so that a caret can stand under it.
std::string shown_source(std::string_view text) {
  std::string line(text);
  std::ranges::replace(line, '\t', ' ');
  return for_terminal(line);
}

std::string caret_lines(const SourceFiles& files, SourceLocation where, LineColumn position,
                        const Paint& paint) {
  const std::string_view line = files.line_at(where);
  if (line.size() > kLongestShownLine) {
    return "";
  }
  const std::size_t before = display_width(shown_source(line.substr(0, position.column - 1)));
  return fmt::format("\n  {}\n  {}{}", shown_source(line), std::string(before, ' '),
                     paint(Tone::Good, "^"));
}

}  // namespace

bool read_file(const std::string& path, std::size_t padding, std::string& text) {
  std::ifstream input(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = input.tellg();
  // A folder opens, and tells the largest number there is.
  if (!input.is_open() || size < 0 || size == std::numeric_limits<std::streamoff>::max()) {
    text.clear();
    return false;
  }
  const auto length = static_cast<std::size_t>(size);
  text.reserve(length + padding);
  text.resize(length);
  input.seekg(0);
  return length == 0 || input.read(text.data(), size).good();
}

std::uint32_t SourceFiles::add(std::string name, std::string text) {
  files_.push_back({.name = std::move(name), .text = std::move(text)});
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::uint32_t SourceFiles::add_on_disk(std::string path) {
  files_.push_back({.name = std::move(path), .text = std::nullopt});
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::string_view SourceFiles::text(std::uint32_t file) const {
  std::optional<std::string>& text = files_[file].text;
  if (!text) {
    text.emplace();
    read_file(files_[file].name, 0, *text);
  }
  return *text;
}

LineColumn SourceFiles::line_column(SourceLocation where) const {
  const std::string_view all = text(where.file);
  const std::size_t offset = std::min<std::size_t>(where.offset, all.size());
  std::vector<std::size_t>& lines = files_[where.file].lines;
  if (lines.empty()) {
    lines.push_back(0);
    for (auto at = all.find('\n'); at != std::string_view::npos; at = all.find('\n', at + 1)) {
      lines.push_back(at + 1);
    }
  }
  const auto next = std::ranges::upper_bound(lines, offset);
  return {.line = static_cast<std::size_t>(next - lines.begin()),
          .column = offset - *std::prev(next) + 1};
}

std::string_view SourceFiles::line_at(SourceLocation where) const {
  const std::string_view all = text(where.file);
  const std::size_t offset = std::min<std::size_t>(where.offset, all.size());
  const std::size_t begin = line_begin(all, offset);
  return all.substr(begin, all.find('\n', begin) - begin);
}

std::string render(const SourceFiles& files, const Diagnostic& diagnostic, const Paint& paint) {
  const bool error = diagnostic.level == DiagnosticLevel::Error;
  std::string text = fmt::format(
      "{} {}",
      paint(error ? Tone::Bad : Tone::Warning, fmt::format("{}:", word_of(diagnostic.level))),
      for_terminal(diagnostic.message));
  if (!diagnostic.code.empty()) {
    text += paint(Tone::Dim, fmt::format(" [{}]", diagnostic.code));
  }
  if (diagnostic.where.known()) {
    const LineColumn position = files.line_column(diagnostic.where);
    const std::string at =
        fmt::format("{}:{}:{}:", files.name(diagnostic.where.file), position.line, position.column);
    text = fmt::format("{} {}{}", paint(Tone::Strong, at), text,
                       caret_lines(files, diagnostic.where, position, paint));
  }
  if (diagnostic.other.known()) {
    const LineColumn position = files.line_column(diagnostic.other);
    text += fmt::format("\n  the other: {}:{}:{}", for_terminal(files.name(diagnostic.other.file)),
                        position.line, position.column);
  }
  if (!diagnostic.hint.empty()) {
    text += fmt::format("\n  {} {}", paint(Tone::Identity, "hint:"), for_terminal(diagnostic.hint));
  }
  return text;
}

std::string place(const SourceFiles& files, SourceLocation where) {
  return where.known() ? fmt::format("{}:{}", files.name(where.file), files.line_column(where).line)
                       : "";
}

}  // namespace orgsim::io

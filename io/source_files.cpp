#include "io/source_files.h"

#include <fmt/format.h>

#include <algorithm>

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

std::string caret_lines(const SourceFiles& files, SourceLocation where, LineColumn position) {
  const std::string_view line = files.line_at(where);
  if (line.size() > kLongestShownLine) {
    return "";
  }
  return fmt::format("\n  {}\n  {:>{}}", printable(line), "^", position.column);
}

}  // namespace

std::string printable(std::string_view text) {
  std::string result(text);
  std::ranges::replace_if(
      result, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, '?');
  return result;
}

std::uint32_t SourceFiles::add(std::string name, std::string text) {
  files_.push_back({.name = std::move(name), .text = std::move(text)});
  return static_cast<std::uint32_t>(files_.size() - 1);
}

LineColumn SourceFiles::line_column(SourceLocation where) const {
  const std::string_view all = text(where.file);
  const std::size_t offset = std::min<std::size_t>(where.offset, all.size());
  const auto line = std::ranges::count(all.substr(0, offset), '\n') + 1;
  return {.line = static_cast<std::size_t>(line), .column = offset - line_begin(all, offset) + 1};
}

std::string_view SourceFiles::line_at(SourceLocation where) const {
  const std::string_view all = text(where.file);
  const std::size_t offset = std::min<std::size_t>(where.offset, all.size());
  const std::size_t begin = line_begin(all, offset);
  return all.substr(begin, all.find('\n', begin) - begin);
}

std::string render(const SourceFiles& files, const Diagnostic& diagnostic) {
  const std::string_view level = diagnostic.level == DiagnosticLevel::Error ? "error" : "warning";
  std::string text =
      fmt::format("{}: {} [{}]", level, printable(diagnostic.message), diagnostic.code);
  if (diagnostic.where.known()) {
    const LineColumn position = files.line_column(diagnostic.where);
    text =
        fmt::format("{}:{}:{}: {}{}", printable(files.name(diagnostic.where.file)), position.line,
                    position.column, text, caret_lines(files, diagnostic.where, position));
  }
  if (diagnostic.other.known()) {
    const LineColumn position = files.line_column(diagnostic.other);
    text += fmt::format("\n  the other: {}:{}:{}", printable(files.name(diagnostic.other.file)),
                        position.line, position.column);
  }
  if (!diagnostic.hint.empty()) {
    text += fmt::format("\n  hint: {}", printable(diagnostic.hint));
  }
  return text;
}

}  // namespace orgsim::io

#include "io/write/text_tree.h"

#include <algorithm>

#include "io/write/text_table.h"
#include "io/write/utf8.h"

namespace orgsim::io {
namespace {

/// For each line, whether no sibling follows it. Read from the end: a level is open while one of
/// its nodes was seen below and no shallower one since.
std::vector<bool> are_last(const std::vector<TreeLine>& lines) {
  std::vector<bool> last(lines.size());
  std::vector<bool> open;
  for (std::size_t i = lines.size(); i-- > 0;) {
    open.resize(lines[i].depth + 1, false);
    last[i] = !open[lines[i].depth];
    open[lines[i].depth] = true;
  }
  return last;
}

/// The label in rows of at most `width` columns, a row begun with a new piece of it.
std::vector<Line> label_rows(const Line& label, std::size_t width) {
  std::vector<Line> rows(1);
  std::size_t used = 0;
  for (const Span& span : label) {
    if (used + display_width({span}) <= width) {
      rows.back().push_back(span);
      used += display_width({span});
      continue;
    }
    const std::size_t begin = std::min(span.text.find_first_not_of(' '), span.text.size());
    for (std::string& piece : wrapped(std::string_view(span.text).substr(begin), width)) {
      if (!rows.back().empty()) {
        rows.emplace_back();
      }
      rows.back().push_back({.text = std::move(piece), .tone = span.tone});
    }
    used = display_width(rows.back());
  }
  return rows;
}

/// A label with `lead` before its first row and `below` before the others.
std::string drawn(const std::string& lead, const std::string& below, const Line& label,
                  const Paint& paint, std::optional<std::size_t> width) {
  constexpr std::size_t kNarrowest = 24;
  const std::size_t taken = display_width(below);
  std::string text;
  const std::size_t left = width && *width > taken + kNarrowest ? *width - taken : kNarrowest;
  for (const Line& row : width ? label_rows(label, left) : std::vector<Line>{label}) {
    text += (text.empty() ? lead : below) + paint(row) + "\n";
  }
  return text;
}

}  // namespace

std::string text_tree(const std::vector<TreeLine>& lines, const Paint& paint,
                      std::optional<std::size_t> width) {
  const std::vector<bool> last = are_last(lines);
  std::vector<bool> ended;  // By depth, of the ancestors of the current line.
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t depth = lines[i].depth;
    ended.resize(depth + 1);
    ended[depth] = last[i];
    std::string stem;
    for (std::size_t level = 1; level < depth; ++level) {
      stem += ended[level] ? "   " : "│  ";
    }
    const std::string branch = depth == 0 ? "" : last[i] ? "└─ " : "├─ ";
    const bool has_children = i + 1 < lines.size() && lines[i + 1].depth > depth;
    const std::string below = (depth == 0 ? ""
                               : last[i]  ? "   "
                                          : "│  ") +
                              std::string(has_children ? "│     " : "      ");
    text += drawn(stem + branch, stem + below, lines[i].label, paint, width);
  }
  return text;
}

}  // namespace orgsim::io

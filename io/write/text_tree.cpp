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

/// What stands left of a label: on its first row, and on those below it.
struct Branches {
  std::string first;
  std::string below;
};

/// `ended` tells of the node and its ancestors by depth whether no sibling follows.
Branches branches(const std::vector<bool>& ended, bool has_children) {
  Branches result;
  const std::size_t depth = ended.size() - 1;
  for (std::size_t level = 1; level < depth; ++level) {
    result.first += ended[level] ? "   " : "│  ";
  }
  result.below = result.first;
  if (depth > 0) {
    result.first += ended[depth] ? "└─ " : "├─ ";
    result.below += ended[depth] ? "   " : "│  ";
  }
  result.below += has_children ? "│     " : "      ";
  return result;
}

std::string drawn(const Branches& left, const Line& label, const Paint& paint,
                  std::optional<std::size_t> width) {
  constexpr std::size_t kNarrowest = 24;
  const std::size_t taken = display_width(left.below);
  const std::size_t free = width && *width > taken + kNarrowest ? *width - taken : kNarrowest;
  std::string text;
  for (const Line& row : width ? label_rows(label, free) : std::vector<Line>{label}) {
    text += (text.empty() ? left.first : left.below) + paint(row) + "\n";
  }
  return text;
}

}  // namespace

std::string text_tree(const std::vector<TreeLine>& lines, const Paint& paint,
                      std::optional<std::size_t> width) {
  const std::vector<bool> last = are_last(lines);
  std::vector<bool> ended;
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    ended.resize(lines[i].depth + 1);
    ended[lines[i].depth] = last[i];
    const bool has_children = i + 1 < lines.size() && lines[i + 1].depth > lines[i].depth;
    text += drawn(branches(ended, has_children), lines[i].label, paint, width);
  }
  return text;
}

}  // namespace orgsim::io

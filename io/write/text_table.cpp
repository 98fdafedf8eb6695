#include "io/write/text_table.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "io/write/escape.h"
#include "io/write/utf8.h"

namespace orgsim::io {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 16;  // A wrapped column keeps at least this width.

std::size_t shown_width(std::string_view text) { return display_width(for_terminal(text)); }

/// The bytes of the longest front of `text` that takes at most `width` columns; at least one
/// character.
std::size_t fitting_bytes(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  std::size_t used = 0;
  while (bytes < text.size()) {
    const std::size_t next = first_code_point(text.substr(bytes)).bytes;
    used += display_width(text.substr(bytes, next));
    if (used > width && bytes > 0) {
      break;
    }
    bytes += next;
  }
  return bytes;
}

std::string spaces(std::size_t count) { return std::string(count, ' '); }

void trim_end(std::string& text) {
  text.erase(text.find_last_not_of(' ') == std::string::npos ? 0 : text.find_last_not_of(' ') + 1);
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  const std::string safe = for_terminal(text);
  std::string_view rest = safe;
  std::vector<std::string> lines;
  while (display_width(rest) > width) {
    std::size_t bytes = fitting_bytes(rest, width);
    const std::string_view front = rest.substr(0, bytes);
    const std::size_t space = front.find_last_of(' ');
    const std::size_t stop = space == std::string_view::npos ? front.find_last_of("/:,.") : space;
    if (stop != std::string_view::npos && stop > 0) {
      bytes = stop + 1;
    }
    std::string line(rest.substr(0, bytes));
    trim_end(line);
    lines.push_back(std::move(line));
    rest.remove_prefix(bytes);
  }
  if (!rest.empty() || lines.empty()) {
    lines.emplace_back(rest);
  }
  return lines;
}

void TextTable::add(std::vector<Span> row) {
  assert(row.size() <= columns_.size());
  row.resize(columns_.size());
  rows_.push_back(std::move(row));
}

std::vector<std::size_t> TextTable::natural_widths() const {
  std::vector<std::size_t> widths;
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    std::size_t widest = shown_width(columns_[column].title);
    for (const std::vector<Span>& row : rows_) {
      widest = std::max(widest, shown_width(row[column].text));
    }
    widths.push_back(widest);
  }
  return widths;
}

std::size_t TextTable::natural_width() const {
  const std::vector<std::size_t> widths = natural_widths();
  const std::size_t gaps = widths.empty() ? 0 : kGap * (widths.size() - 1);
  return std::accumulate(widths.begin(), widths.end(), gaps);
}

std::vector<std::size_t> TextTable::fitted_widths(std::optional<std::size_t> width) const {
  std::vector<std::size_t> widths = natural_widths();
  std::size_t excess = width && natural_width() > *width ? natural_width() - *width : 0;
  while (excess > 0) {
    // The widest column that may be wrapped gives way, so that the others keep their lines.
    std::optional<std::size_t> widest;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      const bool can_shrink = columns_[column].wraps && widths[column] > kNarrowest;
      if (can_shrink && (!widest || widths[column] > widths[*widest])) {
        widest = column;
      }
    }
    if (!widest) {
      break;
    }
    --widths[*widest];
    --excess;
  }
  return widths;
}

std::string TextTable::row_text(const Paint& paint, const std::vector<Span>& row,
                                const std::vector<std::size_t>& widths) const {
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 1;
  for (std::size_t column = 0; column < row.size(); ++column) {
    cells.push_back(wrapped(row[column].text, widths[column]));
    height = std::max(height, cells.back().size());
  }
  std::string text;
  for (std::size_t i = 0; i < height; ++i) {
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column) {
      const std::string piece = i < cells[column].size() ? cells[column][i] : "";
      const std::string pad =
          spaces(widths[column] - std::min(display_width(piece), widths[column]));
      const std::string shown = paint(row[column].tone, piece);
      line += columns_[column].align == Align::Right ? pad + shown : shown + pad;
      line += column + 1 < row.size() ? spaces(kGap) : "";
    }
    trim_end(line);
    text += line + "\n";
  }
  return text;
}

std::string TextTable::text(const Paint& paint, std::optional<std::size_t> width) const {
  const std::vector<std::size_t> widths = fitted_widths(width);
  std::vector<Span> titles;
  titles.reserve(columns_.size());
  for (const Column& column : columns_) {
    titles.push_back({.text = column.title, .tone = Tone::Strong});
  }
  std::string text = row_text(paint, titles, widths);
  for (const std::vector<Span>& row : rows_) {
    text += row_text(paint, row, widths);
  }
  return text;
}

}  // namespace orgsim::io

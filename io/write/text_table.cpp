#include "io/write/text_table.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "io/write/escape.h"
#include "io/write/utf8.h"
#include "model/text.h"

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

/// The widest word of a title: below it the title would be broken inside a word.
std::size_t widest_word(std::string_view title) {
  std::size_t widest = 0;
  for (const std::string_view word : split(title, ' ')) {
    widest = std::max(widest, shown_width(word));
  }
  return widest;
}

/// Takes from the widths that are above their floors, the widest first, what is in excess; returns
/// what could not be taken.
std::size_t narrow(std::vector<std::size_t>& widths, const std::vector<std::size_t>& floors,
                   std::size_t excess) {
  for (; excess > 0; --excess) {
    std::optional<std::size_t> widest;
    for (std::size_t column = 0; column < widths.size(); ++column) {
      const bool can_shrink = widths[column] > floors[column];
      if (can_shrink && (!widest || widths[column] > widths[*widest])) {
        widest = column;
      }
    }
    if (!widest) {
      break;
    }
    --widths[*widest];
  }
  return excess;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  const std::string safe = for_terminal(text);
  std::string_view rest = safe;
  std::vector<std::string> lines;
  while (display_width(rest) > width) {
    std::size_t bytes = fitting_bytes(rest, width);
    const std::string_view front = rest.substr(0, bytes);
    const bool at_end = bytes < rest.size() && rest[bytes] == ' ';
    const std::size_t space = at_end ? bytes : front.find_last_of(' ');
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

std::vector<std::size_t> TextTable::cell_widths() const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const std::vector<Span>& row : rows_) {
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      widths[column] = std::max(widths[column], shown_width(row[column].text));
    }
  }
  return widths;
}

std::vector<std::size_t> TextTable::natural_widths() const {
  std::vector<std::size_t> widths = cell_widths();
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    widths[column] = std::max(widths[column], shown_width(columns_[column].title));
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
  // Titles give way before cells do, and of the cells the widest, so that the others keep their
  // lines.
  std::vector<std::size_t> floors = cell_widths();
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    floors[column] = std::max(floors[column], widest_word(columns_[column].title));
  }
  excess = narrow(widths, floors, excess);
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    if (columns_[column].wraps) {
      floors[column] = std::min(floors[column], kNarrowest);
    }
  }
  narrow(widths, floors, excess);
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

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "io/write/paint.h"

namespace orgsim::io {

enum class Align { Left, Right };

struct Column {
  std::string title;
  Align align = Align::Left;
  bool wraps = false;  // May be broken over several lines when the table is too wide.
};

/// Rows under titles, aligned. Cells are of the input: they are escaped here, and never cut, since
/// half an ARN is worth nothing.
class TextTable {
 public:
  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// A row shorter than the titles has empty cells at its end; a longer one is a mistake of ours.
  void add(std::vector<Span> row);

  bool empty() const { return rows_.empty(); }

  /// The width the table takes when nothing is wrapped.
  std::size_t natural_width() const;

  /// Titles and rows, each line with its break. Without `width` nothing is wrapped; with it the
  /// titles are broken between words, then the columns that may are made narrower, but never below
  /// a width that can be read.
  std::string text(const Paint& paint, std::optional<std::size_t> width) const;

 private:
  std::vector<std::size_t> cell_widths() const;
  std::vector<std::size_t> natural_widths() const;
  std::vector<std::size_t> fitted_widths(std::optional<std::size_t> width) const;
  std::string row_text(const Paint& paint, const std::vector<Span>& row,
                       const std::vector<std::size_t>& widths) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Span>> rows_;
};

/// The text in pieces of at most `width` columns, broken after a space where there is one,
/// else after one of `/:,.`. Control characters are shown as for a terminal. Never empty.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace orgsim::io

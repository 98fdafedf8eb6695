#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/write/paint.h"
#include "model/diagnostic.h"

namespace orgsim::io {

/// A position for people: both count from 1, the column in bytes.
struct LineColumn {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// The texts that were read in one run, numbered in order of reading, so that a location can be
/// shown as file, line and column long after reading.
class SourceFiles {
 public:
  /// The number of the file, for `SourceLocation::file`.
  std::uint32_t add(std::string name, std::string text);

  std::string_view name(std::uint32_t file) const { return files_[file].name; }
  std::string_view text(std::uint32_t file) const { return files_[file].text; }

  LineColumn line_column(SourceLocation where) const;

  /// The line that holds the location, without its line break.
  std::string_view line_at(SourceLocation where) const;

 private:
  struct File {
    std::string name;
    std::string text;
  };
  std::vector<File> files_;
};

/// `file:line:col: error: message [code]`, the source line with a caret, the place it clashes
/// with, and the hint, each on its own line, without a final line break. Control characters of the
/// input are escaped, so that it cannot write to a terminal.
std::string render(const SourceFiles& files, const Diagnostic& diagnostic,
                   const Paint& paint = Paint(false));

/// `file:line`; empty for a place that is not known.
std::string place(const SourceFiles& files, SourceLocation where);

}  // namespace orgsim::io

#pragma once

#include <cstdint>
#include <optional>
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

  /// The same for a file whose text stays on disk until a message needs it, as a folder may hold
  /// more text than memory should.
  std::uint32_t add_on_disk(std::string path);

  /// How many were read; they are numbered from 0.
  std::uint32_t count() const { return static_cast<std::uint32_t>(files_.size()); }

  std::string_view name(std::uint32_t file) const { return files_[file].name; }

  /// Empty when the file on disk cannot be read any more. Not for several threads at once.
  std::string_view text(std::uint32_t file) const;

  /// Not for several threads at once.
  LineColumn line_column(SourceLocation where) const;

  /// The line that holds the location, without its line break.
  std::string_view line_at(SourceLocation where) const;

 private:
  struct File {
    std::string name;
    mutable std::optional<std::string> text;  // Nothing: still on disk, where its name says.
    mutable std::vector<std::size_t> lines;   // Where each begins; empty until somebody asks.
  };
  std::vector<File> files_;
};

/// The bytes of a file into `text`, whose memory is reused and has `padding` bytes to spare. False
/// when it cannot be read.
bool read_file(const std::string& path, std::size_t padding, std::string& text);

/// `file:line:col: error: message [code]`, the source line with a caret, the place it clashes
/// with, and the hint, each on its own line, without a final line break. Control characters of the
/// input are escaped, so that it cannot write to a terminal.
std::string render(const SourceFiles& files, const Diagnostic& diagnostic,
                   const Paint& paint = Paint(false));

/// `file:line`; empty for a place that is not known.
std::string place(const SourceFiles& files, SourceLocation where);

}  // namespace orgsim::io

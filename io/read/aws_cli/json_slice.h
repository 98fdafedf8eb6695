#pragma once

#include <cstdint>
#include <string_view>

#include "model/diagnostic.h"

namespace orgsim::io {

/// How many bytes behind a slice must be readable, whatever they are, for the fast reader.
constexpr std::size_t kJsonPadding = 64;

/// A part of an input file that holds one JSON value.
struct JsonSlice {
  std::string_view text;   // Readable for `kJsonPadding` bytes more.
  std::uint32_t file = 0;  // Its number in `SourceFiles`.
  std::size_t begin = 0;   // Where in the file the text begins.

  SourceLocation at(std::size_t offset) const {
    return {.file = file, .offset = static_cast<std::uint32_t>(begin + offset)};
  }

  /// The same for a part of this one; `part` must point into `text`.
  JsonSlice part(std::string_view part_text) const {
    return {.text = part_text,
            .file = file,
            .begin = begin + static_cast<std::size_t>(part_text.data() - text.data())};
  }
};

}  // namespace orgsim::io

#pragma once

#include <cstddef>
#include <string_view>

namespace orgsim::io {

/// The code point at the front of a text and the bytes it takes. Bytes that are no UTF-8 (overlong
/// forms and surrogates included) count as one invalid character each.
struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
  bool valid = true;
};

/// Decodes the first character of `text`, which must not be empty. Source: RFC 3629 section 3.
CodePoint first_code_point(std::string_view text);

/// Whether a terminal or reader may act on the character instead of showing it: the C0 and C1
/// controls, DEL, the line and paragraph separators, and the characters that reorder text or hide
/// in it. Source: Unicode Standard Annex #9 (Bidirectional Algorithm), section 2.
bool is_control(char32_t value);

/// The columns a terminal uses for the text: 2 for wide East Asian characters and emoji, 0 for
/// combining marks, 1 for everything else. Source: Unicode Standard Annex #11 (East Asian Width).
std::size_t display_width(std::string_view text);

}  // namespace orgsim::io

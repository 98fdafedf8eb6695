#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

namespace orgsim::fuzz {

/// Ends the program, which is how a fuzz target reports, unless the law holds.
inline void expect(bool law, std::string_view what) {
  if (!law) {
    std::cerr << "broken: " << what << '\n';
    std::abort();
  }
}

inline std::string text_of(const std::uint8_t* data, std::size_t size) {
  return std::string(data, data + size);
}

/// The bytes as ASCII text, of which a byte is a character.
inline std::string ascii_of(const std::uint8_t* data, std::size_t size) {
  std::string text(data, data + size);
  for (char& c : text) {
    c = static_cast<char>(c & 0x7F);
  }
  return text;
}

/// Cuts off and returns what stands before the next line end.
inline std::string next_line(std::string& text) {
  const std::size_t end = text.find('\n');
  std::string line = text.substr(0, end);
  text = end == std::string::npos ? "" : text.substr(end + 1);
  return line;
}

}  // namespace orgsim::fuzz

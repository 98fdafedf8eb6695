#pragma once

#include <string>
#include <string_view>

namespace orgsim::sim {

/// Where the character after the one at `at` begins; `?` in a pattern is one character.
constexpr std::size_t next_character(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
    ++at;
  }
  return at;
}

/// The code point at `at`. A byte that begins no character stands for itself.
constexpr char32_t character_at(std::string_view text, std::size_t at) {
  const std::size_t length = next_character(text, at) - at;
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
  };
  if (length == 1 || length > 4) {
    return byte(0);
  }
  char32_t result = byte(0) & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    result = (result << 6U) | (byte(i) & 0x3FU);
  }
  return result;
}

constexpr void append_utf8(std::string& text, char32_t character) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (character < 0x80) {
    add(character);
  } else if (character < 0x800) {
    add(0xC0U | (character >> 6U));
    add(0x80U | (character & 0x3FU));
  } else if (character < 0x10000) {
    add(0xE0U | (character >> 12U));
    add(0x80U | ((character >> 6U) & 0x3FU));
    add(0x80U | (character & 0x3FU));
  } else {
    add(0xF0U | (character >> 18U));
    add(0x80U | ((character >> 12U) & 0x3FU));
    add(0x80U | ((character >> 6U) & 0x3FU));
    add(0x80U | (character & 0x3FU));
  }
}

}  // namespace orgsim::sim

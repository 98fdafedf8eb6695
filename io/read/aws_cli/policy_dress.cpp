#include "io/read/aws_cli/policy_dress.h"

#include <charconv>

namespace orgsim::io {
namespace {

constexpr int kMostDresses = 4;
constexpr std::string_view kWhiteSpace = " \t\r\n";

/// The number of exactly `digits` hexadecimal digits at the beginning of the text.
std::optional<std::uint32_t> hexadecimal(std::string_view text, std::size_t digits) {
  std::uint32_t value = 0;
  if (text.size() < digits) {
    return std::nullopt;
  }
  const char* end = text.data() + digits;
  const auto [stop, error] = std::from_chars(text.data(), end, value, 16);
  return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

void append(PlainPolicy& to, char byte, std::uint32_t origin) {
  to.text += byte;
  to.origin.push_back(origin);
}

char bits(std::uint32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); }

/// Source: RFC 3629 section 3.
void append_utf8(PlainPolicy& to, std::uint32_t point, std::uint32_t origin) {
  if (point < 0x80) {
    append(to, bits(point), origin);
    return;
  }
  if (point < 0x800) {
    append(to, bits(0xC0 | point >> 6), origin);
  } else if (point < 0x10000) {
    append(to, bits(0xE0 | point >> 12), origin);
    append(to, bits(0x80 | (point >> 6 & 0x3F)), origin);
  } else {
    append(to, bits(0xF0 | point >> 18), origin);
    append(to, bits(0x80 | (point >> 12 & 0x3F)), origin);
    append(to, bits(0x80 | (point >> 6 & 0x3F)), origin);
  }
  append(to, bits(0x80 | (point & 0x3F)), origin);
}

/// Reads `XXXX` or `XXXX\uXXXX` behind `\u`; returns how many characters that was, 0 for an error.
/// Source: RFC 8259 section 7.
std::size_t append_unicode(PlainPolicy& to, std::string_view rest, std::uint32_t origin) {
  const auto first = hexadecimal(rest, 4);
  if (!first || (*first >= 0xDC00 && *first <= 0xDFFF)) {
    return 0;
  }
  if (*first < 0xD800 || *first > 0xDBFF) {
    append_utf8(to, *first, origin);
    return 4;
  }
  const auto second =
      rest.substr(4).starts_with("\\u") ? hexadecimal(rest.substr(6), 4) : std::nullopt;
  if (!second || *second < 0xDC00 || *second > 0xDFFF) {
    return 0;
  }
  append_utf8(to, 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00), origin);
  return 10;
}

/// What the escape `\c` stands for; nothing when there is no such escape, or it is `\u`.
std::optional<char> simple_escape(char c) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const std::size_t at = kNames.find(c);
  return at == std::string_view::npos ? std::nullopt : std::optional(kMeanings[at]);
}

/// Reads what follows a backslash; returns how many characters that was, 0 for an error.
std::size_t append_escape(PlainPolicy& to, std::string_view rest, std::uint32_t origin) {
  if (rest.starts_with('u')) {
    const std::size_t read = append_unicode(to, rest.substr(1), origin);
    return read == 0 ? 0 : read + 1;
  }
  const auto meaning = rest.empty() ? std::nullopt : simple_escape(rest.front());
  if (!meaning) {
    return 0;
  }
  append(to, *meaning, origin);
  return 1;
}

PlainPolicy with_room_for(std::size_t size) {
  PlainPolicy result;
  result.text.reserve(size + kJsonPadding);
  result.origin.reserve(size);
  return result;
}

/// The value of the JSON string that is the whole text but for white space.
std::optional<PlainPolicy> unquoted(const PlainPolicy& from) {
  const std::size_t begin = from.text.find('"');
  const std::size_t end = from.text.find_last_not_of(kWhiteSpace);
  if (begin == std::string::npos || end <= begin || from.text[end] != '"') {
    return std::nullopt;
  }
  const std::string_view text = std::string_view(from.text).substr(0, end);
  PlainPolicy result = with_room_for(text.size());
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    const std::uint32_t origin = from.origin[i];
    if (text[i] == '"' || static_cast<unsigned char>(text[i]) < ' ') {
      return std::nullopt;
    }
    if (text[i] != '\\') {
      append(result, text[i], origin);
      continue;
    }
    const std::size_t read = append_escape(result, text.substr(i + 1), origin);
    if (read == 0) {
      return std::nullopt;
    }
    i += read;
  }
  return result;
}

std::optional<PlainPolicy> decoded(const PlainPolicy& from) {
  PlainPolicy result = with_room_for(from.text.size());
  for (std::size_t i = 0; i < from.text.size(); ++i) {
    if (from.text[i] != '%') {
      append(result, from.text[i], from.origin[i]);
      continue;
    }
    const auto value = hexadecimal(std::string_view(from.text).substr(i + 1), 2);
    if (!value) {
      return std::nullopt;
    }
    append(result, bits(*value), from.origin[i]);
    i += 2;
  }
  return result;
}

}  // namespace

std::optional<PlainPolicy> undress(const JsonSlice& quoted) {
  std::optional<PlainPolicy> policy = with_room_for(quoted.text.size());
  policy->text = quoted.text;
  for (std::size_t i = 0; i < quoted.text.size(); ++i) {
    policy->origin.push_back(quoted.at(i).offset);
  }
  for (int dresses = 0; policy && dresses < kMostDresses; ++dresses) {
    const std::size_t begin = policy->text.find_first_not_of(kWhiteSpace);
    const char first = begin == std::string::npos ? '\0' : policy->text[begin];
    if (first == '{') {
      policy->text.reserve(policy->text.size() + kJsonPadding);
      return policy;
    }
    policy = first == '"'   ? unquoted(*policy)
             : first == '%' ? decoded(*policy)
                            : std::optional<PlainPolicy>();
  }
  return std::nullopt;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  PlainPolicy plain{.text = std::string(text), .origin = std::vector<std::uint32_t>(text.size())};
  auto result = decoded(plain);
  return result ? std::optional(std::move(result->text)) : std::nullopt;
}

}  // namespace orgsim::io

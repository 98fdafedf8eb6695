#pragma once

#include <string>
#include <string_view>

namespace orgsim::sim {

/// UTF-8 text with each character in lower case by itself: no folding (`ß` stays), no
/// normalization. Covers Latin, Greek and Cyrillic letters; the others have no case or keep it.
/// This is how `StringEqualsIgnoreCase` compares.
/// Source: IAM JSON policy elements: Condition operators ("String condition operators").
std::string in_lower_case(std::string_view text);

/// The lower-case form of one character, and the upper-case one.
char32_t in_lower_case(char32_t character);
char32_t in_upper_case(char32_t character);

}  // namespace orgsim::sim

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace orgsim {

/// ASCII letters in lower case, everything else unchanged.
std::string to_lower(std::string_view text);

/// Equal but for the case of ASCII letters, as AWS compares action and condition key names.
bool equals_ignoring_case(std::string_view left, std::string_view right);

std::vector<std::string_view> split(std::string_view text, char separator);

/// The candidate nearest to `text` by edit distance, for "did you mean"; nothing if none is near.
std::optional<std::string> nearest(std::string_view text, std::span<const std::string> candidates);

/// Whether `pattern` matches the whole of `text`: `*` is any run of characters, `?` any one
/// character. Linear in practice, never recursive. For names and declared facts; policies have
/// their own patterns.
bool matches_wildcard(std::string_view pattern, std::string_view text);

}  // namespace orgsim

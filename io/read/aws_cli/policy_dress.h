#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/read/aws_cli/json_slice.h"

namespace orgsim::io {

/// A policy text taken out of the strings it came in, and where in the file each byte was.
struct PlainPolicy {
  std::string text;  // With `kJsonPadding` bytes of capacity to spare.
  std::vector<std::uint32_t> origin;
};

/// Policies come as a JSON string, as one that is percent-encoded, or as a string in a string;
/// `quoted` is such a string with its quotes. Nothing when what is inside is no JSON object.
/// A `+` is no space: the encoding is RFC 3986 section 2.1, not that of forms.
/// Source: IAM API Reference, "GetAccountAuthorizationDetails" (policies are URL-encoded).
std::optional<PlainPolicy> undress(const JsonSlice& quoted);

/// The text with `%XX` replaced; nothing when a `%` is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace orgsim::io

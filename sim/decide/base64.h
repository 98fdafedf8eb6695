#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace orgsim::sim {

/// The bytes that base64 text stands for; its padding may be missing. Nothing for other text.
/// Source: RFC 4648 section 4.
std::optional<std::string> decode_base64(std::string_view text);

/// The other way, with padding.
std::string encode_base64(std::string_view bytes);

}  // namespace orgsim::sim

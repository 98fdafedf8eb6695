#pragma once

#include <string>
#include <string_view>

namespace orgsim {

/// The SHA-256 of the bytes, in 64 lower-case hexadecimal digits.
/// Source: FIPS 180-4, "Secure Hash Standard".
std::string sha256(std::string_view bytes);

}  // namespace orgsim

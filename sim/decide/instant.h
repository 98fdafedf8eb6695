#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orgsim::sim {

/// A point in time, in UTC.
struct Instant {
  std::int64_t seconds = 0;  // Since 1970.
  std::int32_t nanoseconds = 0;

  friend auto operator<=>(const Instant&, const Instant&) = default;
};

/// Reads a W3C profile of ISO 8601 (`2026`, `2026-04`, `2026-04-08`, `2026-04-08T00:05Z`, with
/// seconds, a fraction, an offset) or seconds since 1970. Four digits are a year. A time without
/// offset is in UTC. Nothing for anything else.
/// Source: IAM JSON policy elements: Condition operators ("Date condition operators").
std::optional<Instant> parse_instant(std::string_view text);

/// In ISO 8601 with nanoseconds as needed; seconds since 1970 outside of the years 1 to 9999.
std::string to_text(Instant instant);

}  // namespace orgsim::sim

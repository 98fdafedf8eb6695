#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace orgsim {

/// A calendar day in UTC.
using Date = std::chrono::sys_days;

/// Reads `YYYY-MM-DD`, also as the beginning of a date-time (`2026-04-08T00:05:00Z`). Nothing when
/// the text is no such date.
std::optional<Date> parse_date(std::string_view text);

/// `YYYY-MM-DD`.
std::string to_text(Date date);

}  // namespace orgsim

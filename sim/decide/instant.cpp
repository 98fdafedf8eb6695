#include "sim/decide/instant.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "model/time.h"

namespace orgsim::sim {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::size_t kNanosecondDigits = 9;
/// As far as dates are told apart; a larger number of seconds is no date.
constexpr std::int64_t kLargestSeconds = 1'000'000'000'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes `count` digits off the front of the text.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  int value = 0;
  if (text.size() < count || !std::ranges::all_of(text.substr(0, count), is_digit)) {
    return std::nullopt;
  }
  std::from_chars(text.data(), text.data() + count, value);
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char expected) {
  const bool there = text.starts_with(expected);
  text.remove_prefix(there ? 1 : 0);
  return there;
}

/// Two digits below `limit`.
std::optional<int> take_below(std::string_view& text, int limit) {
  const auto value = take_digits(text, 2);
  return value && *value < limit ? value : std::nullopt;
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, in seconds.
std::optional<std::int64_t> take_date(std::string_view& text) {
  const auto year = take_digits(text, 4);
  std::optional<int> month = 1;
  std::optional<int> day = 1;
  if (take(text, '-')) {
    month = take_digits(text, 2);
    if (take(text, '-')) {
      day = take_digits(text, 2);
    }
  }
  if (!year || !month || !day) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(kDay * Date(date).time_since_epoch().count()) : std::nullopt;
}

/// `.123`, or nothing at all.
std::optional<std::int32_t> take_fraction(std::string_view& text) {
  if (!take(text, '.')) {
    return 0;
  }
  const auto digits =
      static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  std::string padded(text.substr(0, std::min(digits, kNanosecondDigits)));
  padded.resize(kNanosecondDigits, '0');
  text.remove_prefix(digits);
  return digits == 0 ? std::nullopt : std::optional<std::int32_t>(std::stoi(padded));
}

/// `hh:mm` with seconds and fraction as they come.
std::optional<Instant> take_time(std::string_view& text) {
  const auto hour = take_below(text, 24);
  const bool colon = take(text, ':');
  const auto minute = take_below(text, 60);
  std::optional<int> second = 0;
  std::optional<std::int32_t> fraction = 0;
  if (take(text, ':')) {
    second = take_below(text, 60);
    fraction = take_fraction(text);
  }
  if (!hour || !colon || !minute || !second || !fraction) {
    return std::nullopt;
  }
  return Instant{*hour * kHour + *minute * kMinute + *second, *fraction};
}

/// `Z`, `+hh:mm`, `-hhmm`, or nothing: UTC.
std::optional<std::int64_t> take_offset(std::string_view& text) {
  if (text.empty() || take(text, 'Z')) {
    return 0;
  }
  const bool west = text.front() == '-';
  if (!take(text, '+') && !take(text, '-')) {
    return std::nullopt;
  }
  const auto hour = take_below(text, 24);
  take(text, ':');
  const auto minute = take_below(text, 60);
  if (!hour || !minute) {
    return std::nullopt;
  }
  const std::int64_t offset = *hour * kHour + *minute * kMinute;
  return west ? -offset : offset;
}

std::optional<Instant> parse_epoch(std::string_view text) {
  Instant result;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, result.seconds);
  if (error != std::errc() || result.seconds > kLargestSeconds ||
      result.seconds < -kLargestSeconds) {
    return std::nullopt;
  }
  std::string_view rest(stop, static_cast<std::size_t>(end - stop));
  const auto fraction = take_fraction(rest);
  if (!fraction || !rest.empty()) {
    return std::nullopt;
  }
  result.nanoseconds = *fraction;
  if (text.starts_with('-') && result.nanoseconds != 0) {
    result.seconds -= 1;
    result.nanoseconds = 1'000'000'000 - result.nanoseconds;
  }
  return result;
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  const bool year_alone = text.size() == 4 && std::ranges::all_of(text, is_digit);
  if (!year_alone && (text.size() < 7 || text[4] != '-')) {
    return parse_epoch(text);
  }
  const std::size_t size = text.size();
  const auto date = take_date(text);
  const bool whole_day = size - text.size() == 10;  // As a time must follow.
  if (!date || text.empty()) {
    return date ? std::optional(Instant{*date, 0}) : std::nullopt;
  }
  if (!whole_day || !take(text, 'T')) {
    return std::nullopt;
  }
  auto result = take_time(text);
  const auto offset = result ? take_offset(text) : std::nullopt;
  if (!offset || !text.empty()) {
    return std::nullopt;
  }
  result->seconds += *date - *offset;
  return result;
}

std::string to_text(Instant instant) {
  const std::int64_t day = instant.seconds / kDay - (instant.seconds % kDay < 0 ? 1 : 0);
  constexpr std::int64_t kYear1 = -719162;
  constexpr std::int64_t kYear10000 = 2932897;
  if (day < kYear1 || day >= kYear10000) {
    return std::to_string(instant.seconds);
  }
  const auto two = [](std::int64_t value) {
    const std::string text = std::to_string(value);
    return text.size() < 2 ? "0" + text : text;
  };
  const std::int64_t time = instant.seconds - day * kDay;
  std::string result = orgsim::to_text(Date(std::chrono::days(day)));
  result += "T" + two(time / kHour) + ":" + two(time % kHour / kMinute) + ":" + two(time % kMinute);
  if (instant.nanoseconds != 0) {
    const std::string digits = std::to_string(instant.nanoseconds);
    result.append(".").append(kNanosecondDigits - digits.size(), '0').append(digits);
  }
  return result + "Z";
}

}  // namespace orgsim::sim

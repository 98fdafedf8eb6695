#include "tests/support/reference_values.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "model/text.h"

namespace orgsim::reference {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string without_leading_zeros(std::string_view text) {
  const std::size_t first = text.find_first_not_of('0');
  return first == std::string_view::npos ? "" : std::string(text.substr(first));
}

std::string without_trailing_zeros(std::string_view text) {
  const std::size_t last = text.find_last_not_of('0');
  return last == std::string_view::npos ? "" : std::string(text.substr(0, last + 1));
}

std::strong_ordering compare_magnitude(const Decimal& left, const Decimal& right) {
  if (left.integer.size() != right.integer.size()) {
    return left.integer.size() <=> right.integer.size();
  }
  if (left.integer != right.integer) {
    return left.integer <=> right.integer;
  }
  return left.fraction <=> right.fraction;
}

/// The digits of 1 - 0.fraction, which has no trailing zeros.
std::string rest_to_one(std::string fraction) {
  for (std::size_t i = 0; i < fraction.size(); ++i) {
    const int whole = i + 1 == fraction.size() ? 10 : 9;
    fraction[i] = static_cast<char>('0' + whole - (fraction[i] - '0'));
  }
  return fraction;
}

std::optional<int> number(std::string_view text, int least, int greatest) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!all_digits(text) || error != std::errc() || value < least || value > greatest) {
    return std::nullopt;
  }
  return value;
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as days since 1970.
std::optional<long long> parse_day(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '-');
  if (parts.size() > 3 || parts[0].size() != 4) {
    return std::nullopt;
  }
  const auto month_or_day = [&](std::size_t part, int greatest) -> std::optional<int> {
    if (parts.size() <= part) {
      return 1;
    }
    return parts[part].size() == 2 ? number(parts[part], 1, greatest) : std::nullopt;
  };
  const auto year = number(parts[0], 0, 9999);
  const auto month = month_or_day(1, 12);
  const auto day = month_or_day(2, 31);
  if (!year || !month || !day) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) {
    return std::nullopt;
  }
  return std::chrono::sys_days(date).time_since_epoch().count();
}

/// `hh:mm` in seconds.
std::optional<int> parse_hours_and_minutes(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') {
    return std::nullopt;
  }
  const auto hours = number(text.substr(0, 2), 0, 23);
  const auto minutes = number(text.substr(3), 0, 59);
  return hours && minutes ? std::optional(*hours * 3600 + *minutes * 60) : std::nullopt;
}

/// Cuts `Z` or `+hh:mm` off the end and returns its distance from UTC in seconds; without, 0.
std::optional<int> cut_zone(std::string_view& text) {
  if (text.ends_with('Z')) {
    text.remove_suffix(1);
    return 0;
  }
  const std::size_t sign = text.find_first_of("+-");
  if (sign == std::string_view::npos) {
    return 0;
  }
  const auto offset = parse_hours_and_minutes(text.substr(sign + 1));
  const bool west = text[sign] == '-';
  text = text.substr(0, sign);
  return offset ? std::optional(west ? -*offset : *offset) : std::nullopt;
}

std::optional<Instant> parse_date_time(std::string_view day, std::string_view time) {
  const auto days = parse_day(day);
  const auto zone = cut_zone(time);
  if (!days || day.size() != 10 || !zone || time.size() < 5) {
    return std::nullopt;
  }
  const auto minutes = parse_hours_and_minutes(time.substr(0, 5));
  std::string_view rest = time.substr(5);
  int seconds = 0;
  std::string fraction;
  if (!rest.empty()) {
    const auto parsed = rest[0] == ':' ? number(rest.substr(1, 2), 0, 59) : std::nullopt;
    if (!parsed || rest.size() < 3) {
      return std::nullopt;
    }
    seconds = *parsed;
    rest.remove_prefix(3);
  }
  if (!rest.empty()) {
    if (rest[0] != '.' || !all_digits(rest.substr(1))) {
      return std::nullopt;
    }
    fraction = without_trailing_zeros(rest.substr(1));
  }
  if (!minutes) {
    return std::nullopt;
  }
  return Instant{*days * 86400 + *minutes + seconds - *zone, fraction};
}

void append_bits(AddressBits& bits, unsigned value, int width) {
  for (int bit = width - 1; bit >= 0; --bit) {
    bits.push_back(((value >> bit) & 1U) != 0);
  }
}

std::optional<AddressBits> parse_version4(std::string_view text) {
  AddressBits bits;
  const std::vector<std::string_view> parts = split(text, '.');
  for (const std::string_view part : parts) {
    const auto value = part.size() <= 3 ? number(part, 0, 255) : std::nullopt;
    const bool octal = part.size() > 1 && part[0] == '0';  // Or decimal: nobody can tell.
    if (!value || octal || parts.size() != 4) {
      return std::nullopt;
    }
    append_bits(bits, static_cast<unsigned>(*value), 8);
  }
  return bits;
}

/// The bits of `1:2:3`, whose last group may be an IPv4 address. Nothing written is no bits.
std::optional<AddressBits> parse_groups(std::string_view text) {
  AddressBits bits;
  if (text.empty()) {
    return bits;
  }
  const std::vector<std::string_view> groups = split(text, ':');
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::string_view group = groups[i];
    if (i + 1 == groups.size() && group.find('.') != std::string_view::npos) {
      const auto last = parse_version4(group);
      if (!last) {
        return std::nullopt;
      }
      bits.insert(bits.end(), last->begin(), last->end());
      continue;
    }
    unsigned value = 0;
    const auto [end, error] = std::from_chars(group.data(), group.data() + group.size(), value, 16);
    if (group.empty() || group.size() > 4 || error != std::errc() ||
        end != group.data() + group.size()) {
      return std::nullopt;
    }
    append_bits(bits, value, 16);
  }
  return bits;
}

std::optional<AddressBits> parse_version6(std::string_view text) {
  constexpr std::size_t kBits = 128;
  const std::size_t gap = text.find("::");
  auto front = parse_groups(text.substr(0, gap));
  if (!front ||
      text.find("::", gap == std::string_view::npos ? gap : gap + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  if (gap == std::string_view::npos) {
    return front->size() == kBits ? front : std::nullopt;
  }
  const auto back = parse_groups(text.substr(gap + 2));
  if (!back || front->size() + back->size() >= kBits) {
    return std::nullopt;
  }
  front->resize(kBits - back->size(), false);
  front->insert(front->end(), back->begin(), back->end());
  return front;
}

/// Up to a hundred thousand either way.
std::optional<int> parse_exponent(std::string_view text) {
  constexpr int kLargest = 100'000;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) {
    text.remove_prefix(1);
  }
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || value > kLargest) {
      return std::nullopt;
    }
    value = 10 * value + (c - '0');
  }
  const bool some = !text.empty() && value <= kLargest;
  return some ? std::optional(negative ? -value : value) : std::nullopt;
}

/// Digits with a sign of what is below 0, and with a fraction.
bool is_epoch(std::string_view text) {
  text.remove_prefix(text.starts_with('-') ? 1 : 0);
  const std::size_t point = text.find('.');
  return all_digits(text.substr(0, point)) &&
         (point == std::string_view::npos || all_digits(text.substr(point + 1)));
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal result;
  if (text.starts_with('-') || text.starts_with('+')) {
    result.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  std::optional<int> exponent = 0;
  if (const std::size_t e = text.find_first_of("eE"); e != std::string_view::npos) {
    exponent = parse_exponent(text.substr(e + 1));
    text = text.substr(0, e);
  }
  const std::size_t point = text.find('.');
  std::string integer(text.substr(0, point));
  std::string fraction(point == std::string_view::npos ? "" : text.substr(point + 1));
  const auto none_or_digits = [](std::string_view part) {
    return part.empty() || all_digits(part);
  };
  if (!exponent || integer.size() + fraction.size() == 0 || !none_or_digits(integer) ||
      !none_or_digits(fraction)) {
    return std::nullopt;
  }
  for (; *exponent > 0; --*exponent) {  // The point goes to the right.
    integer += fraction.empty() ? '0' : fraction.front();
    fraction.erase(0, 1);
  }
  if (*exponent < 0) {
    const auto n = static_cast<std::size_t>(-*exponent);
    integer.insert(0, n, '0');
    fraction.insert(0, integer.substr(integer.size() - n));
    integer.resize(integer.size() - n);
  }
  result.integer = without_leading_zeros(integer);
  result.fraction = without_trailing_zeros(fraction);
  result.negative = result.negative && (!result.integer.empty() || !result.fraction.empty());
  return result;
}

std::strong_ordering compare(const Decimal& left, const Decimal& right) {
  if (left.negative != right.negative) {
    return left.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return left.negative ? compare_magnitude(right, left) : compare_magnitude(left, right);
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (const std::size_t middle = text.find('T'); middle != std::string_view::npos) {
    return parse_date_time(text.substr(0, middle), text.substr(middle + 1));
  }
  if (const auto days = parse_day(text)) {
    return Instant{*days * 86400, ""};
  }
  const std::optional<Decimal> epoch = is_epoch(text) ? parse_decimal(text) : std::nullopt;
  constexpr long long kLargest = 1'000'000'000'000'000;
  constexpr std::size_t kMostDigits = 16;
  if (!epoch || epoch->integer.size() > kMostDigits) {
    return std::nullopt;
  }
  const long long whole = epoch->integer.empty() ? 0 : std::stoll(epoch->integer);
  if (whole > kLargest) {
    return std::nullopt;
  }
  if (!epoch->negative) {
    return Instant{whole, epoch->fraction};
  }
  return epoch->fraction.empty() ? Instant{-whole, ""}
                                 : Instant{-whole - 1, rest_to_one(epoch->fraction)};
}

std::optional<AddressBits> parse_address(std::string_view text) {
  return text.find(':') == std::string_view::npos ? parse_version4(text) : parse_version6(text);
}

std::optional<AddressRange> parse_range(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<AddressBits> address = parse_address(text.substr(0, slash));
  if (!address) {
    return std::nullopt;
  }
  const int bits = static_cast<int>(address->size());
  const std::optional<int> length = slash == std::string_view::npos
                                        ? std::optional(bits)
                                        : number(text.substr(slash + 1), 0, bits);
  if (!length) {
    return std::nullopt;
  }
  return AddressRange{.version6 = bits == 128,
                      .prefix = AddressBits(address->begin(), address->begin() + *length)};
}

bool contains(const AddressRange& range, const AddressBits& address) {
  const bool version6 = address.size() == 128;
  return range.version6 == version6 &&
         std::equal(range.prefix.begin(), range.prefix.end(), address.begin());
}

std::optional<std::string> parse_base64(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  if ((padding > 0 && text.size() % 4 != 0) || (text.size() - padding) % 4 == 1) {
    return std::nullopt;  // Without any padding it may stop short.
  }
  text.remove_suffix(padding);
  std::vector<bool> bits;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) {
      return std::nullopt;
    }
    append_bits(bits, static_cast<unsigned>(digit), 6);
  }
  std::string bytes;
  for (std::size_t i = 0; i + 8 <= bits.size(); i += 8) {
    unsigned byte = 0;
    for (std::size_t bit = i; bit < i + 8; ++bit) {
      byte = byte * 2 + (bits[bit] ? 1U : 0U);
    }
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

std::optional<bool> parse_bool(std::string_view text) {
  const std::string lower = to_lower(text);
  if (lower != "true" && lower != "false") {
    return std::nullopt;
  }
  return lower == "true";
}

}  // namespace orgsim::reference

#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The types of condition values, each read from its text. Nothing for text that is not one.
namespace orgsim::reference {

/// A decimal number, exact. Zero is never negative; the digits have no useless zeros.
struct Decimal {
  bool negative = false;
  std::string integer;
  std::string fraction;
};
std::optional<Decimal> parse_decimal(std::string_view text);
std::strong_ordering compare(const Decimal& left, const Decimal& right);

/// Seconds since 1970 and the digits behind the point.
struct Instant {
  long long seconds = 0;
  std::string fraction;

  friend auto operator<=>(const Instant&, const Instant&) = default;
};
/// An ISO 8601 date or date-time (without zone: UTC), or epoch seconds. Four digits are a year.
std::optional<Instant> parse_instant(std::string_view text);

/// The bits of an address, most significant first: 32 or 128.
using AddressBits = std::vector<bool>;
std::optional<AddressBits> parse_address(std::string_view text);

/// A range: the addresses of the same family that begin with `bits`.
struct AddressRange {
  bool version6 = false;
  AddressBits prefix;
};
/// An address with a prefix length, or alone, which is a range of one. Host bits are ignored.
std::optional<AddressRange> parse_range(std::string_view text);
bool contains(const AddressRange& range, const AddressBits& address);

/// The bytes that a base64 text stands for.
std::optional<std::string> parse_base64(std::string_view text);

/// `true` or `false` in any letter case.
std::optional<bool> parse_bool(std::string_view text);

}  // namespace orgsim::reference

#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace orgsim::sim {

/// A decimal number of any precision, compared exactly: 0.1 is not the binary fraction near it.
/// Source: IAM JSON policy elements: Condition operators ("Numeric condition operators").
class Decimal {
 public:
  /// Reads an integer, a decimal or one with an exponent; nothing unless the whole text is one.
  static std::optional<Decimal> parse(std::string_view text);

  friend std::strong_ordering operator<=>(const Decimal& left, const Decimal& right);
  friend bool operator==(const Decimal& left, const Decimal& right) = default;

  /// Without exponent and superfluous zeros: `1000`, `-0.5`. Nothing beyond 400 places.
  std::optional<std::string> text() const;

 private:
  bool negative_ = false;
  int magnitude_ = 0;   // The number is 0.DIGITS times ten to this power.
  std::string digits_;  // Invariant: neither first nor last digit is 0; empty for zero.
};

}  // namespace orgsim::sim

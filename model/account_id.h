#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace orgsim {

/// An AWS account id. Always text: as a number it would lose its leading zeros.
/// Source: AWS Account Management Reference Guide, "View AWS account identifiers".
class AccountId {
 public:
  /// Nothing unless `text` is twelve ASCII digits.
  static std::optional<AccountId> parse(std::string_view text);

  const std::string& text() const { return text_; }

  friend auto operator<=>(const AccountId&, const AccountId&) = default;

 private:
  explicit AccountId(std::string_view text) : text_(text) {}

  std::string text_;  // Invariant: twelve ASCII digits.
};

}  // namespace orgsim

#include "sim/decide/decimal.h"

#include <algorithm>
#include <charconv>

namespace orgsim::sim {
namespace {

constexpr int kLargestExponent = 100'000;
constexpr int kLongestText = 400;

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Cuts the exponent off `text`; nothing when it is none.
std::optional<int> take_exponent(std::string_view& text) {
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos) {
    return 0;
  }
  std::string_view exponent = text.substr(e + 1);
  text = text.substr(0, e);
  if (exponent.starts_with('+')) {
    exponent.remove_prefix(1);
    if (exponent.starts_with('-')) {
      return std::nullopt;
    }
  }
  int value = 0;
  const auto [end, error] =
      std::from_chars(exponent.data(), exponent.data() + exponent.size(), value);
  const bool whole = error == std::errc() && end == exponent.data() + exponent.size();
  return whole && value <= kLargestExponent && value >= -kLargestExponent ? std::optional(value)
                                                                          : std::nullopt;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  Decimal result;
  if (text.starts_with('-') || text.starts_with('+')) {
    result.negative_ = text.front() == '-';
    text.remove_prefix(1);
  }
  const auto exponent = take_exponent(text);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point < text.size() ? text.substr(point + 1) : "";
  if (!exponent || whole.size() + fraction.size() == 0 || !all_digits(whole) ||
      !all_digits(fraction)) {
    return std::nullopt;
  }
  result.digits_.append(whole).append(fraction);
  result.magnitude_ = static_cast<int>(whole.size()) + *exponent;
  const std::size_t first = std::min(result.digits_.find_first_not_of('0'), result.digits_.size());
  result.digits_.erase(0, first);
  result.magnitude_ -= static_cast<int>(first);
  result.digits_.erase(result.digits_.find_last_not_of('0') + 1);
  if (result.digits_.empty()) {
    return Decimal{};
  }
  return result;
}

std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) {
  const auto sign = [](const Decimal& d) { return d.digits_.empty() ? 0 : d.negative_ ? -1 : 1; };
  if (sign(left) != sign(right)) {
    return sign(left) <=> sign(right);
  }
  const auto size = left.magnitude_ != right.magnitude_ ? left.magnitude_ <=> right.magnitude_
                                                        : left.digits_.compare(right.digits_) <=> 0;
  return left.negative_ ? 0 <=> size : size;
}

std::optional<std::string> Decimal::text() const {
  if (digits_.empty()) {
    return "0";
  }
  if (magnitude_ > kLongestText || magnitude_ < -kLongestText) {
    return std::nullopt;
  }
  std::string result = negative_ ? "-" : "";
  if (magnitude_ <= 0) {
    result.append("0.").append(static_cast<std::size_t>(-magnitude_), '0').append(digits_);
    return result;
  }
  const auto whole = static_cast<std::size_t>(magnitude_);
  result += digits_.substr(0, whole);
  if (digits_.size() < whole) {
    result.append(whole - digits_.size(), '0');
  } else if (digits_.size() > whole) {
    result.append(".").append(digits_.substr(whole));
  }
  return result;
}

}  // namespace orgsim::sim

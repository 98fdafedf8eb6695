#include "sim/decide/value_cells.h"

#include <algorithm>

#include "model/sort_distinct.h"

namespace orgsim::sim {
namespace {

std::size_t fraction_digits(std::string_view text) {
  const std::size_t point = text.find('.');
  return point == std::string_view::npos ? 0 : text.size() - point - 1;
}

/// The number with `1` appended beyond `places` digits of fraction: a little farther from zero.
std::string farther(std::string text, std::size_t places) {
  const std::size_t digits = fraction_digits(text);
  if (text.find('.') == std::string::npos) {
    text += '.';
  }
  return text.append(places - digits, '0') + "1";
}

/// Strictly between two neighbours, by their texts.
std::string between(const std::string& low, const std::string& high) {
  const std::size_t places = std::max(fraction_digits(low), fraction_digits(high)) + 1;
  if (!low.starts_with('-')) {
    return farther(low, places);
  }
  return high == "0" || !high.starts_with('-') ? farther("-0", places) : farther(high, places);
}

/// Of a number on the far side of zero and beyond it.
std::string beyond(const std::string& text, bool above) {
  const std::string digits(text.size() + 1, '9');
  return above ? digits : "-" + digits;
}

/// An address of `block` outside of the blocks, all of which lie in it; they are few.
std::optional<IpAddress> free_address(const IpNetwork& block, const std::vector<IpNetwork>& taken) {
  if (taken.empty()) {
    return block.first;
  }
  if (std::ranges::find(taken, block) != taken.end()) {
    return std::nullopt;
  }
  for (const IpNetwork& half : halves(block)) {
    std::vector<IpNetwork> inside;
    std::ranges::copy_if(taken, std::back_inserter(inside),
                         [&](const IpNetwork& network) { return contains(half, network); });
    if (const auto address = free_address(half, inside)) {
      return address;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<std::string>> number_cells(std::vector<Decimal> numbers) {
  sort_distinct(numbers);
  std::vector<std::string> texts;
  for (const Decimal& number : numbers) {
    const auto text = number.text();
    if (!text) {
      return std::nullopt;
    }
    texts.push_back(*text);
  }
  std::vector<std::string> result = {beyond(texts.front(), false)};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) {
      result.push_back(between(texts[i - 1], texts[i]));
    }
    result.push_back(texts[i]);
  }
  result.push_back(beyond(texts.back(), true));
  return result;
}

std::vector<std::string> instant_cells(std::vector<Instant> instants) {
  sort_distinct(instants);
  std::vector<std::string> result = {
      to_text({instants.front().seconds - 1, instants.front().nanoseconds})};
  for (const Instant& instant : instants) {
    constexpr std::int32_t kSecond = 1'000'000'000;
    const bool carries = instant.nanoseconds + 1 == kSecond;
    result.push_back(to_text(instant));
    // Just after it; the next one itself if that is a nanosecond later.
    result.push_back(
        to_text({instant.seconds + (carries ? 1 : 0), carries ? 0 : instant.nanoseconds + 1}));
  }
  return result;
}

std::vector<std::string> address_cells(const std::vector<IpNetwork>& networks) {
  std::vector<IpNetwork> blocks = networks;
  blocks.push_back({{.family = IpFamily::V4}, 0});
  blocks.push_back({{.family = IpFamily::V6}, 0});
  sort_distinct(blocks);
  std::vector<std::string> result;
  for (const IpNetwork& block : blocks) {
    std::vector<IpNetwork> inside;
    std::ranges::copy_if(blocks, std::back_inserter(inside), [&](const IpNetwork& other) {
      return other != block && contains(block, other);
    });
    if (const auto address = free_address(block, inside)) {
      result.push_back(to_text(*address));
    }
  }
  return result;
}

}  // namespace orgsim::sim

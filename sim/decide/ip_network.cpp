#include "sim/decide/ip_network.h"

#include <algorithm>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>
#include <charconv>

namespace orgsim::sim {
namespace {

namespace ip = boost::asio::ip;

void set_bit(IpAddress& address, unsigned bit) {
  std::uint8_t& byte = address.bytes.at(bit / 8);
  byte = static_cast<std::uint8_t>(byte | (0x80U >> (bit % 8)));
}

bool bit_at(const IpAddress& address, unsigned bit) {
  return (address.bytes.at(bit / 8) & (0x80U >> (bit % 8))) != 0;
}

IpAddress masked(const IpAddress& address, unsigned prefix) {
  IpAddress result{.family = address.family};
  for (unsigned bit = 0; bit < prefix; ++bit) {
    if (bit_at(address, bit)) {
      set_bit(result, bit);
    }
  }
  return result;
}

std::optional<unsigned> parse_prefix(std::string_view text, unsigned limit) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && value <= limit ? std::optional(value) : std::nullopt;
}

}  // namespace

unsigned address_bits(IpFamily family) { return family == IpFamily::V4 ? 32 : 128; }

std::optional<IpAddress> parse_ip_address(std::string_view text) {
  constexpr std::size_t kLongest = 45;
  if (text.empty() || text.size() > kLongest ||
      text.find_first_not_of("0123456789abcdefABCDEF.:") != std::string_view::npos) {
    return std::nullopt;
  }
  boost::system::error_code error;
  IpAddress result;
  if (text.find(':') == std::string_view::npos) {
    const auto bytes = ip::make_address_v4(std::string(text), error).to_bytes();
    std::ranges::copy(bytes, result.bytes.begin());
  } else {
    result.family = IpFamily::V6;
    const auto bytes = ip::make_address_v6(std::string(text), error).to_bytes();
    std::ranges::copy(bytes, result.bytes.begin());
  }
  return error ? std::nullopt : std::optional(result);
}

std::optional<IpNetwork> parse_ip_network(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto address = parse_ip_address(text.substr(0, slash));
  if (!address) {
    return std::nullopt;
  }
  const unsigned bits = address_bits(address->family);
  const auto prefix =
      slash == text.size() ? std::optional(bits) : parse_prefix(text.substr(slash + 1), bits);
  if (!prefix) {
    return std::nullopt;
  }
  return IpNetwork{masked(*address, *prefix), *prefix};
}

bool contains(const IpNetwork& network, const IpAddress& address) {
  if (network.first.family != address.family) {
    return false;
  }
  const unsigned whole = network.prefix / 8;
  if (!std::equal(address.bytes.begin(), address.bytes.begin() + whole,
                  network.first.bytes.begin())) {
    return false;
  }
  const unsigned rest = network.prefix % 8;
  return rest == 0 ||
         (address.bytes.at(whole) & (0xFFU << (8 - rest)) & 0xFFU) == network.first.bytes.at(whole);
}

bool contains(const IpNetwork& outer, const IpNetwork& inner) {
  return outer.prefix <= inner.prefix && contains(outer, inner.first);
}

std::array<IpNetwork, 2> halves(const IpNetwork& network) {
  IpNetwork low{network.first, network.prefix + 1};
  IpNetwork high = low;
  set_bit(high.first, network.prefix);
  return {low, high};
}

std::string to_text(const IpAddress& address) {
  if (address.family == IpFamily::V4) {
    ip::address_v4::bytes_type bytes;
    std::copy_n(address.bytes.begin(), bytes.size(), bytes.begin());
    return ip::address_v4(bytes).to_string();
  }
  ip::address_v6::bytes_type bytes;
  std::ranges::copy(address.bytes, bytes.begin());
  return ip::address_v6(bytes).to_string();
}

}  // namespace orgsim::sim

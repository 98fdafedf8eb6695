#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orgsim::sim {

enum class IpFamily { V4, V6 };

/// An address of either family; an IPv4 address fills the first four bytes.
struct IpAddress {
  IpFamily family = IpFamily::V4;
  std::array<std::uint8_t, 16> bytes{};

  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

/// A block of addresses. Invariant: the bits behind the prefix are zero.
struct IpNetwork {
  IpAddress first;
  unsigned prefix = 0;

  friend auto operator<=>(const IpNetwork&, const IpNetwork&) = default;
};

/// Nothing unless the text is an address: IPv6 as RFC 4291 writes it, without zone.
std::optional<IpAddress> parse_ip_address(std::string_view text);

/// `ADDRESS/PREFIX`; without prefix it is that one address. Host bits are masked.
/// Source: IAM JSON policy elements: Condition operators ("IP address condition operators").
std::optional<IpNetwork> parse_ip_network(std::string_view text);

/// Whether the address lies in the block; never across families.
bool contains(const IpNetwork& network, const IpAddress& address);

/// Whether all of `inner` lies in `outer`.
bool contains(const IpNetwork& outer, const IpNetwork& inner);

/// The two halves of a block that is more than one address.
std::array<IpNetwork, 2> halves(const IpNetwork& network);

unsigned address_bits(IpFamily family);

std::string to_text(const IpAddress& address);

}  // namespace orgsim::sim

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/decide/decimal.h"
#include "sim/decide/instant.h"
#include "sim/decide/ip_network.h"

namespace orgsim::sim {

/// Texts of numbers: each given one, one between every two neighbours, one below and one above all.
/// Nothing when one of them cannot be written out.
std::optional<std::vector<std::string>> number_cells(std::vector<Decimal> numbers);

/// The same for instants.
std::vector<std::string> instant_cells(std::vector<Instant> instants);

/// Texts of addresses: of each family one in none of the blocks, and one of every block that is in
/// no smaller one of them, as far as there is such an address.
std::vector<std::string> address_cells(const std::vector<IpNetwork>& networks);

}  // namespace orgsim::sim

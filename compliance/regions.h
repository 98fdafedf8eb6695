#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compliance/premises.h"

namespace orgsim::compliance {

/// One Region of every class that the policies of the snapshot can tell apart, the approved ones
/// and the others: what holds in it holds in all of its class.
std::vector<std::string_view> distinct_regions(const Premises& premises);

/// The same without the declared approved Regions.
std::vector<std::string_view> distinct_regions_outside(const Premises& premises,
                                                       const std::vector<std::string>& approved);

/// A Region to ask about where any will do: the first approved one, else the partition's first.
std::string a_region(const Premises& premises);

}  // namespace orgsim::compliance

#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "compliance/premises.h"

namespace orgsim::compliance {

/// The resources that the accounts rely on, wherever they lie: their own, the keys of these, and
/// the artifacts and images of the pipelines that deploy to them. In order of the table.
std::vector<const Resource*> resources_of(const Premises& premises,
                                          const std::set<Index<Account>>& accounts);

/// Whether names of the zone, or of one that it delegates, are of use outside the account: the zone
/// lies elsewhere, serves another profile than the account's, or a network of another account sees
/// it.
bool names_serve_others(const Premises& premises, const HostedZone& zone, Index<Account> account);

}  // namespace orgsim::compliance

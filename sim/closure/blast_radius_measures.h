#pragma once

#include "sim/closure/blast_radius.h"
#include "sim/closure/fallen.h"

namespace orgsim::sim {

/// B3: in order of the table of resources.
std::vector<ReachedStore> reached_stores(const Fallen& fallen);

/// B2: in order of the table of accounts. What stores fall decides who reads and writes.
std::vector<ReachedAccount> reached_accounts(const Fallen& fallen,
                                             const std::vector<ReachedStore>& stores);

/// B5: in order of policy and target, then accounts that are moved, and those that leave.
std::vector<RaisedCeiling> raised_ceilings(const Fallen& fallen);

/// B8: each boundary once, by the shortest way over it.
std::vector<CrossedBoundary> crossed_boundaries(const Fallen& fallen);

/// B9.
Depths depths(const Fallen& fallen, const std::vector<ReachedStore>& stores,
              const std::vector<ReachedAccount>& accounts);

}  // namespace orgsim::sim

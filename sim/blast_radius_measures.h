#pragma once

#include "sim/blast_radius.h"

namespace orgsim::sim {

/// What the measures are computed from.
struct Fallen {
  const Authorizer& authorizer;
  const AccessGraph& graph;
  const BlastRadius& radius;  // With `footholds`, `possible` and `certain` set.

  Truth certainty(Index<Principal> principal) const {
    return radius.certain.reaches(principal) ? Truth::Yes : Truth::Unknown;
  }
};

/// B3: in order of the table of resources.
std::vector<ReachedStore> reached_stores(const Fallen& fallen);

/// B2: in order of the table of accounts. What stores fall decides who reads and writes.
std::vector<ReachedAccount> reached_accounts(const Fallen& fallen,
                                             const std::vector<ReachedStore>& stores);

/// B5: in order of policy and target.
std::vector<RaisedCeiling> raised_ceilings(const Fallen& fallen);

/// B8: each boundary once, by the shortest way over it.
std::vector<CrossedBoundary> crossed_boundaries(const Fallen& fallen);

/// B9.
Depths depths(const Fallen& fallen, const std::vector<ReachedStore>& stores);

}  // namespace orgsim::sim

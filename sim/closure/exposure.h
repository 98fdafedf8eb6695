#pragma once

#include <string_view>
#include <vector>

#include "sim/closure/fallen.h"

namespace orgsim::sim {

/// A principal from which something is reached by becoming, rewriting and lifting; itself, with no
/// step, where it needs none.
struct Exposure {
  Index<Principal> principal;
  std::size_t hops = 0;
  Truth certain = Truth::Yes;  // `Unknown`: only in the reading that favours the attacker.
  Index<Principal> doer;       // As whom it is reached.
  std::vector<Step> witness;
};

/// The mirror image of the blast radius: every user, role, root user and person from whom one of
/// the targets falls, in order of hops, then of the table; the targets left out. One closure each.
std::vector<Exposure> exposure_of(const Authorizer& authorizer, const AccessGraph& graph,
                                  const std::vector<Index<Principal>>& targets);

/// The same of a request: everybody who may make it, or come to make it. The texts must outlive
/// the call.
std::vector<Exposure> exposure_of(const Authorizer& authorizer, const AccessGraph& graph,
                                  std::string_view action, std::string_view resource);

}  // namespace orgsim::sim

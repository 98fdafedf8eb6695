#pragma once

#include <vector>

#include "sim/decide/decision.h"
#include "sim/decide/request.h"

namespace orgsim::sim {

/// A statement that names the caller, the action and the resource, but whose conditions do not
/// hold.
struct NearMiss {
  StatementRef statement;
  Effect effect = Effect::Deny;
  std::vector<Condition> failing;  // As the policy has them; never empty.
};

/// The near misses in the layers that the decision asked, in the order of its stages: an Allow that
/// would have helped, a Deny that would have hurt.
std::vector<NearMiss> near_misses(const LayeredPolicies& policies, const Request& request,
                                  const Decision& decision);

}  // namespace orgsim::sim

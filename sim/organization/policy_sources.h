#pragma once

#include <string>

#include "sim/organization/authorizer.h"

namespace orgsim::sim {

/// Whose policies the identity and resource layers are.
struct LayerOwners {
  const Principal* asker = nullptr;  // Nothing: not of the snapshot.
  std::string resource;              // ARN.
};

/// Names every policy of the layers in the order in which references count them.
void name_sources(const Authorizer& authorizer, const LayeredPolicies& layers,
                  const LayerOwners& owners, Explanation& explanation);

}  // namespace orgsim::sim

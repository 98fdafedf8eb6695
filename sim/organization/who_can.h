#pragma once

#include <string_view>
#include <vector>

#include "sim/organization/authorizer.h"

namespace orgsim::sim {

/// Somebody who may make a request: surely, or under a condition that is open.
struct Permitted {
  Asker asker;
  Outcome outcome = Outcome::Allow;
};

/// Everybody of the snapshot who may do it, in order of the table, then who is outside: the
/// accounts and services that the resource's policy names, and anybody unsigned. People act through
/// roles and are not listed; neither are hypothetical administrators.
std::vector<Permitted> who_can(const Authorizer& authorizer, std::string_view action,
                               std::string_view resource);

}  // namespace orgsim::sim

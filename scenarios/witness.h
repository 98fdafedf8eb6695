#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/moment.h"
#include "scenarios/run_result.h"
#include "sim/reach.h"

namespace orgsim::scenarios {

/// The hops of a path with the names of principals.
std::vector<Hop> hops_of(const Moment& moment, const sim::Path& path);

/// The ARN of a principal, or the name of a person.
const std::string& name_of(const Moment& moment, Index<sim::Principal> principal);

}  // namespace orgsim::scenarios

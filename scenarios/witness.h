#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/moment.h"
#include "scenarios/run_result.h"
#include "sim/closure/closure.h"

namespace orgsim::scenarios {

/// The hops of a path with the names of principals.
std::vector<Hop> hops_of(const Moment& moment, const sim::Path& path);

/// The steps of a closure's witness; a ceiling that is lifted by the id of its policy, or of the
/// account that it no longer binds.
std::vector<Hop> hops_of(const Moment& moment, const std::vector<sim::Step>& steps);

/// The ARN of a principal, or the name of a person.
const std::string& name_of(const Moment& moment, Index<sim::Principal> principal);

}  // namespace orgsim::scenarios

#pragma once

#include <vector>

#include "scenarios/references.h"
#include "sim/change/event.h"

namespace orgsim::scenarios {

/// The event of the snapshot that a spec means. Not for `compromise` and `for_each`, which are
/// events of the run.
Result<sim::Event> bind_event(const World& world, const EventSpec& spec);

}  // namespace orgsim::scenarios

#pragma once

#include "model/organization.h"
#include "scenarios/run_result.h"

namespace orgsim::scenarios {

/// Plays the scenario: every step from the end of the one it starts from, its events in order, then
/// its expectations. A denied event changes nothing. Where an event does not come out as declared,
/// the rest of its step and the steps that start from it are skipped.
RunResult run(const Organization& start, const Scenario& scenario);

}  // namespace orgsim::scenarios

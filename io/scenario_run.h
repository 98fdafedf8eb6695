#pragma once

#include <array>
#include <string>
#include <vector>

#include "scenarios/run_result.h"

namespace orgsim::io {

/// A scenario that was played, with the names of the files it came from.
struct ScenarioRun {
  std::string file;
  std::string organization;
  scenarios::RunResult result;
};

/// How many expectations and events ended in each state.
struct RunCounts {
  std::array<std::size_t, 6> by_state = {};  // In the order of `State`.
  std::size_t n_gating_failures = 0;  // Failures of at least the severity that was asked for.

  std::size_t of(scenarios::State state) const { return by_state[static_cast<std::size_t>(state)]; }
  std::size_t total() const;
};

/// Expectations count each; an event counts only where it does not come out as declared, and then
/// as a failure of the gravest kind.
RunCounts counts_of(const std::vector<ScenarioRun>& runs, scenarios::Severity gate);

}  // namespace orgsim::io

#include "io/scenario_run.h"

#include <numeric>

namespace orgsim::io {
namespace {

using scenarios::State;

class Counting {
 public:
  explicit Counting(scenarios::Severity gate) : gate_(gate) {}

  void add(const scenarios::Scenario& scenario, const scenarios::RunResult& result) {
    for (std::size_t i = 0; i < result.steps.size(); ++i) {
      for (const auto& event : result.steps[i].events) {
        if (event.state != State::Pass && event.state != State::Skipped) {
          count(event.state, scenarios::Severity::Critical);
        }
      }
      for (std::size_t j = 0; j < result.steps[i].expectations.size(); ++j) {
        count(result.steps[i].expectations[j].state, scenario.steps[i].expectations[j].severity);
      }
    }
  }

  const RunCounts& counts() const { return counts_; }

 private:
  void count(State state, scenarios::Severity severity) {
    ++counts_.by_state[static_cast<std::size_t>(state)];
    if (state == State::Fail && severity >= gate_) {
      ++counts_.n_gating_failures;
    }
  }

  scenarios::Severity gate_;
  RunCounts counts_;
};

}  // namespace

std::size_t RunCounts::total() const {
  return std::accumulate(by_state.begin(), by_state.end(), std::size_t{0});
}

RunCounts counts_of(const std::vector<ScenarioRun>& runs, scenarios::Severity gate) {
  Counting counting(gate);
  for (const ScenarioRun& run : runs) {
    counting.add(run.result.scenario, run.result);
  }
  return counting.counts();
}

}  // namespace orgsim::io

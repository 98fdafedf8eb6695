#pragma once

#include <functional>

#include "scenarios/references.h"
#include "scenarios/run_result.h"

namespace orgsim::scenarios {

/// An expectation with the states it is asked of.
struct Question {
  const Scenario& scenario;
  const Expectation& asked;
  const Moment& now;
  const Moment& before;                                         // Where the step started.
  std::function<const Moment&(std::string_view)> moment_after;  // A step, or `start`.

  World world() const { return World{now, {}}; }
};

/// Asks the snapshot. A failure and an undecided answer carry the shortest witness.
ExpectationResult answer(const Question& question);

// The answers by verb.
ExpectationResult answer_decision(const Question& question);
ExpectationResult answer_reach(const Question& question);
ExpectationResult answer_blast_radius(const Question& question);
ExpectationResult answer_check(const Question& question);
ExpectationResult answer_delegation(const Question& question);
ExpectationResult answer_membership(const Question& question);
ExpectationResult answer_no_new_access(const Question& question);
ExpectationResult answer_same_access(const Question& question);
ExpectationResult answer_golden(const Question& question);

/// A result of what could not be asked.
ExpectationResult failed_to_ask(Diagnostics problems);

constexpr State state_of(sim::Truth holds) {
  if (holds == sim::Truth::Unknown) {
    return State::Unknown;
  }
  return holds == sim::Truth::Yes ? State::Pass : State::Fail;
}

}  // namespace orgsim::scenarios

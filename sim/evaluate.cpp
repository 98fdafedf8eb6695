#include "sim/evaluate.h"

#include <utility>

#include "sim/decision_reasons.h"
#include "sim/layer_walk.h"
#include "sim/verdict.h"

namespace orgsim::sim {
namespace {

/// Truths of the one context of the request, and nothing else.
class Kleene {
 public:
  using Bool = Truth;
  static constexpr bool kDecidesOnly = true;

  Kleene(const LayeredPolicies& policies, const Request& request)
      : request_(request), has_boundary_(policies.boundary.has_value()) {}

  static Truth constant(Truth value) { return value; }
  Truth applies(const CompiledStatement& statement, const StatementRef& ref) const {
    return sim::applies(statement, ref.layer, request_, request_.context, has_boundary_);
  }
  static Truth not_collected(const StatementRef& /*ref*/, Effect /*effect*/) {
    return Truth::Unknown;
  }
  static void level(Layer /*layer*/, std::size_t /*level*/, Truth /*allows*/) {}

 private:
  const Request& request_;
  bool has_boundary_;
};

Outcome estimate_in(const Situation& situation, const LayeredPolicies& policies,
                    const Request& request) {
  Kleene kleene(policies, request);
  const LayerFacts<Truth> facts = LayerWalk(policies, request, situation, kleene).run();
  return outcome_of(situation, denied(facts), allowed(situation, facts));
}

}  // namespace

Outcome estimate(const LayeredPolicies& policies, const Request& request) {
  return estimate_in(situation_of(policies, request), policies, request);
}

Outcome decide(const LayeredPolicies& policies, const Request& request) {
  const Situation situation = situation_of(policies, request);
  const Outcome outcome = estimate_in(situation, policies, request);
  if (outcome != Outcome::Conditional) {
    return outcome;
  }
  Recorder recorder(policies, request);
  LayerWalk(policies, request, situation, recorder).run();
  return OpenContext(policies, request, situation, recorder.open()).outcome();
}

Decision explain(const LayeredPolicies& policies, const Request& request) {
  const Situation situation = situation_of(policies, request);
  Recorder recorder(policies, request);
  const LayerFacts<Truth> facts = LayerWalk(policies, request, situation, recorder).run();
  const Outcome outcome = outcome_of(situation, denied(facts), allowed(situation, facts));
  return DecisionReasons(policies, request, situation, facts, recorder).decision(outcome);
}

}  // namespace orgsim::sim

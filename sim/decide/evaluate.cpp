#include "sim/decide/evaluate.h"

#include <numeric>
#include <utility>

#include "sim/decide/decision_reasons.h"
#include "sim/decide/layer_walk.h"
#include "sim/decide/verdict.h"

namespace orgsim::sim {
namespace {

/// Truths of one context, and nothing else.
class Kleene {
 public:
  using Bool = Truth;
  static constexpr bool kDecidesOnly = true;

  Kleene(const LayeredPolicies& policies, const Request& request, const Context& context)
      : request_(request), context_(context), has_boundary_(policies.boundary.has_value()) {}

  static Truth constant(Truth value) { return value; }
  Truth applies(const CompiledStatement& statement, const StatementRef& ref) const {
    return sim::applies(statement, ref.layer, request_, context_, has_boundary_);
  }
  static Truth not_collected(const StatementRef& /*ref*/, Effect /*effect*/) {
    return Truth::Unknown;
  }
  static void level(Layer /*layer*/, std::size_t /*level*/, Truth /*allows*/) {}

 private:
  const Request& request_;
  const Context& context_;
  bool has_boundary_;
};

LayerFacts<Truth> facts_in(const Context& context, const Situation& situation,
                           const LayeredPolicies& policies, const Request& request) {
  Kleene kleene(policies, request, context);
  return LayerWalk(policies, request, situation, kleene).run();
}

Outcome outcome_of(const Situation& situation, const LayerFacts<Truth>& facts) {
  return outcome_of(situation, denied(facts), allowed(situation, facts));
}

/// A step through `size` contexts that visits each, unlike ones first, so that contexts which
/// disagree are met soon.
std::size_t wide_step(std::size_t size) {
  std::size_t step = size * 5 / 8 + 1;
  while (std::gcd(step, size) != 1) {
    ++step;
  }
  return step;
}

/// The answer that all contexts share. `last` is one that no further context changes.
Outcome common_outcome(const ContextSpace& space, const Situation& situation,
                       const LayeredPolicies& policies, const Request& request, Outcome last) {
  const std::size_t step = wide_step(space.size());
  Context context = request.context;
  CommonOutcome common;
  std::size_t index = 0;
  for (std::size_t tried = 0; tried < space.size(); ++tried) {
    space.assume(index, context);
    common.add(outcome_of(situation, facts_in(context, situation, policies, request)));
    if (common.get() == last) {
      break;
    }
    index = (index + step) % space.size();
  }
  return common.get();
}

/// Tries the contexts that the unknown keys leave open. Once `last` holds in one of them together
/// with the others, it is the answer.
Outcome outcome_of_contexts(const Situation& situation, const LayeredPolicies& policies,
                            const Request& request, Outcome last) {
  Recorder recorder(policies, request);
  LayerWalk(policies, request, situation, recorder).run();
  return common_outcome(ContextSpace(recorder.open(), request), situation, policies, request, last);
}

}  // namespace

Outcome estimate(const LayeredPolicies& policies, const Request& request) {
  const Situation situation = situation_of(policies, request);
  return outcome_of(situation, facts_in(request.context, situation, policies, request));
}

Outcome permission(const LayeredPolicies& policies, const Request& request) {
  const Situation situation = situation_of(policies, request);
  const Outcome outcome =
      outcome_of(situation, facts_in(request.context, situation, policies, request));
  return outcome == Outcome::Conditional
             ? outcome_of_contexts(situation, policies, request, Outcome::Conditional)
             : outcome;
}

Outcome decide(const LayeredPolicies& policies, const Request& request) {
  const Situation situation = situation_of(policies, request);
  const LayerFacts<Truth> facts = facts_in(request.context, situation, policies, request);
  const Outcome outcome = outcome_of(situation, facts);
  return outcome == Outcome::Conditional || may_be_explicit(outcome, denied(facts))
             ? outcome_of_contexts(situation, policies, request, outcome)
             : outcome;
}

Decision explain(const LayeredPolicies& policies, const Request& request) {
  const Situation situation = situation_of(policies, request);
  Recorder recorder(policies, request);
  const LayerFacts<Truth> facts = LayerWalk(policies, request, situation, recorder).run();
  return DecisionReasons(policies, request, situation, facts, recorder)
      .decision(outcome_of(situation, facts));
}

}  // namespace orgsim::sim

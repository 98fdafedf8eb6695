#pragma once

#include "sim/decide/open_context.h"

namespace orgsim::sim {

/// Puts what a recorded walk found into a decision: the stages, and the statements, layers or open
/// conditions that made the outcome.
class DecisionReasons {
 public:
  DecisionReasons(const LayeredPolicies& policies, const Request& request,
                  const Situation& situation, const LayerFacts<Truth>& facts,
                  const Recorder& recorder)
      : policies_(policies),
        request_(request),
        situation_(situation),
        facts_(facts),
        recorder_(recorder) {}

  /// `outcome` is that of the facts; a conditional one is looked into.
  Decision decision(Outcome outcome);

 private:
  void stages();
  void stage(Layer layer, bool asked);
  void granting(Truth at_least);
  bool grants(const StatementMatch& match, Truth at_least) const;
  void denying(Truth at_least);
  void lacking(Truth at_most);
  void open_conditions(const OpenContext& open);
  void reasons(Truth at_least, Truth at_most);
  GrantClass class_of(const StatementMatch& match) const;

  const LayeredPolicies& policies_;
  const Request& request_;
  const Situation& situation_;
  const LayerFacts<Truth>& facts_;
  const Recorder& recorder_;
  Decision decision_;
};

}  // namespace orgsim::sim

#pragma once

#include "sim/decision.h"
#include "sim/rule.h"

namespace orgsim::sim {

/// The outcome in one context.
/// Source: IAM User Guide, "Policy evaluation logic".
inline Outcome outcome_of(const Situation& situation, Truth denied, Truth allowed) {
  if (situation.service == ServiceRule::AlwaysAllows) {
    return Outcome::Allow;
  }
  if (denied == Truth::Yes) {
    return Outcome::ExplicitDeny;
  }
  if (allowed == Truth::No || situation.service == ServiceRule::NeverSucceeds) {
    return Outcome::ImplicitDeny;
  }
  return denied == Truth::Unknown || allowed == Truth::Unknown ? Outcome::Conditional
                                                               : Outcome::Allow;
}

}  // namespace orgsim::sim

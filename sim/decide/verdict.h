#pragma once

#include <optional>

#include "sim/decide/decision.h"
#include "sim/decide/rule.h"

namespace orgsim::sim {

/// The outcome in one context.
/// Source: IAM User Guide, "Policy evaluation logic".
inline Outcome outcome_of(const Situation& situation, Truth denied, Truth allowed) {
  if (situation.service_allows) {
    return Outcome::Allow;
  }
  if (denied == Truth::Yes) {
    return Outcome::ExplicitDeny;
  }
  if (allowed == Truth::No || situation.refusal) {
    return Outcome::ImplicitDeny;
  }
  return denied == Truth::Unknown || allowed == Truth::Unknown ? Outcome::Conditional
                                                               : Outcome::Allow;
}

/// Whether trying every context may still show an implicit deny to be an explicit one: some Deny
/// may apply in each, though none surely does.
inline bool may_be_explicit(Outcome outcome, Truth denied) {
  return outcome == Outcome::ImplicitDeny && denied == Truth::Unknown;
}

/// The outcome that several contexts share: conditional as soon as one allows and another does not,
/// and an implicit deny when not every one denies explicitly.
class CommonOutcome {
 public:
  void add(Outcome outcome) {
    if (outcome_ && *outcome_ != outcome) {
      const bool refuses = is_deny(*outcome_) && is_deny(outcome);
      outcome = refuses ? Outcome::ImplicitDeny : Outcome::Conditional;
    }
    outcome_ = outcome;
  }

  Outcome get() const { return outcome_.value_or(Outcome::Conditional); }

 private:
  static bool is_deny(Outcome outcome) {
    return outcome == Outcome::ExplicitDeny || outcome == Outcome::ImplicitDeny;
  }

  std::optional<Outcome> outcome_;  // Nothing before the first context.
};

}  // namespace orgsim::sim

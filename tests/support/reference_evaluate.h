#pragma once

#include <vector>

#include "tests/support/reference_case.h"
#include "tests/support/reference_statement.h"

namespace orgsim::reference {

enum class Outcome { Allow, ExplicitDeny, ImplicitDeny, Conditional };

/// A statement that applies, by its place; indexes count from 0.
struct Match {
  Layer layer = Layer::Identity;
  std::size_t level = 0;
  std::size_t policy = 0;
  std::size_t statement = 0;
  Effect effect = Effect::Deny;

  friend auto operator<=>(const Match&, const Match&) = default;
};

/// An outcome with every statement of every applicable layer that applies to the request.
struct Answer {
  Outcome outcome = Outcome::ImplicitDeny;
  std::vector<Match> matches;
};

/// Decides in a context without unknown keys.
/// Source: IAM User Guide, "Policy evaluation logic"; AWS Organizations User Guide, "SCP
/// evaluation".
Answer decide(const Case& request, const Context& context, Doubt doubt);

/// Decides for every combination of what the unknown keys may be and of what else is in doubt: an
/// outcome they all share, or `Conditional`.
Outcome evaluate(const Case& request);

/// Whether a policy compares an unknown key with a variable of an unknown key. To answer surely
/// then takes more than looking at one key after the other.
bool relates_unknown_keys(const Case& request);

}  // namespace orgsim::reference

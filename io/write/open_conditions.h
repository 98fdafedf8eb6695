#pragma once

#include <string>
#include <vector>

#include "sim/closure/blast_radius.h"

namespace orgsim::io {

/// A condition that separates the reading that favours the attacker from the one that does not, and
/// how many more principals fall where it holds.
struct OpenQuestion {
  std::string key;
  std::string condition_operator;
  std::vector<std::string> values;
  std::size_t n_principals = 0;

  friend auto operator<=>(const OpenQuestion&, const OpenQuestion&) = default;
};

/// The conditions along the ways to the principals that only may fall, those that open the most
/// first. Empty where both readings agree, or only texts and resources that were not collected
/// separate them.
std::vector<OpenQuestion> open_questions(const sim::Authorizer& authorizer,
                                         const sim::BlastRadius& radius);

}  // namespace orgsim::io

#pragma once

#include "tests/support/random.h"
#include "tests/support/reference_case.h"

namespace orgsim::reference {

/// A context key of the random cases with small sets of values, so that policies and requests meet.
/// Every value that the policy values can tell apart has a representative in `domain()`.
struct RandomKey {
  std::string name;
  bool multivalued = false;
  bool free = false;  // Bound to no other key by the rules of the request context.
  std::vector<std::string> context_values;
  std::vector<std::string> policy_values;
  std::vector<Comparison> comparisons;  // Of its type.

  /// All that the key may be when it is unknown: also the policy values themselves, as text.
  std::vector<std::string> domain() const;
};

const std::vector<RandomKey>& random_keys();

struct RandomConditionOptions {
  bool malformed = true;            // Values that are not of the operator's type.
  bool foreign_comparisons = true;  // Operators of another type than the key's.
  bool only_free_keys = false;
};

/// A condition over one of the keys, with any operator.
Condition random_condition(Random& random, const RandomConditionOptions& options);

/// Some keys present, the others absent, and up to `unknown` of the free ones unknown.
Context random_context(Random& random, std::size_t unknown, const RandomConditionOptions& options);

}  // namespace orgsim::reference

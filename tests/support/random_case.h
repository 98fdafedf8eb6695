#pragma once

#include "tests/support/random_policy.h"

namespace orgsim::reference {

/// What random cases may contain.
struct RandomCaseOptions {
  RandomPolicyOptions policies;
  std::size_t unknown = 0;  // Keys, at most.
  bool providers = true;
  bool special_actions = true;  // Those with rules of their own.
  bool block_public_access = true;
  bool key_grants = true;
  bool unknown_resource_policies = false;
};

/// A caller of account 111111111111, or one without account.
Caller random_caller(Random& random, const RandomCaseOptions& options);

/// A whole case that AWS could meet: layers that cannot exist for the caller do not.
Case random_case(Random& random, const RandomCaseOptions& options);

/// The case of a seed: small seeds are small cases.
Case random_case_of(unsigned seed, RandomCaseOptions options);

}  // namespace orgsim::reference

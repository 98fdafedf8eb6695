#pragma once

#include "tests/support/random_condition.h"
#include "tests/support/reference_statement.h"

namespace orgsim::reference {

/// What random policies may contain.
struct RandomPolicyOptions {
  std::size_t size = 4;  // Grows with the seed, so that the first failure is a small one.
  RandomConditionOptions conditions;
  bool short_arns = true;
  bool invalid_actions = true;  // Which never match.
  bool not_principal_allow = false;
  bool statements_without_principal = true;  // In resource-based policies: they name nobody.
  bool documents_of_2008 = true;
  bool uncertain_denies = false;  // As a lenient reader keeps them.
};

/// An action pattern, more often than not one that matches.
std::string random_action_pattern(Random& random, const std::string& action,
                                  const RandomPolicyOptions& options);

/// A resource pattern, more often than not one that matches.
std::string random_resource_pattern(Random& random, const std::string& resource,
                                    const RandomPolicyOptions& options);

/// A principal entry, more often than not one that names the caller.
PrincipalEntry random_principal(Random& random, const Caller& caller);

/// A statement for a policy of the layer that bears on `request`, whose policies need not exist
/// yet.
Statement random_statement(Random& random, Layer layer, const Case& request,
                           const RandomPolicyOptions& options);

PolicyDocument random_document(Random& random, Layer layer, const Case& request,
                               const RandomPolicyOptions& options);

Documents random_documents(Random& random, Layer layer, const Case& request,
                           const RandomPolicyOptions& options);

}  // namespace orgsim::reference

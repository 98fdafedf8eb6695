#pragma once

#include <vector>

#include "sim/graph/access_graph.h"
#include "sim/organization/authorizer.h"

namespace orgsim::sim {

/// Each rule appends the edges of its techniques, in any order.

/// A person becomes the role of each permission set assigned to it or to one of its groups.
/// Source: IAM Identity Center User Guide, "Assign user or group access to AWS accounts".
void add_permission_set_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges);

/// A user or role becomes a role whose trust policy lets it, with its own permission where the
/// trust only delegates, under the SCPs of the caller and the RCPs of the role. Source: IAM User
/// Guide, "Methods to assume a role" and "Policy evaluation logic".
void add_assume_role_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges);

/// Who may rewrite the trust policy of a role of its account becomes the role: a trust that names
/// the writer needs no permission of its own. Roles of Identity Center and service-linked roles
/// cannot be rewritten. Source: IAM User Guide, "Update a role trust policy".
void add_trust_rewrite_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges);

/// The ways from the management account, or from a delegated administrator of the service, into
/// member accounts: Identity Center administration and group membership, service-managed StackSets,
/// `sts:AssumeRoot`.
/// Source: AWS Organizations User Guide, "AWS services that you can use with AWS Organizations".
void add_organization_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges);

/// How an outcome lets an edge hold.
constexpr Truth holds(Outcome outcome) {
  return outcome == Outcome::Allow         ? Truth::Yes
         : outcome == Outcome::Conditional ? Truth::Unknown
                                           : Truth::No;
}

}  // namespace orgsim::sim

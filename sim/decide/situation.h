#pragma once

#include "sim/decide/match.h"
#include "sim/decide/request.h"

namespace orgsim::sim {

/// The facts of a request that decide which layers bear on it and how they combine; none of them
/// hangs on context.
/// Source: IAM User Guide, "Policy evaluation logic"; AWS Organizations User Guide, "Service
/// control policies (SCPs)" and "Resource control policies (RCPs)".
struct Situation {
  bool principal = false;      // The caller has policies of its own.
  bool full_identity = false;  // A root user: every permission of its account.
  bool same_account = false;
  bool explicit_trust = false;      // The resource policy must allow even within the account.
  bool identity_suffices = false;   // No resource policy is asked.
  bool session_required = false;    // Without session policy the session has no permissions.
  bool grants_are_limited = false;  // A root session: no grant survives its task policy.
  // S3 Block Public Access voids the grants of the resource policy for this caller.
  Truth grants_suspended = Truth::No;
  bool resource_denies = true;  // Denies of the resource policy count.

  bool asks_identity = false;
  bool asks_boundary = false;
  bool asks_session = false;
  bool asks_scps = false;
  bool asks_rcps = false;
  bool asks_resource = false;
  bool asks_endpoint = false;

  bool service_allows = false;  // Whoever asks is told who they are.
  std::optional<Refusal> refusal;
};

Situation situation_of(const LayeredPolicies& policies, const Request& request);

/// How a grant counts for the caller: to the root user its account's grant is its own, and no grant
/// survives the task policy of a root session.
/// Source: IAM User Guide, "Perform a privileged task on an AWS Organizations member account".
GrantClass class_for(GrantClass grant, const Caller& caller, const Situation& situation);

}  // namespace orgsim::sim

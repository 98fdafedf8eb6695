#pragma once

#include "sim/decide/request.h"
#include "sim/decide/situation.h"

namespace orgsim::sim {

/// Whether the service allows the action whatever policies say: `sts:GetCallerIdentity` to
/// everybody with credentials.
/// Source: AWS STS API Reference, "GetCallerIdentity".
bool service_allows(const Request& request);

/// Why the service refuses the action whatever policies say; nothing when it does not.
std::optional<Refusal> service_refuses(const LayeredPolicies& policies, const Request& request);

/// Whether the resource policy must allow even within the account: role trust and KMS keys.
/// Source: IAM User Guide, "How permissions and policies provide access management"; AWS KMS
/// Developer Guide, "Key policies in AWS KMS".
bool needs_explicit_trust(const Request& request);

/// Whether the caller's own policies suffice, whoever owns the resource: passing a role, privileged
/// tasks on a member's root, a session token for oneself.
/// Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service" and
/// "Perform a privileged task on an AWS Organizations member account".
bool identity_suffices(const Request& request);

/// Whether this is a user or root asking for a session token, which takes no permission.
/// Source: AWS STS API Reference, "GetSessionToken".
bool is_own_session_token(const Request& request);

/// Whether the caller is the root user, or a root session, that repairs a bucket or queue policy
/// of its own account: then that policy cannot deny it.
/// Source: Amazon S3 User Guide, "Bucket policies"; IAM User Guide, "Perform a privileged task
/// ...".
bool repairs_own_policy(const Request& request, bool root_session);

}  // namespace orgsim::sim

#pragma once

#include "sim/request.h"
#include "sim/situation.h"

namespace orgsim::sim {

/// What the service of the action decides by itself: GetCallerIdentity for everybody with
/// credentials; never a change of AWS managed policies, of roles that Identity Center or a service
/// owns, of AWS's key aliases, an `sts:AssumeRole` by a root user, or an action that Organizations
/// leaves to the management account.
/// Source: IAM User Guide, "AWS managed policies", "Create a service-linked role" and "IAM and AWS
/// STS quotas"; AWS STS API Reference; AWS Organizations User Guide.
ServiceRule service_rule(const LayeredPolicies& policies, const Request& request);

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

#pragma once

#include <string_view>

#include "tests/support/reference_case.h"

/// What single services add to the general rules.
namespace orgsim::reference {

/// Whether RCPs cover the action. Source: AWS Organizations User Guide, "Resource control policies
/// (RCPs)", list of services of 2026-09-26.
bool rcps_cover(std::string_view action);

/// Whether the resource's own policy has to allow even inside its account: trust policies of roles
/// and policies of KMS keys.
bool needs_explicit_trust(const Case& request);

/// Whether the action is decided by the caller's side alone: passing a role is no call, and the
/// root of a member account has no policy.
bool ignores_resource_policy(const Case& request);

/// Whether the root user of a bucket's owner uses its right to mend a bucket policy that locks
/// everybody out. Source: Amazon S3 User Guide, "Bucket policies".
bool mends_bucket_policy(const Case& request);

/// Whether the grant of a key covers the operation in this context.
/// Source: AWS KMS Developer Guide, "Grants in AWS KMS".
bool key_grant_applies(const KeyGrant& grant, const Case& request, const Context& context);

/// Whether the service refuses whatever policies say.
bool refused_by_service(const Case& request);

/// Whether an Allow of the bucket policy is not provably limited to known callers.
/// Source: Amazon S3 User Guide, "The meaning of public".
bool is_public(const PolicyDocument& bucket_policy);

}  // namespace orgsim::reference

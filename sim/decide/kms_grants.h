#pragma once

#include "model/policy.h"
#include "model/resource.h"

namespace orgsim::sim {

/// The policy of the key that a grant amounts to: it allows its grantee its operations, in its
/// encryption context. Read without variables, and operations with wildcards are none.
/// Source: AWS KMS Developer Guide, "Grants in AWS KMS".
PolicyDocument grant_document(const KeyGrant& grant);

}  // namespace orgsim::sim

#pragma once

#include <string>

#include "io/read/organization_references.h"

namespace orgsim::io {

/// Who carries the policies that are read: decides which managed policies may be attached.
struct PolicyHolder {
  std::string account;     // Id; empty for a permission set, which is of no account.
  bool collected = false;  // Whether the account lists its managed policies.
};

/// An entry of `policies`: a document, or `{"name", "doc"}`.
InlinePolicy read_inline_policy(const JsonValue& json, OrganizationReading& reading);

/// `policies`, `managed_policies` (ARNs) and `permissions_boundary` (a document in place, or the
/// ARN of a managed policy) of one holder.
IdentityPolicies read_identity_policies(JsonCursor& cursor, const PolicyHolder& holder,
                                        OrganizationReading& reading);

/// The managed policy of an ARN. An AWS managed policy whose text neither the input nor we have is
/// there without text; a customer managed policy must be one of the holder's account, and one of
/// its list where the account has a list.
std::optional<Index<ManagedPolicy>> managed_policy(const std::string& arn, SourceLocation where,
                                                   const PolicyHolder& holder,
                                                   OrganizationReading& reading);

}  // namespace orgsim::io

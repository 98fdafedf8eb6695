#pragma once

#include "io/read/json_value.h"
#include "model/policy.h"

namespace orgsim::io {

/// What a policy document is attached to, which decides the elements it may have. Permissions
/// boundaries and session policies are of the identity family.
/// Source: IAM User Guide, "IAM JSON policy element reference"; AWS Organizations User Guide,
/// "SCP syntax" and "RCP syntax".
enum class PolicyKind { Identity, Resource, Trust, Scp, Rcp, KmsKey, VpcEndpoint };

/// What to do with a document that AWS would not store.
enum class PolicyMode {
  Strict,   // Refuse it.
  Lenient,  // Drop its invalid Allows, keep its invalid Denies as uncertain ones.
  /// Refuse it, but for what test suites leave out or add without changing the meaning: a principal
  /// in an identity-based policy (which must then name the caller), none in an endpoint policy
  /// (everybody), none in a resource-based one (nobody), `NotPrincipal` with Allow (everybody
  /// else), a resource policy or SCP without resource, a trust policy with one, any `Sid`, account
  /// ids of other than twelve digits.
  Tolerant,
};

/// Reads a policy document and checks its grammar. Every problem is returned, not the first;
/// warnings are left out.
Result<PolicyDocument> read_policy(const JsonValue& json, PolicyKind kind);

/// The same from text.
Result<PolicyDocument> read_policy(std::string_view text, std::uint32_t file, PolicyKind kind);

/// The same with a choice, and with every problem and warning appended to `diagnostics`. The
/// document is to be used only if this added no error.
PolicyDocument read_policy(const JsonValue& json, PolicyKind kind, PolicyMode mode,
                           Diagnostics& diagnostics);

}  // namespace orgsim::io

#pragma once

#include "io/read/json_value.h"
#include "model/policy.h"

namespace orgsim::io {

/// What a policy document is attached to, which decides the elements it may have.
/// Source: IAM User Guide, "IAM JSON policy element reference"; AWS Organizations User Guide,
/// "SCP syntax" and "RCP syntax".
enum class PolicyKind { Identity, Resource, Trust, Scp, Rcp };

/// Reads a policy document and checks its grammar. Every problem is returned, not the first.
Result<PolicyDocument> read_policy(const JsonValue& json, PolicyKind kind);

/// The same from text.
Result<PolicyDocument> read_policy(std::string_view text, std::uint32_t file, PolicyKind kind);

}  // namespace orgsim::io

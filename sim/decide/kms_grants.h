#pragma once

#include "sim/decide/match.h"

namespace orgsim::sim {

/// Whether a grant covers the request: its operation and encryption context. Who is granted is
/// another question.
/// Source: AWS KMS Developer Guide, "Grants in AWS KMS".
Truth grant_applies(const KmsGrant& grant, const Request& request, const Context& context);

/// How the grant names the caller, like an entry of `Principal`.
GrantClass grant_class(const KmsGrant& grant, const Caller& caller);

}  // namespace orgsim::sim

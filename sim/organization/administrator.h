#pragma once

#include "sim/decide/truth.h"
#include "sim/organization/authorizer.h"

namespace orgsim::sim {

/// Whether the principal's own permissions, after its boundary, allow every action on every
/// resource. Ceilings of the organization do not count: they apply to everybody in the account
/// alike. `Unknown` when that hangs on a condition or on a text that was not collected.
Truth is_administrator(const Authorizer& authorizer, const Principal& principal);

}  // namespace orgsim::sim

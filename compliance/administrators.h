#pragma once

#include <vector>

#include "compliance/access.h"

namespace orgsim::compliance {

/// The attempts of which each makes the asker an administrator of its account: to write a policy
/// onto an arbitrary role or user, or to rewrite an arbitrary policy.
/// Source: IAM User Guide, "Permissions management access level".
std::vector<Attempt> administration_attempts(const Premises& premises, Index<sim::Principal> asker);

/// Whether one of them cannot be ruled out.
bool is_administrator(const Premises& premises, Index<sim::Principal> principal);

/// The same for everybody else as well: root users and hypothetical administrators always do.
bool administers(const Premises& premises, Index<sim::Principal> index);

}  // namespace orgsim::compliance

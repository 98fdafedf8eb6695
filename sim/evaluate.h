#pragma once

#include "sim/decision.h"
#include "sim/request.h"

namespace orgsim::sim {

/// What AWS decides, with every layer's own result. `Conditional` when it hangs on context that is
/// not known; then `unmet` lists the open conditions.
/// Source: IAM User Guide, "Policy evaluation logic"; AWS Organizations User Guide, "SCP
/// evaluation" and "RCP evaluation".
Decision explain(const LayeredPolicies& policies, const Request& request);

}  // namespace orgsim::sim

#pragma once

#include "sim/decide/decision.h"
#include "sim/decide/request.h"

namespace orgsim::sim {

/// What AWS decides. `Conditional` when it hangs on context that is not known. Unknown keys are
/// tried with every kind of value that the policies tell apart, so that what holds for all of them
/// is certain.
/// Source: IAM User Guide, "Policy evaluation logic"; AWS Organizations User Guide, "SCP
/// evaluation" and "RCP evaluation".
Outcome decide(const LayeredPolicies& policies, const Request& request);

/// The same for whoever does not ask which kind of deny it is: where nothing allows, one that is
/// explicit in every context may be called implicit. For the millions.
Outcome permission(const LayeredPolicies& policies, const Request& request);

/// The same without trying values: certain answers are right, but some that `decide` knows are
/// conditional. For the millions.
Outcome estimate(const LayeredPolicies& policies, const Request& request);

/// The same answer as `decide`, with every layer's own result and its reasons.
Decision explain(const LayeredPolicies& policies, const Request& request);

}  // namespace orgsim::sim

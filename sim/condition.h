#pragma once

#include "model/policy.h"
#include "sim/context.h"
#include "sim/truth.h"

namespace orgsim::sim {

/// Whether one condition of a statement holds. `Unknown` when its key is not known, and for the
/// comparisons that are not evaluated yet (numbers, dates, addresses, binary).
/// Source: IAM JSON policy elements: Condition operators; "Multivalued context keys".
Truth holds(const Condition& condition, PolicyVersion version, const Context& context);

}  // namespace orgsim::sim

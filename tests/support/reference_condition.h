#pragma once

#include "model/policy.h"
#include "tests/support/reference_case.h"

namespace orgsim::reference {

/// Whether one condition of a statement holds in a context without unknown keys.
/// Source: IAM JSON policy elements: Condition operators; "Multivalued context keys".
bool condition_holds(const Condition& condition, PolicyVersion version, const Context& context);

}  // namespace orgsim::reference

#pragma once

#include <functional>

#include "tests/support/reference_case.h"

namespace orgsim::reference {

/// The case without everything that can be left out while `fails` stays true: layers, levels,
/// policies, statements, patterns, conditions, values, context keys. `fails(request)` must be true.
Case shrunk(Case request, const std::function<bool(const Case&)>& fails);

}  // namespace orgsim::reference

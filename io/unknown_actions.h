#pragma once

#include "model/diagnostic.h"
#include "model/organization.h"

namespace orgsim::io {

/// A warning for each action pattern of a policy that names no action AWS lists, at the first
/// statement that has it: it is misspelt, or newer than our list. Policies match it as text.
/// Source: Service Authorization Reference.
Diagnostics unknown_actions(const Organization& organization);

}  // namespace orgsim::io

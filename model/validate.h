#pragma once

#include "model/organization.h"

namespace orgsim {

/// What is legal to hold but probably not meant, as warnings W52xx in the order of the records:
/// policies that have no effect, levels that deny everything, names that AWS would not allow
/// beside each other, and references to things that the input does not have.
Diagnostics validate(const Organization& organization);

/// The parts of `validate`.
void validate_tree(const Organization& organization, Diagnostics& warnings);
void validate_principals(const Organization& organization, Diagnostics& warnings);
void validate_references(const Organization& organization, Diagnostics& warnings);

}  // namespace orgsim

#pragma once

#include <string>
#include <string_view>

#include "model/result.h"
#include "scenarios/scenario.h"

namespace orgsim::scenarios {

/// Reads how a reference is spelled: its prefix, and that it is of one of `allowed`. Whether what
/// it names exists is asked of a snapshot, later.
Result<Reference> parse_reference(std::string_view text, Kinds allowed, SourceLocation where);

/// The kinds of a set as a message lists them: `account:, role:`.
std::string list_of(Kinds kinds);

/// What follows the prefix.
std::string_view body_of(const Reference& reference);

}  // namespace orgsim::scenarios

#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/policy.h"
#include "sim/decide/action.h"

namespace orgsim::sim {

/// Whether the statement's action element covers the action, whatever its resource and conditions.
bool covers_action(const Statement& statement, std::string_view action);

/// Whether some Allow of the documents' statements covers the action: without one, nothing that the
/// documents grant can be the action.
bool may_grant(const PolicyDocument& document, std::string_view action);

/// The same of one of several actions at least.
bool may_grant(const PolicyDocument& document, std::span<const ActionName> actions);

/// The entries that the `Principal` elements of Allow statements name, in order of the document.
std::vector<const PrincipalEntry*> admitted_entries(const PolicyDocument& document);

}  // namespace orgsim::sim

#pragma once

#include <string>

#include "io/read/json_cursor.h"
#include "scenarios/scenario.h"

namespace orgsim::io {

/// What a member of a file may be called, for "did you mean".
void report_unknown(const JsonMember& member, const std::string& what,
                    const std::vector<std::string>& known, Diagnostics& diagnostics);

/// Reads the members of an event or expectation as their rows say. A member that is wrong is
/// reported and left out.
scenarios::Arguments read_arguments(const JsonValue& json, const std::string& verb,
                                    std::span<const scenarios::Member> members,
                                    Diagnostics& diagnostics);

/// A reference of one of the kinds; nothing when it is wrong, which is reported.
std::optional<scenarios::Reference> read_reference(const JsonValue& json, scenarios::Kinds kinds,
                                                   Diagnostics& diagnostics);

/// Condition keys with their values, each a string, number or boolean, or a list of these.
scenarios::ContextKeys read_context(const JsonValue& json, Diagnostics& diagnostics);

}  // namespace orgsim::io

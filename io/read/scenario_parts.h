#pragma once

#include <optional>

#include "io/read/scenario_arguments.h"

namespace orgsim::io {

/// An event or expectation of a scenario: exactly one verb, and what both kinds of things share.
/// Nothing when it has no verb or several; that and every other problem is reported.
std::optional<scenarios::EventSpec> read_event(const JsonValue& json, Diagnostics& diagnostics);
std::optional<scenarios::Expectation> read_expectation(const JsonValue& json,
                                                       Diagnostics& diagnostics);

/// `report`, `fail`, `pass` or `skip`; nothing for another word, which is reported.
std::optional<scenarios::UnknownPolicy> read_unknown_policy(const JsonValue& json,
                                                            Diagnostics& diagnostics);

/// The members that events, or expectations, have beside their verb.
std::vector<std::string> shared_event_members();
std::vector<std::string> shared_expectation_members();

}  // namespace orgsim::io

#pragma once

#include <optional>
#include <span>
#include <string>

#include "io/source_files.h"
#include "io/write/paint.h"
#include "sim/closure/escalations.h"

namespace orgsim::io {

/// Who can escalate, with the techniques and the shortest way of each; with `all` everybody else
/// too.
std::string escalations_text(const sim::Authorizer& authorizer, const SourceFiles& files,
                             std::span<const sim::Escalation> escalations, bool all,
                             const Paint& paint, std::optional<std::size_t> width);

/// An array, sorted by ARN: `{"principal", "already_admin", "escalates": "yes"|"no"|"conditional",
/// "techniques": [id], "witness": [hop]}` with hops as `steps_json` writes them.
std::string escalations_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                             std::span<const sim::Escalation> escalations);

}  // namespace orgsim::io

#pragma once

#include <optional>
#include <string>

#include "io/source_files.h"
#include "io/write/paint.h"
#include "sim/organization/authorizer.h"

namespace orgsim::io {

/// A decision for a person: the answer, what decided it, then every layer in AWS's order with its
/// statements and their places, and the conditions that are open.
std::string decision_text(const sim::Authorizer& authorizer, const SourceFiles& files,
                          const sim::AccessRequest& request, const sim::Explanation& explanation,
                          const Paint& paint, std::optional<std::size_t> width);

/// The same as JSON (`"format": "orgsim-decision/1"`), described in docs/guide/decisions.md.
std::string decision_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                          const sim::AccessRequest& request, const sim::Explanation& explanation);

/// Who asks, as reports call it.
std::string name_of(const sim::Authorizer& authorizer, const sim::Asker& asker);

}  // namespace orgsim::io

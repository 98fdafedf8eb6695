#pragma once

#include <string>

#include "io/source_files.h"
#include "sim/closure/blast_radius.h"

namespace orgsim::io {

/// `orgsim-blast-radius/2`: every member of every measure with its witness, as
/// `docs/guide/blast-radius.md` describes it. Without a matrix `routes` is null.
std::string blast_radius_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                              const sim::BlastRadius& radius, const sim::RouteMatrix* matrix);

}  // namespace orgsim::io

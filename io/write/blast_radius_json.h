#pragma once

#include <string>

#include "io/source_files.h"
#include "sim/blast_radius.h"

namespace orgsim::io {

/// The blast radius as JSON (`"format": "orgsim-blast-radius/1"`), described in
/// docs/guide/blast-radius.md. Every member carries its hops, whether it is certain, and its
/// witness.
std::string blast_radius_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                              const sim::BlastRadius& radius);

}  // namespace orgsim::io

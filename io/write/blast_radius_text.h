#pragma once

#include <optional>
#include <string>

#include "io/source_files.h"
#include "io/write/paint.h"
#include "sim/blast_radius.h"

namespace orgsim::io {

/// The blast radius for a person: the numbers, then accounts, data stores, ceilings and boundaries,
/// each with who and by which way. With `everything`, every principal as well.
std::string blast_radius_text(const sim::Authorizer& authorizer, const SourceFiles& files,
                              const sim::BlastRadius& radius, const Paint& paint,
                              std::optional<std::size_t> width, bool everything);

}  // namespace orgsim::io

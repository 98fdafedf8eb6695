#pragma once

#include <optional>
#include <string>

#include "io/source_files.h"
#include "io/write/paint.h"
#include "sim/closure/blast_radius.h"

namespace orgsim::io {

/// The blast radius for a person: the numbers, then every measure, each member with who and by
/// which way. Without a matrix no ways into accounts. With `everything`, every principal as well.
std::string blast_radius_text(const sim::Authorizer& authorizer, const SourceFiles& files,
                              const sim::BlastRadius& radius, const sim::RouteMatrix* matrix,
                              const Paint& paint, std::optional<std::size_t> width,
                              bool everything);

/// The ways into accounts as a matrix, what closing each of them changes, and who is not reached.
std::string route_matrix_text(const sim::Authorizer& authorizer, const sim::RouteMatrix& matrix,
                              const Paint& paint, std::optional<std::size_t> width);

/// What can be done to what is left: controls, ceilings, names, data that is lost, ways to stay.
std::string damage_text(const sim::Authorizer& authorizer, const sim::BlastRadius& radius,
                        const Paint& paint, std::optional<std::size_t> width);

}  // namespace orgsim::io

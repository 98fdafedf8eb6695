#pragma once

#include <optional>
#include <span>
#include <string>

#include "io/source_files.h"
#include "io/write/paint.h"
#include "sim/graph/reach.h"

namespace orgsim::io {

/// The ways between two sets of principals.
struct PathsAnswer {
  std::optional<sim::Path> certain;   // The shortest that holds without open conditions.
  std::optional<sim::Path> possible;  // The shortest at all.
  std::size_t n_certain_ways = 0;     // That share no edge.
  std::size_t n_possible_ways = 0;
};

PathsAnswer find_paths(const sim::AccessGraph& graph,
                       std::span<const Index<sim::Principal>> sources,
                       std::span<const Index<sim::Principal>> targets);

std::string paths_text(const sim::Authorizer& authorizer, const SourceFiles& files,
                       const PathsAnswer& answer, const Paint& paint,
                       std::optional<std::size_t> width);

/// `{"format": "orgsim-paths/1", "certain": {"ways", "shortest": [hop] | null}, "possible":
/// {...}}`.
std::string paths_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                       const PathsAnswer& answer);

}  // namespace orgsim::io

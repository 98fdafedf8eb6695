#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "io/write/paint.h"
#include "sim/graph/become_radii.h"

namespace orgsim::io {

/// A principal with how many others fall with it.
struct RadiusRow {
  Index<sim::Principal> principal;
  std::size_t possible = 0;  // With open conditions in the attacker's favour.
  std::size_t certain = 0;
};

/// The principals with the largest possible radii, at most `n_rows`, by size and then in order of
/// the table. Stand-ins for the takeover of an account and root sessions, which nobody has, are
/// left out as footholds.
std::vector<RadiusRow> largest_radii(const sim::Authorizer& authorizer,
                                     const sim::AccessGraph& graph, std::size_t n_rows);

std::string radii_text(const sim::Authorizer& authorizer, const std::vector<RadiusRow>& rows,
                       const Paint& paint, std::optional<std::size_t> width);

std::string radii_json(const sim::Authorizer& authorizer, const std::vector<RadiusRow>& rows);

}  // namespace orgsim::io

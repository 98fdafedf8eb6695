#pragma once

#include <optional>
#include <string>

#include "io/write/paint.h"
#include "sim/closure/choke_points.h"
#include "sim/closure/dead_guards.h"
#include "sim/organization/authorizer.h"

namespace orgsim::io {

/// What a change is, as an order: `take statement 1 out of the trust policy of ...`.
std::string change_sentence(const sim::Candidate& change);

/// The changes in a table, with what each leaves of the attack and what it costs.
std::string choke_points_text(const sim::Authorizer& authorizer, const sim::ChokePoints& points,
                              const std::vector<sim::DeadGuard>& dead, const Paint& paint,
                              std::optional<std::size_t> width);

/// `orgsim-choke-points/1`, as `docs/guide/blast-radius.md` describes it.
std::string choke_points_json(const sim::Authorizer& authorizer, const sim::ChokePoints& points,
                              const std::vector<sim::DeadGuard>& dead);

}  // namespace orgsim::io

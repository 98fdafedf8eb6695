#pragma once

#include <string_view>

#include "sim/closure/blast_radius.h"

namespace orgsim::io {

/// As reports spell it: `admin`, `write`, `read`, `metadata`, `none`.
std::string_view name_of(sim::AccountLevel level);

/// `read`, `write`, `delete`.
std::string_view name_of(sim::StoreAccess access);

/// `cardholder data`, `production`, `sandbox`, `organization`.
std::string_view name_of(sim::BoundaryKind kind);
std::string_view name_of(sim::ControlKind kind);
std::string_view name_of(sim::Fate fate);
std::string_view name_of(sim::Untouched reason);

/// What a route into an account is, in a few words; its id when it has none.
std::string_view route_title(std::string_view route);

}  // namespace orgsim::io

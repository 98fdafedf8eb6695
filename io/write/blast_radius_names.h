#pragma once

#include <string_view>

#include "sim/blast_radius.h"

namespace orgsim::io {

/// As reports spell it: `admin`, `write`, `read`, `metadata`, `none`.
std::string_view name_of(sim::AccountLevel level);

/// `read`, `write`, `delete`.
std::string_view name_of(sim::StoreAccess access);

/// `cardholder data`, `production`, `sandbox`, `organization`.
std::string_view name_of(sim::BoundaryKind kind);

}  // namespace orgsim::io

#pragma once

#include <optional>
#include <string>

#include "io/write/paint.h"
#include "model/organization.h"

namespace orgsim::io {

/// The organizations as trees: OUs and accounts by name, with what is attached to each, the
/// management account and delegated administrators marked. FullAWSAccess is not shown where it is
/// attached; where SCPs are enabled and no SCP is attached at all, nothing is allowed below, and
/// the line says so.
std::string tree_text(const Organization& organization, const Paint& paint = Paint(false),
                      std::optional<std::size_t> width = std::nullopt);

}  // namespace orgsim::io

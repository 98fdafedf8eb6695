#pragma once

#include <span>
#include <string>

#include "io/source_files.h"
#include "model/organization.h"
#include "model/result.h"

namespace orgsim::io {

/// The snapshot with the inventories of the files laid over it: for their accounts, what they do
/// not list does not exist.
Result<Organization> with_inventories(const Organization& organization,
                                      std::span<const std::string> files, SourceFiles& sources);

/// The one account of the snapshot, which must be in no organization, below a root to which
/// FullAWSAccess and these SCPs are attached.
Result<Organization> with_scps(const Organization& organization, std::span<const std::string> files,
                               SourceFiles& sources);

}  // namespace orgsim::io

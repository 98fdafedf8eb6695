#pragma once

#include <span>
#include <string>

#include "io/load_organization.h"
#include "io/source_files.h"
#include "model/organization.h"
#include "model/result.h"

namespace orgsim::io {

/// The name of the built-in organization, wherever a file or folder may be named.
constexpr std::string_view kReference = "reference";

/// Reads what a user named as one organization: the built-in one, files and folders of any format.
/// Of several, a later one wins for a record of the same identity. `files` receives every text that
/// was read, so that places can be shown.
Result<Organization> load_layers(std::span<const std::string> names, const LoadOptions& options,
                                 SourceFiles& files);

/// The same, formats recognised by content.
Result<Organization> load_layers(std::span<const std::string> names, SourceFiles& files);

}  // namespace orgsim::io

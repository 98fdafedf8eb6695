#pragma once

#include <string>
#include <string_view>

#include "io/source_files.h"
#include "model/organization.h"
#include "model/result.h"

namespace orgsim::io {

struct LoadOptions {
  /// A name of `organization_formats`; empty: recognised by content.
  std::string format;
  /// Whether outputs that are not the last page are accepted, with what they lack unknown.
  bool allow_partial = false;
  /// Whether attachments of unknown policies or to unknown targets are for a check to judge; they
  /// are errors otherwise.
  bool records_unknown_attachments = false;
};

/// The formats of organizations, as `--org-format` spells them.
std::string_view organization_formats();

/// Reads an organization file, a folder of AWS CLI outputs, or the bare output of
/// `get-account-authorization-details`. Its places can be shown through `files`.
Result<Organization> load_organization(const std::string& path, const LoadOptions& options,
                                       SourceFiles& files);

/// The same, recognised by content.
Result<Organization> load_organization(const std::string& path, SourceFiles& files);

}  // namespace orgsim::io

#pragma once

#include "io/read/json_value.h"
#include "model/organization_tree.h"

namespace orgsim::io {

/// What the document of an S3 policy of AWS Organizations assigns; nothing when it assigns nothing.
/// Source: AWS Organizations User Guide, "Amazon S3 policy syntax and examples".
std::optional<S3PublicAccess> read_s3_policy(const JsonValue& document, Diagnostics& diagnostics);

}  // namespace orgsim::io

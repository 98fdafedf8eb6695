#pragma once

#include <optional>
#include <string_view>

#include "model/policy.h"

namespace orgsim::io {

/// The document of a policy that AWS maintains, for input that names it without its text. Its
/// statements are of no file. Nothing for a policy whose text we do not hold: it stays unknown.
/// Source: AWS Managed Policy Reference Guide.
std::optional<PolicyDocument> aws_managed_document(std::string_view arn);

}  // namespace orgsim::io

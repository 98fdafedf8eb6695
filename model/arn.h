#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace orgsim {

/// The six parts of an ARN, as views into the parsed text. `resource` is everything after the fifth
/// colon and may hold colons and slashes itself.
/// Source: IAM User Guide, "Identify AWS resources with Amazon Resource Names (ARNs)".
struct ArnParts {
  std::string_view partition;
  std::string_view service;
  std::string_view region;
  std::string_view account;
  std::string_view resource;
};

/// Nothing unless `text` starts with `arn:` and has at least six colon-separated parts.
std::optional<ArnParts> parse_arn(std::string_view text);

/// `arn:PARTITION:iam::ACCOUNT:RESOURCE`, for example with `role/path/Name` or `root`.
std::string iam_arn(std::string_view partition, std::string_view account,
                    std::string_view resource);

}  // namespace orgsim

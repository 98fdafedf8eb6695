#include "io/read/s3_policy.h"

#include <algorithm>

namespace orgsim::io {
namespace {

constexpr std::string_view kChildren = "@@operators_allowed_for_child_policies";

/// Whether the list of operators leaves `@@assign` to policies further down.
bool allows_assigning(const JsonValue& operators) {
  return std::ranges::any_of(operators.items, [](const JsonValue& each) {
    return each.text == "@@all" || each.text == "@@assign";
  });
}

}  // namespace

std::optional<S3PublicAccess> read_s3_policy(const JsonValue& document, Diagnostics& diagnostics) {
  const JsonValue* attributes = document.find("s3_attributes");
  const JsonValue* setting =
      attributes == nullptr ? nullptr : attributes->find("public_access_block_configuration");
  if (setting == nullptr) {
    diagnostics.push_back(
        {.code = "E1116",
         .message = "an S3 policy without `s3_attributes/public_access_block_configuration`",
         .hint = {},
         .where = document.where});
    return std::nullopt;
  }
  const JsonValue* value = setting->find("@@assign");
  const JsonValue* children = setting->find(kChildren);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->kind != JsonKind::String || (value->text != "all" && value->text != "none")) {
    diagnostics.push_back({.code = "E1116",
                           .message = "an S3 policy assigns `all` or `none`",
                           .hint = {},
                           .where = value->where});
    return std::nullopt;
  }
  return S3PublicAccess{.blocked = value->text == "all",
                        .final = children != nullptr && !allows_assigning(*children)};
}

}  // namespace orgsim::io

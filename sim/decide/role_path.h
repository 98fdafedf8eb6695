#pragma once

#include <string_view>

namespace orgsim::sim {

/// The path and name of a role, from the `/` behind `role` in its ARN on; empty for other ARNs. No
/// part of an ARN before its resource has a `/`, so that looking for one reads few characters.
inline std::string_view role_path(std::string_view role_arn) {
  const std::size_t slash = role_arn.find('/');
  const bool role = slash != std::string_view::npos && role_arn.substr(0, slash).ends_with(":role");
  return role ? role_arn.substr(slash) : std::string_view();
}

}  // namespace orgsim::sim

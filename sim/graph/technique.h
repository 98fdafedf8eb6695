#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace orgsim::sim {

/// How a principal comes to act as another. The values are in the order of the table of techniques.
enum class Technique : std::uint8_t {
  AssignedPermissionSet,
  StackSets,
  IdentityCenterAdministration,
  GroupMembership,
  AssumeRoot,
  AssumeRole,
  RewriteTrust,
};

/// What a technique is called and needs. `actions` are those the acting principal must be allowed.
struct TechniqueRow {
  Technique technique;
  std::string_view id;
  std::string_view name;
  std::span<const std::string_view> actions;
};

const TechniqueRow& row_of(Technique technique);

}  // namespace orgsim::sim

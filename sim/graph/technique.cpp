#include "sim/graph/technique.h"

#include <algorithm>
#include <array>

namespace orgsim::sim {
namespace {

constexpr std::array<std::string_view, 0> kNothing = {};
constexpr std::array kStackSets = {std::string_view("cloudformation:CreateStackSet"),
                                   std::string_view("cloudformation:CreateStackInstances")};
constexpr std::array kIdentityCenter = {std::string_view("sso:CreatePermissionSet"),
                                        std::string_view("sso:PutInlinePolicyToPermissionSet"),
                                        std::string_view("sso:CreateAccountAssignment")};
constexpr std::array kMembership = {std::string_view("identitystore:CreateGroupMembership")};
constexpr std::array kAssumeRoot = {std::string_view("sts:AssumeRoot")};
constexpr std::array kAssumeRole = {std::string_view("sts:AssumeRole")};
constexpr std::array kRewriteTrust = {std::string_view("iam:UpdateAssumeRolePolicy")};

constexpr auto kRows = std::to_array<TechniqueRow>({
    {Technique::AssignedPermissionSet, "idc-01", "permission set assignment", kNothing},
    {Technique::StackSets, "org-05", "service-managed StackSet", kStackSets},
    {Technique::IdentityCenterAdministration, "org-08", "new permission set and assignment",
     kIdentityCenter},
    {Technique::GroupMembership, "org-09", "new group membership", kMembership},
    {Technique::AssumeRoot, "org-04", "root session with a task policy", kAssumeRoot},
    {Technique::AssumeRole, "sts-001", "AssumeRole", kAssumeRole},
    {Technique::RewriteTrust, "iam-012", "trust policy rewritten", kRewriteTrust},
});
static_assert(std::ranges::is_sorted(kRows, {}, &TechniqueRow::technique));

}  // namespace

const TechniqueRow& row_of(Technique technique) {
  return kRows[static_cast<std::size_t>(technique)];
}

}  // namespace orgsim::sim

#include <algorithm>
#include <array>

#include "sim/closure/escalation_table.h"

namespace orgsim::sim {
namespace {

using enum IamGain;
using enum IamTarget;

constexpr std::string_view kPolicy = "iam:PolicyARN";
constexpr std::string_view kBoundary = "iam:PermissionsBoundary";

constexpr auto kRows = std::to_array<IamTechnique>({
    {"iam-001", Widen, AttachedPolicy, {"iam:CreatePolicyVersion"}, {}},
    {"iam-002", Become, UserFewKeys, {"iam:CreateAccessKey"}, {}},
    {"iam-003", Become, UserTwoKeys, {"iam:CreateAccessKey", "iam:DeleteAccessKey"}, {}},
    {"iam-004", Become, UserNoPassword, {"iam:CreateLoginProfile"}, {}},
    {"iam-005", Widen, Role, {"iam:PutRolePolicy"}, {}},
    {"iam-006", Become, UserPassword, {"iam:UpdateLoginProfile"}, {}},
    {"iam-007", Widen, User, {"iam:PutUserPolicy"}, {}},
    {"iam-008", Widen, User, {"iam:AttachUserPolicy"}, kPolicy},
    {"iam-009", Widen, Role, {"iam:AttachRolePolicy"}, kPolicy},
    {"iam-010", Widen, OwnGroup, {"iam:AttachGroupPolicy"}, kPolicy},
    {"iam-011", Widen, OwnGroup, {"iam:PutGroupPolicy"}, {}},
    {"iam-012", Become, RoleTrust, {"iam:UpdateAssumeRolePolicy"}, {}},
    {"iam-013", Widen, PrivilegedGroup, {"iam:AddUserToGroup"}, {}},
    {"iam-022", Unbound, BoundedUser, {"iam:DeleteUserPermissionsBoundary"}, {}},
    {"iam-023", Unbound, BoundedRole, {"iam:DeleteRolePermissionsBoundary"}, {}},
    {"iam-boundary-version", Unbound, BoundaryPolicy, {"iam:CreatePolicyVersion"}, {}},
    {"iam-put-role-boundary", Unbound, BoundedRole, {"iam:PutRolePermissionsBoundary"}, kBoundary},
    {"iam-put-user-boundary", Unbound, BoundedUser, {"iam:PutUserPermissionsBoundary"}, kBoundary},
    {"iam-set-default-version", Widen, StrongerVersion, {"iam:SetDefaultPolicyVersion"}, {}},
});
static_assert(std::ranges::is_sorted(kRows, {}, &IamTechnique::id));

struct CompositeRow {
  std::string_view rewrite;
  std::string_view become;
  std::string_view id;
};

constexpr auto kComposites = std::to_array<CompositeRow>({
    {"iam-009", "sts-001", "iam-014"},
    {"iam-008", "iam-002", "iam-015"},
    {"iam-001", "sts-001", "iam-016"},
    {"iam-005", "sts-001", "iam-017"},
    {"iam-007", "iam-002", "iam-018"},
    {"iam-009", "iam-012", "iam-019"},
    {"iam-001", "iam-012", "iam-020"},
    {"iam-005", "iam-012", "iam-021"},
});

constexpr auto kUndeny = std::to_array<std::string_view>({
    "iam:DeleteRolePolicy",
    "iam:DeleteUserPolicy",
    "iam:DetachRolePolicy",
    "iam:DetachUserPolicy",
    "iam:RemoveUserFromGroup",
});

constexpr auto kFurther = std::to_array<std::string_view>({
    "account:AcceptPrimaryEmailUpdate",
    "account:StartPrimaryEmailUpdate",
    "codebuild:UpdateProject",
    "codepipeline:UpdatePipeline",
    "ecr:PutImage",
    "iam:CreateRole",
    "iam:CreateUser",
    "iam:UpdateSAMLProvider",
    "organizations:DetachPolicy",
    "organizations:DisablePolicyType",
    "organizations:LeaveOrganization",
    "organizations:MoveAccount",
    "organizations:RemoveAccountFromOrganization",
    "organizations:UpdatePolicy",
    "route53:ChangeResourceRecordSets",
    "s3:PutObject",
    "sso-directory:UpdateExternalIdPConfigurationForDirectory",
    "sso-directory:UpdatePassword",
    "sso:AttachManagedPolicyToPermissionSet",
    "sso:PutInlinePolicyToPermissionSet",
    "sts:AssumeRole",
});

}  // namespace

std::span<const std::string_view> undeny_actions() { return kUndeny; }

std::span<const std::string_view> further_actions() { return kFurther; }

std::span<const IamTechnique> iam_techniques() { return kRows; }

std::string_view composite_id(std::string_view rewrite, std::string_view become) {
  const auto found = std::ranges::find_if(kComposites, [&](const CompositeRow& row) {
    return row.rewrite == rewrite && row.become == become;
  });
  return found == kComposites.end() ? std::string_view() : found->id;
}

}  // namespace orgsim::sim

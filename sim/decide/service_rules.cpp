#include "sim/decide/service_rules.h"

#include <algorithm>
#include <array>

#include "model/arn.h"

namespace orgsim::sim {
namespace {

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& names, std::string_view name) {
  return std::ranges::binary_search(names, name);
}

constexpr auto kPolicyChanges = std::to_array<std::string_view>(
    {"createpolicy", "createpolicyversion", "deletepolicy", "deletepolicyversion",
     "setdefaultpolicyversion", "tagpolicy", "untagpolicy"});
static_assert(std::ranges::is_sorted(kPolicyChanges));

constexpr auto kRoleChanges = std::to_array<std::string_view>(
    {"attachrolepolicy", "createrole", "createservicelinkedrole", "deleterole",
     "deleterolepermissionsboundary", "deleterolepolicy", "deleteservicelinkedrole",
     "detachrolepolicy", "passrole", "putrolepermissionsboundary", "putrolepolicy", "tagrole",
     "untagrole", "updateassumerolepolicy", "updaterole", "updateroledescription"});
static_assert(std::ranges::is_sorted(kRoleChanges));

/// Of a service-linked role its permissions and its trust.
constexpr auto kLinkedRoleChanges = std::to_array<std::string_view>(
    {"attachrolepolicy", "deleterole", "deleterolepermissionsboundary", "deleterolepolicy",
     "detachrolepolicy", "putrolepermissionsboundary", "putrolepolicy", "updateassumerolepolicy",
     "updaterole"});
static_assert(std::ranges::is_sorted(kLinkedRoleChanges));

constexpr auto kAliasChanges =
    std::to_array<std::string_view>({"createalias", "deletealias", "updatealias"});
static_assert(std::ranges::is_sorted(kAliasChanges));

/// Calls that Organizations takes from the management account and never delegates.
constexpr auto kManagementAccountCalls = std::to_array<std::string_view>(
    {"cancelhandshake", "closeaccount", "createaccount", "creategovcloudaccount",
     "deleteorganization", "deleteresourcepolicy", "deregisterdelegatedadministrator",
     "disableawsserviceaccess", "enableallfeatures", "enableawsserviceaccess",
     "inviteaccounttoorganization", "putresourcepolicy", "registerdelegatedadministrator",
     "removeaccountfromorganization"});
static_assert(std::ranges::is_sorted(kManagementAccountCalls));

/// Calls decided by the trust policy of a role.
constexpr auto kTrustCalls = std::to_array<std::string_view>(
    {"assumerole", "assumerolewithsaml", "assumerolewithwebidentity", "setcontext",
     "setsourceidentity", "tagsession"});
static_assert(std::ranges::is_sorted(kTrustCalls));

constexpr auto kBucketPolicyCalls =
    std::to_array<std::string_view>({"deletebucketpolicy", "getbucketpolicy", "putbucketpolicy"});
static_assert(std::ranges::is_sorted(kBucketPolicyCalls));

constexpr auto kQueuePolicyCalls =
    std::to_array<std::string_view>({"getqueueattributes", "setqueueattributes"});
static_assert(std::ranges::is_sorted(kQueuePolicyCalls));

bool own_account(const Request& request) {
  return request.resource_account.empty() || request.resource_account == request.caller.account;
}

/// Roles and policies that only AWS changes. Its own service-linked roles do.
std::optional<Refusal> refused_by_iam(const Request& request) {
  const std::string_view name = request.action.name();
  const auto arn = parse_arn(request.resource);
  if (arn && arn->service == "iam" && request.caller.is_principal() &&
      !request.caller.service_linked_role()) {
    if (arn->account == "aws" && arn->resource.starts_with("policy/") &&
        contains(kPolicyChanges, name)) {
      return Refusal::AwsManagedPolicy;
    }
    if (arn->resource.starts_with("role/aws-reserved/") && contains(kRoleChanges, name)) {
      return Refusal::ReservedRole;
    }
    if (arn->resource.starts_with("role/aws-service-role/") && contains(kLinkedRoleChanges, name)) {
      return Refusal::ServiceLinkedRole;
    }
  }
  return name == "passrole" && !own_account(request) ? std::optional(Refusal::RoleOfOtherAccount)
                                                     : std::nullopt;
}

std::optional<Refusal> refused_by_kms(const Request& request) {
  const auto arn = parse_arn(request.resource);
  const bool reserved = arn && arn->resource.starts_with("alias/aws/") &&
                        contains(kAliasChanges, request.action.name());
  return reserved ? std::optional(Refusal::ReservedAlias) : std::nullopt;
}

/// Only what the request itself shows: that the caller is in a member account, because SCPs bind
/// it, or in the management account.
std::optional<Refusal> refused_by_organizations(const LayeredPolicies& policies,
                                                const Request& request) {
  const Caller& caller = request.caller;
  if (request.action.name() == "leaveorganization" && caller.in_management_account) {
    return Refusal::ManagementAccountStays;
  }
  const bool refused = !policies.scp_levels.empty() && !caller.in_management_account &&
                       !caller.delegated_administrator &&
                       contains(kManagementAccountCalls, request.action.name());
  return refused ? std::optional(Refusal::ManagementAccountOnly) : std::nullopt;
}

std::optional<Refusal> refused_by_sts(const Request& request) {
  const Caller& caller = request.caller;
  const bool root = caller.kind == CallerKind::RootUser;
  if (request.action.name() == "assumerole") {
    return root ? std::optional(Refusal::RootUserAssumesRole) : std::nullopt;
  }
  if (request.action.name() != "assumeroot") {
    return std::nullopt;
  }
  const bool administers = caller.in_management_account || caller.delegated_administrator;
  return root || !administers ? std::optional(Refusal::NeedsRootAdministration) : std::nullopt;
}

}  // namespace

bool service_allows(const Request& request) {
  return request.action.lower() == "sts:getcalleridentity" && request.caller.is_principal();
}

std::optional<Refusal> service_refuses(const LayeredPolicies& policies, const Request& request) {
  const std::string_view service = request.action.service();
  if (service == "iam") {
    return refused_by_iam(request);
  }
  if (service == "kms") {
    return refused_by_kms(request);
  }
  if (service == "organizations") {
    return refused_by_organizations(policies, request);
  }
  return service == "sts" ? refused_by_sts(request) : std::nullopt;
}

bool needs_explicit_trust(const Request& request) {
  const std::string_view service = request.action.service();
  if (service == "sts") {
    return contains(kTrustCalls, request.action.name());
  }
  return service == "kms" && request.resource.find(":key/") != std::string::npos;
}

bool identity_suffices(const Request& request) {
  return request.action.lower() == "iam:passrole" || request.action.lower() == "sts:assumeroot" ||
         is_own_session_token(request);
}

bool is_own_session_token(const Request& request) {
  return request.action.lower() == "sts:getsessiontoken" &&
         (request.caller.kind == CallerKind::User || request.caller.kind == CallerKind::RootUser);
}

bool repairs_own_policy(const Request& request, bool root_session) {
  if (request.caller.kind != CallerKind::RootUser || !own_account(request)) {
    return false;
  }
  const std::string_view service = request.action.service();
  return (service == "s3" && contains(kBucketPolicyCalls, request.action.name())) ||
         (service == "sqs" && root_session && contains(kQueuePolicyCalls, request.action.name()));
}

}  // namespace orgsim::sim

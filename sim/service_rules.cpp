#include "sim/service_rules.h"

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
bool is_protected_iam_object(const Request& request) {
  const auto arn = parse_arn(request.resource);
  if (!arn || arn->service != "iam" || request.caller.service_linked_role() ||
      !request.caller.is_principal()) {
    return false;
  }
  const std::string_view name = request.action.name();
  if (arn->resource.starts_with("policy/")) {
    return arn->account == "aws" && contains(kPolicyChanges, name);
  }
  return (arn->resource.starts_with("role/aws-reserved/") && contains(kRoleChanges, name)) ||
         (arn->resource.starts_with("role/aws-service-role/") &&
          contains(kLinkedRoleChanges, name));
}

bool is_reserved_alias(const Request& request) {
  const auto arn = parse_arn(request.resource);
  return arn && arn->resource.starts_with("alias/aws/") &&
         contains(kAliasChanges, request.action.name());
}

/// Only what the request itself shows: that the caller is in a member account, because SCPs bind
/// it, or in the management account.
bool is_refused_by_organizations(const LayeredPolicies& policies, const Request& request) {
  const Caller& caller = request.caller;
  if (request.action.name() == "leaveorganization") {
    return caller.in_management_account;
  }
  return !policies.scp_levels.empty() && !caller.in_management_account &&
         !caller.delegated_administrator &&
         contains(kManagementAccountCalls, request.action.name());
}

bool is_refused_by_sts(const Request& request) {
  const bool root = request.caller.kind == CallerKind::RootUser;
  if (request.action.name() == "assumerole") {
    return root;
  }
  return request.action.name() == "assumeroot" &&
         (root ||
          !(request.caller.in_management_account || request.caller.delegated_administrator));
}

bool is_refused(const LayeredPolicies& policies, const Request& request) {
  const std::string_view service = request.action.service();
  if (service == "iam") {
    return is_protected_iam_object(request) ||
           (request.action.name() == "passrole" && !own_account(request));
  }
  if (service == "kms") {
    return is_reserved_alias(request);
  }
  if (service == "organizations") {
    return is_refused_by_organizations(policies, request);
  }
  return service == "sts" && is_refused_by_sts(request);
}

}  // namespace

ServiceRule service_rule(const LayeredPolicies& policies, const Request& request) {
  if (request.action.lower() == "sts:getcalleridentity" && request.caller.is_principal()) {
    return ServiceRule::AlwaysAllows;
  }
  return is_refused(policies, request) ? ServiceRule::NeverSucceeds : ServiceRule::None;
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

#include "sim/decide/situation.h"

#include <algorithm>

#include "sim/decide/rcp_services.h"
#include "sim/decide/role_path.h"
#include "sim/decide/s3_public.h"
#include "sim/decide/service_rules.h"

namespace orgsim::sim {
namespace {

/// Public buckets stay open to services and to the account that owns them.
/// Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage".
Truth block_public_access_applies(const LayeredPolicies& policies, const Request& request,
                                  bool same_account) {
  const bool may_apply =
      request.s3_block_public_access != Truth::No && request.action.service() == "s3" &&
      policies.resource.has_value() && request.caller.kind != CallerKind::Service &&
      !(request.caller.is_principal() && same_account) &&
      std::ranges::any_of(*policies.resource, [&](PolicyRef policy) {
        return is_public(policy->document(), request.assumptions.newer_keys_confine_buckets);
      });
  return may_apply ? request.s3_block_public_access : Truth::No;
}

/// SCPs follow the caller's account, but not into the management account, and never bind
/// service-linked roles.
bool scps_bind(const Caller& caller, bool linked_role, const Assumptions& assumptions) {
  const bool bound = caller.is_principal() || (assumptions.scps_bind_federated &&
                                               caller.kind == CallerKind::FederatedProvider);
  return bound && !caller.in_management_account && !linked_role;
}

/// RCPs follow the resource's account, and bind everybody but service-linked roles and the services
/// that assume them. Retiring a grant is decided by the grant.
bool rcps_bind(const Request& request, bool linked_role) {
  const bool service_takes_its_role =
      request.caller.kind == CallerKind::Service && request.action.name() == "assumerole" &&
      request.resource.find(":role/aws-service-role/") != std::string::npos;
  const std::string_view service = request.action.service();
  const bool supported =
      supports_rcps(service) || (service == "es" && request.assumptions.rcps_bind_opensearch);
  const bool spared =
      request.action.lower() == "kms:retiregrant" ||
      (request.action.lower() == "sts:assumeroot" && !request.assumptions.rcps_bind_assume_root);
  return !linked_role && !service_takes_its_role && !spared && supported;
}

/// Roles that act for AWS, beyond its policies.
bool acts_for_service(const Request& request) {
  return request.caller.service_linked_role() ||
         (request.assumptions.stackset_exec_is_service_linked &&
          role_path(request.caller.role_arn).starts_with("/stacksets-exec-"));
}

/// Where only the ceilings decide, the caller's own policies and the resource's are not asked.
void ask_ceilings_only(Situation& situation) {
  situation.full_identity = true;
  situation.identity_suffices = true;
  situation.asks_identity = false;
  situation.asks_boundary = false;
  situation.asks_session = false;
  situation.session_required = false;
  situation.asks_resource = false;
}

}  // namespace

Situation situation_of(const LayeredPolicies& policies, const Request& request) {
  const Caller& caller = request.caller;
  const bool linked_role = acts_for_service(request);
  const bool root = caller.kind == CallerKind::RootUser;
  const bool own_policies = caller.is_principal() && !root;
  Situation result{
      .principal = caller.is_principal(),
      .full_identity = root || is_own_session_token(request),
      .same_account =
          request.resource_account.empty() || request.resource_account == caller.account,
      .explicit_trust = needs_explicit_trust(request),
      .identity_suffices = identity_suffices(request),
      .session_required = caller.kind == CallerKind::FederatedUser,
      .asks_identity = own_policies,
      .asks_boundary = own_policies && !linked_role && policies.boundary.has_value(),
      .asks_session = caller.is_principal() && !linked_role && policies.session.has_value(),
      .asks_scps =
          !policies.scp_levels.empty() && scps_bind(caller, linked_role, request.assumptions),
      .asks_rcps = !policies.rcp_levels.empty() && rcps_bind(request, linked_role)};
  result.grants_are_limited = root && result.asks_session;
  result.resource_denies = !repairs_own_policy(request, result.asks_session);
  result.asks_resource = !result.identity_suffices &&
                         (policies.resource.has_value() || request.resource_policy_unknown);
  result.asks_endpoint = policies.endpoint.has_value() && !linked_role &&
                         (caller.is_principal() || caller.kind == CallerKind::Anonymous);
  result.grants_suspended = block_public_access_applies(policies, request, result.same_account);
  result.service_allows = service_allows(request);
  if (result.service_allows && !request.assumptions.caller_identity_ignores_ceilings) {
    result.service_allows = false;
    ask_ceilings_only(result);
  }
  result.refusal = service_refuses(policies, request);
  return result;
}

GrantClass class_for(GrantClass grant, const Caller& caller, const Situation& situation) {
  if (caller.kind != CallerKind::RootUser || grant == GrantClass::None) {
    return grant;
  }
  return situation.grants_are_limited ? GrantClass::RoleOfSession : GrantClass::Direct;
}

}  // namespace orgsim::sim

#include "sim/organization/request_assembly.h"

#include <algorithm>
#include <array>

#include "model/arn.h"
#include "model/overload.h"
#include "model/text.h"
#include "sim/organization/public_access.h"

namespace orgsim::sim {
namespace {

bool is_trust_action(std::string_view action) {
  constexpr auto kActions = std::to_array<std::string_view>(
      {"sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity",
       "sts:setcontext", "sts:setsourceidentity", "sts:tagsession"});
  return std::ranges::binary_search(kActions, action);
}

/// Whether every resource of the account was collected, so that one that is not held carries no
/// policy.
bool resources_are_complete(const Organization& organization, std::string_view account) {
  const auto index = organization.find_account(account);
  const auto& evidence = organization.tables().evidence;
  if (!index || !evidence) {
    return false;
  }
  const auto found = (*evidence)->accounts.find(*index);
  return found != (*evidence)->accounts.end() &&
         found->second.domains.contains(EvidenceDomain::Resources);
}

CallerKind caller_kind(PrincipalKind kind) {
  switch (kind) {
    case PrincipalKind::RootUser:
    case PrincipalKind::RootSession:
      return CallerKind::RootUser;
    case PrincipalKind::User:
      return CallerKind::User;
    case PrincipalKind::Role:
    case PrincipalKind::Person:
    case PrincipalKind::HypotheticalAdministrator:
      return CallerKind::RoleSession;
  }
  return CallerKind::Anonymous;
}

std::string session_arn(std::string_view partition, std::string_view account, std::string_view role,
                        std::string_view session) {
  return "arn:" + std::string(partition) + ":sts::" + std::string(account) + ":assumed-role/" +
         std::string(role) + "/" + std::string(session);
}

}  // namespace

RequestAssembly::RequestAssembly(const Authorizer& authorizer, const AccessRequest& request)
    : authorizer_(authorizer),
      organization_(authorizer.organization()),
      asked_(request),
      action_(to_lower(request.action)),
      service_(std::string_view(action_).substr(0, action_.find(':'))) {
  facts_.organization = &organization_;
  facts_.action = action_;
  facts_.service_prefix = service_;
  facts_.resource = request.resource;
  facts_.stated = request.context;
  std::visit(Overload{[&](Index<Principal> index) { of_principal(index); },
                      [&](const ServiceCaller& service) { of_service(service); },
                      [&](const AnonymousCaller&) {},
                      [&](const OutsideCaller& outsider) { of_outsider(outsider); }},
             request.asker);
  of_resource();
  if (request.session_policies) {
    layers_.session = request.session_policies;
  }
  leave_out();
}

Request RequestAssembly::request() const {
  return {.caller = caller_,
          .action = std::string(asked_.action),
          .resource = std::string(asked_.resource),
          .resource_account = resource_account_,
          .s3_block_public_access = blocks_public_access_,
          .resource_policy_unknown = !resource_known_,
          .assumptions = authorizer_.assumptions()};
}

const AccountCeilings& RequestAssembly::ceilings_of(Index<Account> account) const {
  return asked_.ceilings != nullptr ? (*asked_.ceilings)[account] : authorizer_.ceilings(account);
}

void RequestAssembly::of_principal(Index<Principal> index) {
  const Principal& principal = authorizer_.principals()[index];
  facts_.principal = &principal;
  caller_.kind = caller_kind(principal.kind);
  layers_.identity = asked_.identity.value_or(principal.identity);
  if (principal.boundary) {
    layers_.boundary = *principal.boundary;
  }
  if (principal.session) {
    layers_.session = *principal.session;
  }
  if (!principal.account) {
    return;
  }
  caller_.account = organization_.accounts()[*principal.account].id.text();
  caller_.in_management_account = organization_.is_management_account(*principal.account);
  caller_.delegated_administrator = administers(*principal.account);
  layers_.scp_levels = ceilings_of(*principal.account).scps;
  name_caller(principal);
}

/// Whether the account administers IAM for the organization, for `sts:AssumeRoot`.
/// Source: IAM User Guide, "Centrally manage root access for member accounts".
bool RequestAssembly::administers(Index<Account> account) const {
  const auto index =
      action_ == "sts:assumeroot" ? organization_.organization_of(account) : std::nullopt;
  if (!index) {
    return false;
  }
  const auto& delegated = (*organization_.tables().organizations)[*index].delegated_administrators;
  if (!delegated) {
    return false;
  }
  const auto found = delegated->find("iam.amazonaws.com");
  return found != delegated->end() && found->second.contains(account);
}

void RequestAssembly::name_caller(const Principal& principal) {
  const OrganizationTables& tables = organization_.tables();
  caller_.arn = principal.arn.substr(0, principal.arn.find(' '));
  if (caller_.kind == CallerKind::RoleSession) {
    caller_.role_arn = principal.arn;
    caller_.arn =
        session_arn(tables.partition, caller_.account, principal.name, asked_.session_name);
  }
  if (const auto* role = std::get_if<Index<Role>>(&principal.origin)) {
    caller_.unique_id = (*tables.roles)[*role].unique_id;
  } else if (const auto* user = std::get_if<Index<User>>(&principal.origin)) {
    caller_.unique_id = (*tables.users)[*user].unique_id;
  }
}

void RequestAssembly::of_service(const ServiceCaller& service) {
  facts_.service = &service;
  caller_.kind = CallerKind::Service;
  caller_.arn = service.name;
  caller_.named_by_everyone = authorizer_.assumptions().everyone_names_services;
}

void RequestAssembly::of_outsider(const OutsideCaller& outsider) {
  facts_.outsider = &outsider;
  caller_.kind = CallerKind::RoleSession;
  caller_.arn = outsider.arn;
  caller_.role_arn = outsider.arn;
  caller_.account = outsider.account;
  everything_ = {authorizer_.documents().everything()};
  layers_.identity = everything_;
}

/// The owner of the resource and the policy it carries.
void RequestAssembly::of_resource() {
  const auto arn = parse_arn(asked_.resource);
  resource_account_ = asked_.resource_account;
  if (arn) {
    facts_.resource_region = arn->region;
    if (resource_account_.empty()) {
      resource_account_ = arn->account;
    }
  }
  find_resource(arn.has_value(), arn ? arn->account : "", arn ? arn->resource : "");
  if (resource_account_.empty() && (resource_known_ || !arn)) {
    resource_account_ = caller_.account;
  }
  facts_.resource_account = resource_account_;
  facts_.resource_account_index = organization_.find_account(resource_account_);
  const bool minds_rcps = arn || authorizer_.assumptions().rcps_of_caller_bind_wildcard_actions;
  if (facts_.resource_account_index && minds_rcps) {
    layers_.rcp_levels = ceilings_of(*facts_.resource_account_index).rcps;
  }
  if (!resource_policies_.empty()) {
    layers_.resource = resource_policies_;
  }
}

void RequestAssembly::find_resource(bool has_arn, std::string_view arn_account,
                                    std::string_view arn_resource) {
  if (is_trust_action(action_) && has_arn) {
    return of_role();
  }
  if (service_ == "iam" && has_arn) {
    return of_iam_principal();
  }
  if (service_ == "organizations" && has_arn) {
    const auto owner = organization_.find_account(arn_account);
    const auto index = owner ? organization_.organization_of(*owner) : std::nullopt;
    if (index) {
      return of_organization(*index);
    }
  }
  if (const auto resource = authorizer_.resources().find(asked_.resource)) {
    return of_known_resource(*resource);
  }
  resource_known_ =
      asked_.bare_resource ||
      (!asked_.any_policy && (!has_arn || !has_resource_policies(service_, arn_resource) ||
                              resources_are_complete(organization_, arn_account)));
}

void RequestAssembly::of_role() {
  const auto index = authorizer_.principals().find(asked_.resource);
  if (!index) {
    return;
  }
  const Principal& role = authorizer_.principals()[*index];
  resource_known_ = true;
  if (role.trust) {
    resource_policies_.push_back(authorizer_.documents()[*role.trust]);
  }
  if (const auto* record = std::get_if<Index<Role>>(&role.origin)) {
    facts_.resource_tags = &(*organization_.tables().roles)[*record].tags;
  }
}

/// IAM resources carry no policy, but tags. Source: IAM User Guide, "Tags for IAM resources".
void RequestAssembly::of_iam_principal() {
  resource_known_ = true;
  const OrganizationTables& tables = organization_.tables();
  if (const auto role = organization_.find_role(asked_.resource)) {
    facts_.resource_tags = &(*tables.roles)[*role].tags;
  } else if (const auto user = organization_.find_user(asked_.resource)) {
    facts_.resource_tags = &(*tables.users)[*user].tags;
  }
}

/// What belongs to an organization is the management account's; its delegation policy lets
/// principals of members act on it.
/// Source: AWS Organizations User Guide, "Delegated administrator for AWS Organizations".
void RequestAssembly::of_organization(Index<OrganizationRecord> index) {
  const OrganizationRecord& record = (*organization_.tables().organizations)[index];
  resource_known_ = record.delegation_policy.has_value() || record.delegation_policy_collected ||
                    caller_.in_management_account;
  if (record.delegation_policy) {
    resource_policies_.push_back(authorizer_.documents()[*record.delegation_policy]);
  }
}

void RequestAssembly::of_known_resource(Index<Resource> index) {
  const Resource& resource = (*organization_.tables().resources)[index];
  const Account& owner = organization_.accounts()[resource.account];
  resource_known_ = resource.policy_collected;
  resource_account_ = owner.id.text();
  facts_.resource_tags = &resource.tags;
  if (!resource.region.empty()) {
    facts_.resource_region = resource.region;
  }
  if (resource.policy) {
    resource_policies_.push_back(authorizer_.documents()[*resource.policy]);
  }
  if (service_ == "s3") {
    blocks_public_access_ = blocks_public_access(organization_, resource, resource.account);
  }
  for (const CompiledGrant& grant : authorizer_.documents().grants(index)) {
    resource_policies_.push_back(&grant.policy);
  }
}

void RequestAssembly::leave_out() {
  std::ranges::for_each(asked_.without, [&](Layer layer) { leave_out(layer); });
}

void RequestAssembly::leave_out(Layer layer) {
  switch (layer) {
    case Layer::Identity:
      everything_ = {authorizer_.documents().everything()};
      layers_.identity = everything_;
      break;
    case Layer::Boundary:
      layers_.boundary.reset();
      break;
    case Layer::Session:
      layers_.session.reset();
      break;
    case Layer::Scp:
      layers_.scp_levels = {};
      break;
    case Layer::Rcp:
      layers_.rcp_levels = {};
      break;
    case Layer::Resource:
      layers_.resource.reset();
      resource_known_ = true;  // To carry no policy.
      break;
    case Layer::Endpoint:
    case Layer::Service:
      break;
  }
}

}  // namespace orgsim::sim

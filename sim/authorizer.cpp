#include "sim/authorizer.h"

#include <algorithm>
#include <array>

#include "model/arn.h"
#include "model/overload.h"
#include "model/text.h"
#include "sim/evaluate.h"
#include "sim/policy_sources.h"
#include "sim/request_context.h"

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

/// Everything the evaluation needs for one request; refers to the authorizer and the request.
class RequestAssembly {
 public:
  RequestAssembly(const Authorizer& authorizer, const AccessRequest& request)
      : authorizer_(authorizer),
        organization_(authorizer.organization_),
        asked_(request),
        action_(to_lower(request.action)),
        service_(std::string_view(action_).substr(0, action_.find(':'))) {
    facts_.organization = &organization_;
    facts_.service_prefix = service_;
    facts_.resource = request.resource;
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

  const LayeredPolicies& layers() const { return layers_; }

  Request request() const {
    return {.caller = caller_,
            .action = std::string(asked_.action),
            .resource = std::string(asked_.resource),
            .resource_account = resource_account_,
            .resource_policy_unknown = !resource_known_};
  }

  const ContextFacts& facts() const { return facts_; }
  const std::string& resource_account() const { return resource_account_; }
  bool resource_known() const { return resource_known_; }
  std::optional<Index<Account>> resource_account_index() const {
    return facts_.resource_account_index;
  }
  const std::vector<PolicyRef>& resource_policies() const { return resource_policies_; }

 private:
  const AccountCeilings& ceilings_of(Index<Account> account) const {
    return asked_.ceilings != nullptr ? (*asked_.ceilings)[account] : authorizer_.ceilings(account);
  }

  void of_principal(Index<Principal> index) {
    const Principal& principal = authorizer_.principals_[index];
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
    layers_.scp_levels = ceilings_of(*principal.account).scps;
    name_caller(principal);
  }

  void name_caller(const Principal& principal) {
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

  void of_service(const ServiceCaller& service) {
    facts_.service = &service;
    caller_.kind = CallerKind::Service;
    caller_.arn = service.name;
  }

  void of_outsider(const OutsideCaller& outsider) {
    facts_.outsider = &outsider;
    caller_.kind = CallerKind::RoleSession;
    caller_.arn = outsider.arn;
    caller_.role_arn = outsider.arn;
    caller_.account = outsider.account;
    everything_ = {authorizer_.documents_.everything()};
    layers_.identity = everything_;
  }

  /// The owner of the resource and the policy it carries.
  void of_resource() {
    const auto arn = parse_arn(asked_.resource);
    resource_account_ = asked_.resource_account;
    if (arn) {
      facts_.resource_region = arn->region;
      if (resource_account_.empty()) {
        resource_account_ = arn->account;
      }
    }
    if (is_trust_action(action_) && arn) {
      of_role();
    } else if (service_ == "iam" && arn) {
      of_iam_principal();
    } else if (const auto resource = authorizer_.resources_.find(asked_.resource)) {
      of_known_resource((*organization_.tables().resources)[*resource]);
    } else {
      resource_known_ =
          asked_.bare_resource ||
          (!asked_.any_policy && (!arn || !has_resource_policies(service_, arn->resource) ||
                                  resources_are_complete(organization_, arn->account)));
    }
    if (resource_account_.empty() && (resource_known_ || !arn)) {
      resource_account_ = caller_.account;
    }
    facts_.resource_account = resource_account_;
    facts_.resource_account_index = organization_.find_account(resource_account_);
    if (facts_.resource_account_index) {
      layers_.rcp_levels = ceilings_of(*facts_.resource_account_index).rcps;
    }
    if (!resource_policies_.empty()) {
      layers_.resource = resource_policies_;
    }
  }

  void of_role() {
    const auto index = authorizer_.principals_.find(asked_.resource);
    if (!index) {
      return;
    }
    const Principal& role = authorizer_.principals_[*index];
    resource_known_ = true;
    if (role.trust) {
      resource_policies_.push_back(authorizer_.documents_[*role.trust]);
    }
    if (const auto* record = std::get_if<Index<Role>>(&role.origin)) {
      facts_.resource_tags = &(*organization_.tables().roles)[*record].tags;
    }
  }

  /// IAM resources carry no policy, but tags. Source: IAM User Guide, "Tags for IAM resources".
  void of_iam_principal() {
    resource_known_ = true;
    const OrganizationTables& tables = organization_.tables();
    if (const auto role = organization_.find_role(asked_.resource)) {
      facts_.resource_tags = &(*tables.roles)[*role].tags;
    } else if (const auto user = organization_.find_user(asked_.resource)) {
      facts_.resource_tags = &(*tables.users)[*user].tags;
    }
  }

  void of_known_resource(const Resource& resource) {
    resource_known_ = resource.policy_collected;
    resource_account_ = organization_.accounts()[resource.account].id.text();
    facts_.resource_tags = &resource.tags;
    if (!resource.region.empty()) {
      facts_.resource_region = resource.region;
    }
    if (resource.policy) {
      resource_policies_.push_back(authorizer_.documents_[*resource.policy]);
    }
  }

  void leave_out() {
    for (const Layer layer : asked_.without) {
      switch (layer) {
        case Layer::Identity:
          everything_ = {authorizer_.documents_.everything()};
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
  }

  const Authorizer& authorizer_;
  const Organization& organization_;
  const AccessRequest& asked_;
  std::string action_;
  std::string_view service_;
  LayeredPolicies layers_;
  Caller caller_;
  ContextFacts facts_;
  std::string resource_account_;
  bool resource_known_ = false;
  std::vector<PolicyRef> resource_policies_;
  std::vector<PolicyRef> everything_;
};

namespace {

/// The request with its context, which refers to the resolver.
Request in_context(const RequestAssembly& assembly, const RequestContext& resolver,
                   const AccessRequest& asked) {
  Request request = assembly.request();
  request.context = Context(resolver);
  for (const StatedKey& stated : asked.context) {
    request.context.set(stated.key, stated.value);
  }
  return request;
}

Decision explained(const RequestAssembly& assembly, const AccessRequest& asked) {
  const RequestContext resolver(assembly.facts());
  return sim::explain(assembly.layers(), in_context(assembly, resolver, asked));
}

std::vector<std::string> names(std::span<const Level> levels) {
  std::vector<std::string> result;
  for (const Level& level : levels) {
    result.push_back(level.name);
  }
  return result;
}

}  // namespace

Authorizer::Authorizer(const Organization& organization)
    : organization_(organization),
      documents_(organization),
      principals_(organization, documents_),
      resources_(organization),
      ceilings_(organization, documents_, {}) {}

Outcome Authorizer::decide(const AccessRequest& request) const {
  const RequestAssembly assembly(*this, request);
  const RequestContext resolver(assembly.facts());
  return sim::decide(assembly.layers(), in_context(assembly, resolver, request));
}

Decision Authorizer::reasons(const AccessRequest& request) const {
  return explained(RequestAssembly(*this, request), request);
}

Explanation Authorizer::explain(const AccessRequest& request) const {
  const RequestAssembly assembly(*this, request);
  Explanation result{.decision = explained(assembly, request),
                     .scp_levels = names(assembly.layers().scp_levels),
                     .rcp_levels = names(assembly.layers().rcp_levels),
                     .resource_account = assembly.resource_account(),
                     .resource_known = assembly.resource_known()};
  name_sources(*this, assembly.layers(),
               {.asker = assembly.facts().principal, .resource = std::string(request.resource)},
               result);
  return result;
}

const Statement* Authorizer::statement(const Explanation& explanation,
                                       const StatementRef& reference) const {
  const auto& document = explanation.source(reference).document;
  return document ? &organization_.document(*document).statements[reference.statement] : nullptr;
}

}  // namespace orgsim::sim

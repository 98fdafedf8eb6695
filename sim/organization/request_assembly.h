#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/organization/authorizer.h"
#include "sim/organization/request_context.h"

namespace orgsim::sim {

/// Everything the evaluation needs for one request, found in the snapshot: who calls, the policies
/// that bear on it, whose resource it is, and what context keys are derived from. Refers to the
/// authorizer and the request.
class RequestAssembly {
 public:
  RequestAssembly(const Authorizer& authorizer, const AccessRequest& request);
  RequestAssembly(const RequestAssembly&) = delete;
  RequestAssembly& operator=(const RequestAssembly&) = delete;

  const LayeredPolicies& layers() const { return layers_; }

  /// The request without its context.
  Request request() const;

  const ContextFacts& facts() const { return facts_; }
  const std::string& resource_account() const { return resource_account_; }
  bool resource_known() const { return resource_known_; }

 private:
  const AccountCeilings& ceilings_of(Index<Account> account) const;

  void of_principal(Index<Principal> index);
  void name_caller(const Principal& principal);
  void of_service(const ServiceCaller& service);
  void of_outsider(const OutsideCaller& outsider);
  bool administers(Index<Account> account) const;

  void of_resource();
  void find_resource(bool has_arn, std::string_view arn_account, std::string_view arn_resource);
  void of_role();
  void of_iam_principal();
  void of_known_resource(Index<Resource> index);
  void of_organization(Index<OrganizationRecord> index);
  void leave_out();
  void leave_out(Layer layer);

  const Authorizer& authorizer_;
  const Organization& organization_;
  const AccessRequest& asked_;
  std::string action_;  // In lower case.
  std::string_view service_;
  LayeredPolicies layers_;
  Caller caller_;
  ContextFacts facts_;
  std::string resource_account_;
  bool resource_known_ = false;
  Truth blocks_public_access_ = Truth::No;
  std::vector<PolicyRef> resource_policies_;
  std::vector<PolicyRef> everything_;
};

}  // namespace orgsim::sim

#include "sim/organization/ceilings.h"

namespace orgsim::sim {
namespace {

bool enabled(const Organization& organization, Index<Account> account,
             OrganizationPolicyType type) {
  const auto record = organization.organization_of(account);
  if (!record) {
    return false;
  }
  const OrganizationRecord& of = (*organization.tables().organizations)[*record];
  return of.feature_set == FeatureSet::All && of.enabled_policy_types.contains(type);
}

}  // namespace

Ceilings::Ceilings(const Organization& organization, const CompiledDocuments& documents,
                   const Lifted& lifted)
    : organization_(organization), documents_(documents), lifted_(lifted) {
  for (const auto account : organization.accounts().indexes()) {
    ceilings_.push_back(
        {.scps = levels(account, OrganizationPolicyType::ServiceControlPolicy),
         .rcps = organization.is_management_account(account)
                     ? std::vector<Level>()
                     : levels(account, OrganizationPolicyType::ResourceControlPolicy)});
  }
}

PolicyRef Ceilings::in_force(Index<OrganizationPolicy> policy) const {
  if (lifted_.contains(policy)) {
    return documents_.everything();
  }
  const auto& document = organization_.policies()[policy].document;
  return document ? documents_[*document] : documents_.not_collected();
}

std::vector<Level> Ceilings::levels(Index<Account> account, OrganizationPolicyType type) {
  std::vector<Level> result;
  if (!enabled(organization_, account, type)) {
    return result;
  }
  const auto add = [&](const std::string& name,
                       const std::vector<Index<OrganizationPolicy>>& attached) {
    std::vector<PolicyRef>& policies = level_policies_.emplace_back();
    for (const auto index : attached) {
      const OrganizationPolicy& policy = organization_.policies()[index];
      if (policy.type == type) {
        policies.push_back(in_force(index));
      }
    }
    result.push_back({.name = name, .policies = policies});
  };
  const Account& record = organization_.accounts()[account];
  if (!record.parent) {
    return result;
  }
  for (const auto ou : organization_.path_to(*record.parent)) {
    add(organization_.ous()[ou].id, organization_.ous()[ou].attached);
  }
  add(record.id.text(), record.attached);
  return result;
}

std::string arn_of(const Organization& organization, Index<OrganizationPolicy> index) {
  const OrganizationPolicy& policy = organization.policies()[index];
  const OrganizationRecord& record = (*organization.tables().organizations)[policy.organization];
  const bool scp = policy.type == OrganizationPolicyType::ServiceControlPolicy;
  return "arn:" + organization.tables().partition +
         ":organizations::" + organization.accounts()[record.management_account].id.text() +
         ":policy/" + record.id + (scp ? "/service_control_policy/" : "/resource_control_policy/") +
         policy.id;
}

}  // namespace orgsim::sim

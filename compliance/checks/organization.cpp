#include <algorithm>
#include <array>
#include <map>

#include "compliance/checks/checks.h"
#include "compliance/judging.h"
#include "model/attachment_quota.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

constexpr std::string_view kGovernance = "governance";

std::string_view parent_profile(const Premises& premises, const Account& account) {
  return premises.organization().ous()[given(account.parent)].risk_profile;
}

bool under_root(const Premises& premises, const Account& account) {
  return account.parent && premises.home() != nullptr && *account.parent == premises.home()->root;
}

void judge_purpose(const Premises& premises, const ManagementAccountResource& resource,
                   Judgement& judgement) {
  const auto& types = premises.declared().governance_types;
  ++judgement.n_examined;
  if (resource.purpose == "unclassified" || resource.purpose == "unknown") {
    judgement.undecided.push_back(
        finding(resource.type, Reason::PurposeUnclassified, resource.where));
    return;
  }
  if (resource.purpose == kGovernance || resource.purpose.empty()) {
    const Approval listed = approval(types, resource.type);
    if (listed == Approval::Approved ||
        (listed == Approval::Undeclared && !resource.purpose.empty())) {
      judgement.support.push_back({.kind = "resource",
                                   .subject = resource.type,
                                   .detail = kGovernance.data(),
                                   .where = resource.where});
    } else if (resource.purpose.empty()) {
      judgement.undecided.push_back(
          finding(resource.type, Reason::PurposeUnclassified, resource.where));
    } else {
      judgement.failures.push_back(
          finding(resource.type, Reason::NotAGovernanceType, resource.where));
    }
    return;
  }
  judgement.failures.push_back(finding(resource.type, Reason::WorkloadInManagementAccount,
                                       resource.where, {{"purpose", resource.purpose}}));
}

void judge_placed(std::string_view subject, SourceLocation where, const char* purpose,
                  Judgement& judgement) {
  judgement.failures.push_back(
      finding(subject, Reason::WorkloadInManagementAccount, where, {{"purpose", purpose}}));
}

void judge_network_and_delivery(const OrganizationTables& tables, Index<Account> management,
                                Judgement& judgement) {
  for (const Vpc& vpc : tables.network ? (*tables.network)->vpcs : std::vector<Vpc>()) {
    if (vpc.account == management) {
      judge_placed(vpc.id, vpc.where, "network", judgement);
    }
  }
  for (const Pipeline& pipeline :
       tables.delivery ? (*tables.delivery)->pipelines : std::vector<Pipeline>()) {
    if (pipeline.account == management) {
      judge_placed(pipeline.name, pipeline.where, "delivery", judgement);
    }
  }
}

/// Classes of data that only a workload has: logs and backups are governance's as well.
bool is_workload_data(std::string_view data_class) {
  return is_restricted(data_class) || data_class == "artifact" || data_class == "synthetic";
}

/// Of what an inventory lists nobody said the purpose.
void judge_inventory(const Premises& premises, Index<Account> management, Judgement& judgement) {
  const auto& inventories = *premises.tables().inventories;
  const auto found = inventories.find(management);
  for (const InventoryResource& resource :
       found == inventories.end() ? std::vector<InventoryResource>() : found->second.resources) {
    ++judgement.n_examined;
    if (approval(premises.declared().governance_types, resource.type) != Approval::Approved) {
      judgement.undecided.push_back(
          finding(resource.arn, Reason::PurposeUnclassified, resource.where));
    }
  }
}

/// What other sections of the input place in the management account.
void judge_placed(const Premises& premises, Index<Account> management, Judgement& judgement) {
  judge_network_and_delivery(premises.tables(), management, judgement);
  judge_inventory(premises, management, judgement);
  for (const Resource& resource : *premises.tables().resources) {
    if (resource.account != management || resource.presence != Presence::Present) {
      continue;
    }
    const auto& classes = resource.data_classes;
    if (classes && std::ranges::any_of(*classes, is_workload_data)) {
      judgement.failures.push_back(finding(resource.arn, Reason::WorkloadInManagementAccount,
                                           resource.where, {{"purpose", joined(*classes)}}));
    } else if (approval(premises.declared().governance_types, resource.type) !=
               Approval::Approved) {
      judgement.undecided.push_back(
          finding(resource.arn, Reason::PurposeUnclassified, resource.where));
    }
  }
}

}  // namespace

Judgement all_features_enabled(const Premises& premises) {
  Judgement judgement;
  const OrganizationRecord* home = premises.home();
  if (home == nullptr) {
    judgement.undecided.push_back(finding("organization", Reason::NotCollected));
    return judgement;
  }
  judgement.n_examined = 1;
  if (home->feature_set != FeatureSet::All) {
    judgement.failures.push_back(finding(home->id, Reason::FeaturesNotEnabled, home->where));
  }
  for (const auto& [type, name] :
       {std::pair(OrganizationPolicyType::ServiceControlPolicy, "SERVICE_CONTROL_POLICY"),
        std::pair(OrganizationPolicyType::ResourceControlPolicy, "RESOURCE_CONTROL_POLICY")}) {
    if (home->enabled_policy_types.contains(type)) {
      judgement.support.push_back(
          {.kind = "policy-type", .subject = home->id, .detail = name, .where = home->where});
    } else {
      judgement.failures.push_back(
          finding(home->id, Reason::PolicyTypeNotEnabled, home->where, {{"type", name}}));
    }
  }
  return judgement;
}

Judgement management_account_is_empty(const Premises& premises) {
  Judgement judgement;
  const auto management = premises.management_account();
  const auto& inventory = premises.tables().management_account_resources;
  if (!management || !inventory) {
    judgement.undecided.push_back(finding(management ? premises.id(*management) : "organization",
                                          Reason::NotCollected, {},
                                          {{"what", "inventory of the management account"}}));
  }
  if (inventory) {
    for (const ManagementAccountResource& resource : **inventory) {
      judge_purpose(premises, resource, judgement);
    }
  }
  if (management) {
    judge_placed(premises, *management, judgement);
  }
  return judgement;
}

Judgement no_account_under_root(const Premises& premises) {
  Judgement judgement;
  for (const auto index : premises.members()) {
    const Account& account = premises.account(index);
    ++judgement.n_examined;
    if (under_root(premises, account)) {
      judgement.failures.push_back(
          finding(account.id.text(), Reason::DirectlyUnderRoot, account.where));
    }
  }
  return judgement;
}

Judgement ous_group_by_risk(const Premises& premises) {
  Judgement judgement;
  for (const auto index : premises.accounts()) {
    const Account& account = premises.account(index);
    if (!account.parent || under_root(premises, account)) {
      continue;  // Of no OU; the root has no profile of its own.
    }
    ++judgement.n_examined;
    const std::string_view profile = parent_profile(premises, account);
    if (account.risk_profile.empty() || profile.empty()) {
      judgement.undecided.push_back(
          finding(account.id.text(), Reason::NotDeclared, account.where,
                  {{"what", account.risk_profile.empty() ? "risk profile of the account"
                                                         : "risk profile of its OU"}}));
    } else if (account.risk_profile != profile) {
      judgement.failures.push_back(
          finding(account.id.text(), Reason::RiskProfileDiffers, account.where,
                  {{"actual", account.risk_profile},
                   {"expected", std::string(profile)},
                   {"ou", premises.organization().ous()[*account.parent].name}}));
    }
  }
  return judgement;
}

namespace {

using Delegations = std::map<std::string, std::set<Index<Account>>>;

void judge_home(const Premises& premises, const std::string& service, Index<Account> account,
                const std::vector<std::string>* homes, Judgement& judgement) {
  const Account& record = premises.account(account);
  const std::vector<Fact> facts = {{"service", service}, {"profile", record.risk_profile}};
  ++judgement.n_examined;
  if (!premises.at_home(account)) {
    judgement.failures.push_back(
        finding(record.id.text(), Reason::DelegatedOutside, record.where, facts));
  } else if (homes == nullptr || !contains(*homes, record.risk_profile)) {
    judgement.failures.push_back(
        finding(record.id.text(), Reason::DelegatedHomeNotApproved, record.where, facts));
  } else {
    judgement.support.push_back({.kind = "delegation",
                                 .subject = service,
                                 .detail = std::string(record.id.text()),
                                 .where = record.where});
  }
}

void judge_delegations(const Premises& premises, const Delegations& delegated,
                       Judgement& judgement) {
  const auto& homes = premises.declared().delegation_homes;
  if (!homes) {
    judgement.undeclared.emplace("delegation_homes");
    return;
  }
  for (const auto& [service, accounts] : delegated) {
    const auto found = homes->find(service);
    for (const auto account : accounts) {
      judge_home(premises, service, account, found == homes->end() ? nullptr : &found->second,
                 judgement);
    }
  }
  for (const auto& [service, profiles] : *homes) {
    if (!delegated.contains(service) || delegated.at(service).empty()) {
      judgement.failures.push_back(
          finding(service, Reason::DelegatedAdministratorMissing, premises.home()->where));
    }
  }
}

void judge_trusted_access(const Premises& premises, Judgement& judgement) {
  const auto& trusted = premises.home()->trusted_access;
  const auto& allowed = premises.declared().trusted_services;
  if (!trusted || !allowed) {
    if (!allowed) {
      judgement.undeclared.emplace("trusted_services");
    }
    if (!trusted) {
      judgement.undecided.push_back(finding(premises.home()->id, Reason::NotCollected,
                                            premises.home()->where, {{"what", "trusted access"}}));
    }
    return;
  }
  for (const std::string& service : *trusted) {
    ++judgement.n_examined;
    if (!contains(*allowed, service)) {
      judgement.failures.push_back(
          finding(service, Reason::TrustedServiceNotApproved, premises.home()->where));
    }
  }
}

/// What the services themselves say of their delegated administrator.
std::vector<std::pair<std::string, std::optional<Index<Account>>>> told_by_services(
    const Premises& premises) {
  std::vector<std::pair<std::string, std::optional<Index<Account>>>> result;
  const OrganizationTables& tables = premises.tables();
  if (tables.logging) {
    const Logging& logging = **tables.logging;
    result.emplace_back("guardduty.amazonaws.com", logging.guardduty.delegated_administrator);
    result.emplace_back("securityhub.amazonaws.com", logging.security_hub.delegated_administrator);
    result.emplace_back("access-analyzer.amazonaws.com", logging.access_analyzer.account);
  }
  for (const IdentityCenterInstance& instance : *tables.identity_centers) {
    if (instance.organization == Index<OrganizationRecord>(0)) {
      result.emplace_back("sso.amazonaws.com", instance.delegated_administrator);
    }
  }
  return result;
}

void judge_agreement(const Premises& premises, const Delegations& delegated, Judgement& judgement) {
  for (const auto& [service, account] : told_by_services(premises)) {
    const auto found = delegated.find(service);
    if (!account || found == delegated.end() || found->second.contains(*account)) {
      continue;
    }
    judgement.failures.push_back(finding(service, Reason::DelegationsDisagree,
                                         premises.home()->where,
                                         {{"account", std::string(premises.id(*account))}}));
  }
}

}  // namespace

Judgement delegations_at_home(const Premises& premises) {
  Judgement judgement;
  if (premises.home() == nullptr || !premises.home()->delegated_administrators) {
    judgement.undecided.push_back(
        finding("organization", Reason::NotCollected, {}, {{"what", "delegated administrators"}}));
    return judgement;
  }
  const Delegations& delegated = given(premises.home()->delegated_administrators);
  judge_delegations(premises, delegated, judgement);
  judge_trusted_access(premises, judgement);
  judge_agreement(premises, delegated, judgement);
  return judgement;
}

namespace {

struct Quota {
  OrganizationPolicyType type;
  std::string_view name;
  std::size_t characters;
};

/// As of March 2026. Source: AWS Organizations User Guide, "Quotas and service limits for AWS
/// Organizations".
constexpr auto kQuotas =
    std::to_array<Quota>({{OrganizationPolicyType::ServiceControlPolicy, "SCP", 10240},
                          {OrganizationPolicyType::ResourceControlPolicy, "RCP", 5120}});

bool allows_something(const PolicyDocument& document) {
  return std::ranges::any_of(document.statements, [](const Statement& statement) {
    return statement.effect == Effect::Allow;
  });
}

/// A root, OU or account with what is attached to it.
struct Target {
  std::string_view id;
  SourceLocation where;
  const std::vector<Index<OrganizationPolicy>>& attached;
};

/// Whether the policy leaves something open; judges its size by the way.
bool judge_policy(const Premises& premises, const Quota& quota, const OrganizationPolicy& policy,
                  Judgement& judgement) {
  if (!policy.document) {
    judgement.undecided.push_back(
        finding(policy.id, Reason::NotCollected, policy.where, {{"what", "text of the policy"}}));
    return true;
  }
  const PolicyDocument& document = premises.organization().document(*policy.document);
  if (document.size > quota.characters) {
    judgement.failures.push_back(finding(policy.id, Reason::PolicyTooLarge, policy.where,
                                         {{"actual", std::to_string(document.size)},
                                          {"expected", std::to_string(quota.characters)}}));
  }
  return allows_something(document);
}

void judge_type(const Premises& premises, const Target& target, const Quota& quota,
                Judgement& judgement) {
  std::size_t n_attached = 0;
  bool allows = false;
  for (const auto index : target.attached) {
    const OrganizationPolicy& policy = premises.organization().policies()[index];
    if (policy.type == quota.type) {
      ++n_attached;
      allows = judge_policy(premises, quota, policy, judgement) || allows;
    }
  }
  if (!allows) {
    judgement.failures.push_back(finding(target.id, Reason::NoAllowAtLevel, target.where,
                                         {{"type", std::string(quota.name)}}));
  }
  if (n_attached > most_attached(quota.type)) {
    judgement.failures.push_back(
        finding(target.id, Reason::TooManyPolicies, target.where,
                {{"type", std::string(quota.name)},
                 {"actual", std::to_string(n_attached)},
                 {"expected", std::to_string(most_attached(quota.type))}}));
  }
}

void judge_target(const Premises& premises, const Target& target, Judgement& judgement) {
  ++judgement.n_examined;
  for (const Quota& quota : kQuotas) {
    if (premises.home()->enabled_policy_types.contains(quota.type)) {
      judge_type(premises, target, quota, judgement);
    }
  }
}

}  // namespace

Judgement attachments_coherent(const Premises& premises) {
  Judgement judgement;
  if (premises.home() == nullptr) {
    judgement.undecided.push_back(finding("organization", Reason::NotCollected));
    return judgement;
  }
  for (const UnknownAttachment& unknown : *premises.tables().unknown_attachments) {
    if (unknown.organization == Index<OrganizationRecord>(0)) {
      judgement.failures.push_back(finding(unknown.id, Reason::UnknownAttachment, unknown.where));
    }
  }
  for (const OrganizationalUnit& ou : premises.organization().ous()) {
    if (ou.organization == Index<OrganizationRecord>(0)) {
      judge_target(premises, {ou.id, ou.where, ou.attached}, judgement);
    }
  }
  for (const auto index : premises.accounts()) {
    const Account& account = premises.account(index);
    judge_target(premises, {account.id.text(), account.where, account.attached}, judgement);
  }
  return judgement;
}

}  // namespace orgsim::compliance

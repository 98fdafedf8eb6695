#include <algorithm>

#include "model/attachment_quota.h"
#include "model/overload.h"
#include "sim/change/apply_change.h"
#include "sim/organization/administered_services.h"

namespace orgsim::sim {
namespace {

using Attachments = std::vector<Index<OrganizationPolicy>>;

const Attachments& attachments_of(Change& change, const AttachmentTarget& target) {
  return *std::visit(
      Overload{[&](Index<OrganizationalUnit> ou) { return &(*change.tables().ous)[ou].attached; },
               [&](Index<Account> account) { return &change.account(account).attached; }},
      target);
}

Attachments& edited(Change& change, const AttachmentTarget& target) {
  return *std::visit(Overload{[&](Index<OrganizationalUnit> ou) {
                                return &change.tables().ous.edit()[ou].attached;
                              },
                              [&](Index<Account> account) {
                                return &change.tables().accounts.edit()[account].attached;
                              }},
                     target);
}

std::string name_of(Change& change, const AttachmentTarget& target) {
  return std::visit(Overload{[&](Index<OrganizationalUnit> ou) {
                               return "`" + (*change.tables().ous)[ou].name + "`";
                             },
                             [&](Index<Account> account) { return change.name(account); }},
                    target);
}

std::optional<Index<OrganizationRecord>> owner_of(Change& change, const AttachmentTarget& target) {
  return std::visit(
      Overload{[&](Index<OrganizationalUnit> ou) {
                 return std::optional((*change.tables().ous)[ou].organization);
               },
               [&](Index<Account> account) { return change.organization_of(account); }},
      target);
}

std::string_view name_of(OrganizationPolicyType type) {
  switch (type) {
    case OrganizationPolicyType::ServiceControlPolicy:
      return "SERVICE_CONTROL_POLICY";
    case OrganizationPolicyType::ResourceControlPolicy:
      return "RESOURCE_CONTROL_POLICY";
    case OrganizationPolicyType::Other:
      return "other";
  }
  return "";
}

/// FullAWSAccess or RCPFullAWSAccess of an organization.
std::optional<Index<OrganizationPolicy>> full_access(Change& change,
                                                     Index<OrganizationRecord> organization,
                                                     OrganizationPolicyType type) {
  for (const auto index : change.tables().policies->indexes()) {
    const OrganizationPolicy& policy = (*change.tables().policies)[index];
    if (policy.aws_managed && policy.type == type && policy.organization == organization) {
      return index;
    }
  }
  return std::nullopt;
}

/// Every root, OU and account of an organization.
std::vector<AttachmentTarget> targets_of(Change& change, Index<OrganizationRecord> organization) {
  std::vector<AttachmentTarget> targets;
  for (const auto ou : change.tables().ous->indexes()) {
    if ((*change.tables().ous)[ou].organization == organization) {
      targets.emplace_back(ou);
    }
  }
  for (const auto account : change.tables().accounts->indexes()) {
    if (change.organization_of(account) == organization) {
      targets.emplace_back(account);
    }
  }
  return targets;
}

void attach_once(Attachments& attached, Index<OrganizationPolicy> policy) {
  if (std::ranges::find(attached, policy) == attached.end()) {
    attached.push_back(policy);
  }
}

bool is_of_type(Change& change, Index<OrganizationPolicy> policy, OrganizationPolicyType type) {
  return (*change.tables().policies)[policy].type == type;
}

Applied enable(Change& change, const SetPolicyType& event) {
  const OrganizationRecord& record = change.organization(event.organization);
  if (record.feature_set != FeatureSet::All) {
    return refuse("E4010", "policy types need all features, not consolidated billing alone");
  }
  if (record.enabled_policy_types.contains(event.type)) {
    return refuse("E4011", "`" + std::string(name_of(event.type)) + "` is enabled already");
  }
  const auto policy = full_access(change, event.organization, event.type);
  if (!policy) {
    return refuse("E4012", "the organization file has no AWS managed policy of `" +
                               std::string(name_of(event.type)) + "` to attach everywhere");
  }
  change.tables().organizations.edit()[event.organization].enabled_policy_types.insert(event.type);
  for (const AttachmentTarget& target : targets_of(change, event.organization)) {
    attach_once(edited(change, target), *policy);
  }
  return {};
}

Applied disable(Change& change, const SetPolicyType& event) {
  auto& enabled = change.tables().organizations.edit()[event.organization].enabled_policy_types;
  if (enabled.erase(event.type) == 0) {
    return refuse("E4013", "`" + std::string(name_of(event.type)) + "` is not enabled");
  }
  for (const AttachmentTarget& target : targets_of(change, event.organization)) {
    std::erase_if(edited(change, target), [&](Index<OrganizationPolicy> policy) {
      return is_of_type(change, policy, event.type);
    });
  }
  return {};
}

Applied set_trusted_access(Change& change, const SetFeature& event) {
  if (event.service.empty()) {
    return refuse("E4047", "`TrustedAccess` needs a `service`");
  }
  auto& services = change.tables().organizations.edit()[event.organization].trusted_access;
  if (!services) {
    services.emplace();
  }
  if (event.enabled) {
    services->insert(event.service);
  } else {
    services->erase(event.service);
  }
  return {};
}

/// Nothing known of trusted access is no reason to refuse.
bool lacks_trusted_access(const OrganizationRecord& record, const std::string& service) {
  return record.trusted_access && !record.trusted_access->contains(service);
}

void set_identity_center_administrator(Change& change, Index<OrganizationRecord> organization,
                                       std::optional<Index<Account>> account) {
  for (IdentityCenterInstance& instance : change.tables().identity_centers.edit()) {
    if (instance.organization == organization) {
      instance.delegated_administrator = account;
    }
  }
}

Applied refuse_beyond_quota(Change& change, const Attach& event, OrganizationPolicyType type) {
  const Attachments& attached = attachments_of(change, event.target);
  const auto n_of_type = static_cast<std::size_t>(std::ranges::count_if(
      attached, [&](Index<OrganizationPolicy> other) { return is_of_type(change, other, type); }));
  if (std::ranges::find(attached, event.policy) == attached.end() &&
      n_of_type >= most_attached(type)) {
    return refuse("E3004", "too many policies attached to " + name_of(change, event.target),
                  "AWS allows 10 SCPs and 5 RCPs");
  }
  return {};
}

}  // namespace

void attach_full_access(Change& change, Index<Account> account) {
  const auto organization = change.organization_of(account);
  if (!organization) {
    return;
  }
  for (const auto type : change.organization(*organization).enabled_policy_types) {
    if (const auto policy = full_access(change, *organization, type)) {
      attach_once(change.tables().accounts.edit()[account].attached, *policy);
    }
  }
}

Applied change(Change& change, const Attach& event) {
  const OrganizationPolicy& policy = (*change.tables().policies)[event.policy];
  if (owner_of(change, event.target) != policy.organization) {
    return refuse("E4014", name_of(change, event.target) + " is not in the organization of `" +
                               policy.name + "`");
  }
  if (!change.organization(policy.organization).enabled_policy_types.contains(policy.type)) {
    return refuse("E4013", "`" + std::string(name_of(policy.type)) + "` is not enabled",
                  "the event `enable_policy_type` comes first");
  }
  if (Applied full = refuse_beyond_quota(change, event, policy.type); !full) {
    return full;
  }
  attach_once(edited(change, event.target), event.policy);
  return {};
}

Applied change(Change& change, const Detach& event) {
  const OrganizationPolicy& policy = (*change.tables().policies)[event.policy];
  const Attachments& attached = attachments_of(change, event.target);
  if (std::ranges::find(attached, event.policy) == attached.end()) {
    return refuse("E4015",
                  "`" + policy.name + "` is not attached to " + name_of(change, event.target));
  }
  if (policy.type == OrganizationPolicyType::ResourceControlPolicy && policy.aws_managed) {
    return refuse("E4016", "`" + policy.name + "` cannot be detached");
  }
  const auto n_of_type = std::ranges::count_if(attached, [&](Index<OrganizationPolicy> other) {
    return is_of_type(change, other, policy.type);
  });
  if (policy.type == OrganizationPolicyType::ServiceControlPolicy && n_of_type == 1) {
    return refuse("E4017",
                  "`" + policy.name + "` is the last SCP of " + name_of(change, event.target),
                  "every root, OU and account keeps at least one; attach another first");
  }
  std::erase(edited(change, event.target), event.policy);
  return {};
}

Applied change(Change& change, const PutPolicy& event) {
  const auto document = change.add(event.document);
  if (const auto* managed = std::get_if<Index<ManagedPolicy>>(&event.policy)) {
    if (!(*change.tables().managed_policies)[*managed].account) {
      return refuse("E4018", "AWS managed policies are changed by AWS alone");
    }
    change.tables().managed_policies.edit()[*managed].document = document;
    return {};
  }
  const auto index = std::get<Index<OrganizationPolicy>>(event.policy);
  if ((*change.tables().policies)[index].aws_managed) {
    return refuse("E4018", "AWS managed policies are changed by AWS alone");
  }
  change.tables().policies.edit()[index].document = document;
  return {};
}

Applied change(Change& change, const CreatePolicy& event) {
  const bool taken =
      std::ranges::any_of(*change.tables().policies, [&](const OrganizationPolicy& policy) {
        return policy.organization == event.organization && policy.type == event.type &&
               policy.name == event.name;
      });
  if (taken) {
    return refuse("E4019", "there is a policy `" + event.name + "` already");
  }
  const auto document = change.add(event.document);
  change.tables().policies.edit().append({.id = "p-" + event.name,
                                          .name = event.name,
                                          .type = event.type,
                                          .organization = event.organization,
                                          .document = document});
  return {};
}

Applied change(Change& change, const SetPolicyType& event) {
  return event.enabled ? enable(change, event) : disable(change, event);
}

Applied change(Change& change, const SetFeature& event) {
  if (event.feature == Feature::TrustedAccess) {
    return set_trusted_access(change, event);
  }
  if (event.enabled &&
      lacks_trusted_access(change.organization(event.organization), "iam.amazonaws.com")) {
    return refuse("E4048", "central root access needs trusted access of `iam.amazonaws.com`",
                  "turn `TrustedAccess` on first");
  }
  auto& root = change.tables().organizations.edit()[event.organization].root_access_management;
  if (!root) {
    root.emplace();
  }
  (event.feature == Feature::RootSessions ? root->sessions : root->credentials) = event.enabled;
  return {};
}

Applied change(Change& change, const DelegateAdministrator& event) {
  const auto owner = change.organization_of(event.account);
  if (!owner) {
    return refuse("E4033", change.name(event.account) + " is in no organization");
  }
  if (change.organization(*owner).management_account == event.account) {
    return refuse("E4040", "the management account cannot be a delegated administrator");
  }
  if (change.account(event.account).state != AccountState::Active) {
    return refuse("E4002", change.name(event.account) + " is not active");
  }
  if (lacks_trusted_access(change.organization(*owner), event.service)) {
    return refuse("E4041", "`" + event.service + "` has no trusted access",
                  "turn `TrustedAccess` on first");
  }
  auto& delegated = change.tables().organizations.edit()[*owner].delegated_administrators;
  if (!delegated) {
    delegated.emplace();
  }
  auto& accounts = (*delegated)[event.service];
  if (event.service == kIdentityCenter && !accounts.empty() && !accounts.contains(event.account)) {
    return refuse("E4042", "Identity Center has a delegated administrator already",
                  "the event `undelegate_admin` comes first");
  }
  accounts.insert(event.account);
  if (event.service == kIdentityCenter) {
    set_identity_center_administrator(change, *owner, event.account);
  }
  return {};
}

Applied change(Change& change, const UndelegateAdministrator& event) {
  const auto owner = change.organization_of(event.account);
  if (!owner) {
    return refuse("E4033", change.name(event.account) + " is in no organization");
  }
  auto& delegated = change.tables().organizations.edit()[*owner].delegated_administrators;
  if (!delegated || !delegated->contains(event.service) ||
      (*delegated)[event.service].erase(event.account) == 0) {
    return refuse("E4043", change.name(event.account) + " is no delegated administrator of `" +
                               event.service + "`");
  }
  if ((*delegated)[event.service].empty()) {
    delegated->erase(event.service);
  }
  if (event.service == kIdentityCenter) {
    set_identity_center_administrator(change, *owner, std::nullopt);
  }
  return {};
}

}  // namespace orgsim::sim

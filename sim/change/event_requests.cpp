#include <algorithm>
#include <array>
#include <iterator>

#include "model/arn.h"
#include "model/overload.h"
#include "sim/change/event.h"

namespace orgsim::sim {
namespace {

using Requests = std::vector<EventRequest>;

/// What writing and deleting a resource of a type is called.
struct ResourceRow {
  std::string_view type;
  std::string_view put_policy;
  std::string_view delete_policy;
  std::string_view delete_resource;
  std::string_view tag;
};

constexpr auto kResources = std::to_array<ResourceRow>({
    {"backup-vault", "backup:PutBackupVaultAccessPolicy", "backup:DeleteBackupVaultAccessPolicy",
     "backup:DeleteBackupVault", "backup:TagResource"},
    {"dynamodb-table", "dynamodb:PutResourcePolicy", "dynamodb:DeleteResourcePolicy",
     "dynamodb:DeleteTable", "dynamodb:TagResource"},
    {"ecr-repository", "ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy",
     "ecr:DeleteRepository", "ecr:TagResource"},
    {"kms-key", "kms:PutKeyPolicy", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion",
     "kms:TagResource"},
    {"lambda-function", "lambda:AddPermission", "lambda:RemovePermission", "lambda:DeleteFunction",
     "lambda:TagResource"},
    {"s3-bucket", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:DeleteBucket",
     "s3:PutBucketTagging"},
    {"secret", "secretsmanager:PutResourcePolicy", "secretsmanager:DeleteResourcePolicy",
     "secretsmanager:DeleteSecret", "secretsmanager:TagResource"},
    {"sns-topic", "sns:SetTopicAttributes", "sns:SetTopicAttributes", "sns:DeleteTopic",
     "sns:TagResource"},
    {"sqs-queue", "sqs:SetQueueAttributes", "sqs:SetQueueAttributes", "sqs:DeleteQueue",
     "sqs:TagQueue"},
});
static_assert(std::ranges::is_sorted(kResources, {}, &ResourceRow::type));

/// A type we have no row for is authorized by its service's actions of these names.
ResourceRow row_of(const Resource& resource) {
  const auto* const row =
      std::ranges::lower_bound(kResources, resource.type, {}, &ResourceRow::type);
  if (row != kResources.end() && row->type == resource.type) {
    return *row;
  }
  return {.type = resource.type};
}

std::string named_action(std::string_view known, const Resource& resource, std::string_view verb) {
  const auto arn = parse_arn(resource.arn);
  return !known.empty() || !arn ? std::string(known)
                                : std::string(arn->service) + ":" + std::string(verb);
}

/// Builds the requests of one event.
class RequestsOf {
 public:
  RequestsOf(const Organization& organization, Index<Account> actor)
      : organization_(organization), tables_(organization.tables()), actor_(actor) {}

  Requests operator()(const Assign& event) const {
    return identity_center("sso:CreateAccountAssignment", sso_resources(event));
  }
  Requests operator()(const Unassign& event) const {
    return identity_center("sso:DeleteAccountAssignment", sso_resources(event));
  }
  Requests operator()(const AddMember&) const {
    return identity_center("identitystore:CreateGroupMembership", {"*"});
  }
  Requests operator()(const RemoveMember&) const {
    return identity_center("identitystore:DeleteGroupMembership", {"*"});
  }
  Requests operator()(const Grant& event) const {
    const bool managed = std::holds_alternative<Index<ManagedPolicy>>(event.policy);
    return identity_write(
        event.identity, managed ? "Attach" : "Put",
        managed ? "AttachManagedPolicyToPermissionSet" : "PutInlinePolicyToPermissionSet");
  }
  Requests operator()(const Revoke& event) const {
    const bool managed = std::holds_alternative<Index<ManagedPolicy>>(event.policy);
    return identity_write(
        event.identity, managed ? "Detach" : "Delete",
        managed ? "DetachManagedPolicyFromPermissionSet" : "DeleteInlinePolicyFromPermissionSet");
  }
  Requests operator()(const Attach& event) const {
    return attachment("organizations:AttachPolicy", event.policy, event.target);
  }
  Requests operator()(const Detach& event) const {
    return attachment("organizations:DetachPolicy", event.policy, event.target);
  }
  Requests operator()(const PutPolicy& event) const {
    return std::visit(Overload{[&](Index<OrganizationPolicy> policy) {
                                 return of_organization(
                                     "organizations:UpdatePolicy", policy_arn(policy),
                                     organization_.policies()[policy].organization);
                               },
                               [&](Index<ManagedPolicy> policy) {
                                 return of_arn("iam:CreatePolicyVersion",
                                               (*tables_.managed_policies)[policy].arn);
                               }},
                      event.policy);
  }
  Requests operator()(const CreatePolicy& event) const {
    return of_organization("organizations:CreatePolicy", "*", event.organization);
  }
  Requests operator()(const SetTrust& event) const { return trust(event.role); }
  Requests operator()(const AddTrust& event) const { return trust(event.role); }
  Requests operator()(const RemoveTrust& event) const { return trust(event.role); }
  Requests operator()(const SetResourcePolicy& event) const {
    const Resource& resource = (*tables_.resources)[event.resource];
    const ResourceRow row = row_of(resource);
    return of_resource(event.document.statements.empty()
                           ? named_action(row.delete_policy, resource, "DeleteResourcePolicy")
                           : named_action(row.put_policy, resource, "PutResourcePolicy"),
                       resource);
  }
  Requests operator()(const CreateAccount& event) const {
    return of_organization("organizations:CreateAccount", "*", event.organization);
  }
  Requests operator()(const MoveAccount& event) const {
    const auto owner = organization_.ous()[event.target].organization;
    Requests requests =
        of_organization("organizations:MoveAccount", account_arn(event.account), owner);
    append(requests, of_organization("organizations:MoveAccount", ou_arn(event.target), owner));
    if (const auto& parent = organization_.accounts()[event.account].parent) {
      append(requests, of_organization("organizations:MoveAccount", ou_arn(*parent), owner));
    }
    return requests;
  }
  Requests operator()(const RemoveAccount& event) const {
    return by_management("organizations:RemoveAccountFromOrganization", event.account);
  }
  Requests operator()(const LeaveOrganization& event) const {
    return by_itself("organizations:LeaveOrganization", event.account);
  }
  Requests operator()(const JoinOrganization& event) const {
    return by_itself("organizations:AcceptHandshake", event.account);
  }
  Requests operator()(const Invite& event) const {
    return of_organization("organizations:InviteAccountToOrganization", "*", event.organization);
  }
  Requests operator()(const TransferAccount& event) const {
    return by_itself("organizations:AcceptHandshake", event.account);
  }
  Requests operator()(const CloseAccount& event) const {
    return by_management("organizations:CloseAccount", event.account);
  }
  Requests operator()(const DelegateAdministrator& event) const {
    return by_management("organizations:RegisterDelegatedAdministrator", event.account);
  }
  Requests operator()(const UndelegateAdministrator& event) const {
    return by_management("organizations:DeregisterDelegatedAdministrator", event.account);
  }
  Requests operator()(const SetFeature& event) const {
    const std::string verb = event.enabled ? "Enable" : "Disable";
    switch (event.feature) {
      case Feature::RootCredentialsManagement:
        return of_organization("iam:" + verb + "OrganizationsRootCredentialsManagement", "*",
                               event.organization);
      case Feature::RootSessions:
        return of_organization("iam:" + verb + "OrganizationsRootSessions", "*",
                               event.organization);
      case Feature::TrustedAccess:
        return of_organization("organizations:" + verb + "AWSServiceAccess", "*",
                               event.organization);
    }
    return {};
  }
  Requests operator()(const SetPolicyType& event) const {
    return of_organization(
        event.enabled ? "organizations:EnablePolicyType" : "organizations:DisablePolicyType",
        ou_arn(record(event.organization).root), event.organization);
  }
  Requests operator()(const DelegateZone& event) const { return zone(event.parent); }
  Requests operator()(const UndelegateZone& event) const { return zone(event.parent); }
  Requests operator()(const SetRecord& event) const { return zone(event.zone); }
  Requests operator()(const ShareResource& event) const {
    return share("ram:AssociateResourceShare", event.share);
  }
  Requests operator()(const UnshareResource& event) const {
    return share("ram:DisassociateResourceShare", event.share);
  }
  Requests operator()(const SetTag& event) const {
    const bool set = event.value.has_value();
    return std::visit(
        Overload{[&](Index<Account> account) {
                   return by_management(
                       set ? "organizations:TagResource" : "organizations:UntagResource", account);
                 },
                 [&](Index<Role> role) {
                   return of_arn(set ? "iam:TagRole" : "iam:UntagRole", (*tables_.roles)[role].arn);
                 },
                 [&](Index<User> user) {
                   return of_arn(set ? "iam:TagUser" : "iam:UntagUser", (*tables_.users)[user].arn);
                 },
                 [&](Index<Resource> index) {
                   const Resource& resource = (*tables_.resources)[index];
                   return of_resource(named_action(row_of(resource).tag, resource, "TagResource"),
                                      resource);
                 }},
        event.node);
  }
  Requests operator()(const Delete& event) const { return std::visit(*this, event.node); }
  Requests operator()(const Advance&) const { return {}; }

  // What `Delete` may delete.
  Requests operator()(Index<Role> role) const {
    return of_arn("iam:DeleteRole", (*tables_.roles)[role].arn);
  }
  Requests operator()(Index<User> user) const {
    return of_arn("iam:DeleteUser", (*tables_.users)[user].arn);
  }
  Requests operator()(Index<Group> group) const {
    return of_arn("iam:DeleteGroup", (*tables_.groups)[group].arn);
  }
  Requests operator()(Index<IdentityUser>) const {
    return identity_center("identitystore:DeleteUser", {"*"});
  }
  Requests operator()(Index<IdentityGroup>) const {
    return identity_center("identitystore:DeleteGroup", {"*"});
  }
  Requests operator()(Index<PermissionSet> set) const {
    return identity_center("sso:DeletePermissionSet", {set_arn(set)});
  }
  Requests operator()(Index<ManagedPolicy> policy) const {
    return of_arn("iam:DeletePolicy", (*tables_.managed_policies)[policy].arn);
  }
  Requests operator()(Index<Resource> index) const {
    const Resource& resource = (*tables_.resources)[index];
    return of_resource(named_action(row_of(resource).delete_resource, resource, "DeleteResource"),
                       resource);
  }
  Requests operator()(Index<ResourceShare> index) const {
    return share("ram:DeleteResourceShare", index);
  }
  Requests operator()(const ZoneId& id) const {
    return zone_request("route53:DeleteHostedZone", id.id);
  }

 private:
  static void append(Requests& requests, Requests more) {
    std::ranges::move(more, std::back_inserter(requests));
  }

  const OrganizationRecord& record(Index<OrganizationRecord> index) const {
    return (*tables_.organizations)[index];
  }
  std::string id_of(Index<Account> account) const {
    return organization_.accounts()[account].id.text();
  }
  std::string management_of(Index<OrganizationRecord> owner) const {
    return id_of(record(owner).management_account);
  }

  /// ARNs of Organizations belong to the management account.
  std::string organizations_arn(Index<OrganizationRecord> owner, std::string_view rest) const {
    return "arn:" + tables_.partition + ":organizations::" + management_of(owner) + ":" +
           std::string(rest);
  }
  std::string account_arn(Index<Account> account) const {
    const auto owner = organization_.organization_of(account);
    return owner ? organizations_arn(*owner, "account/" + record(*owner).id + "/" + id_of(account))
                 : "*";
  }
  std::string ou_arn(Index<OrganizationalUnit> index) const {
    const OrganizationalUnit& ou = organization_.ous()[index];
    const std::string kind = ou.parent ? "ou/" : "root/";
    return organizations_arn(ou.organization, kind + record(ou.organization).id + "/" + ou.id);
  }
  std::string policy_arn(Index<OrganizationPolicy> index) const {
    const OrganizationPolicy& policy = organization_.policies()[index];
    const std::string type = policy.type == OrganizationPolicyType::ResourceControlPolicy
                                 ? "resource_control_policy/"
                                 : "service_control_policy/";
    return organizations_arn(policy.organization,
                             "policy/" + record(policy.organization).id + "/" + type + policy.id);
  }

  Requests of_organization(std::string action, std::string resource,
                           Index<OrganizationRecord> owner) const {
    return {{.action = std::move(action),
             .resource = std::move(resource),
             .resource_account = management_of(owner)}};
  }
  Requests by_management(std::string action, Index<Account> member) const {
    const auto owner = organization_.organization_of(member);
    return owner ? of_organization(std::move(action), account_arn(member), *owner)
                 : by_itself(std::move(action), member);
  }
  Requests by_itself(std::string action, Index<Account> account) const {
    return {{.action = std::move(action), .resource_account = id_of(account)}};
  }
  static Requests of_arn(std::string action, const std::string& arn) {
    const auto parts = parse_arn(arn);
    return {{.action = std::move(action),
             .resource = arn,
             .resource_account = parts ? std::string(parts->account) : ""}};
  }
  Requests of_resource(std::string action, const Resource& resource) const {
    return {{.action = std::move(action),
             .resource = resource.arn,
             .resource_account = id_of(resource.account)}};
  }
  Requests trust(Index<Role> role) const {
    return of_arn("iam:UpdateAssumeRolePolicy", (*tables_.roles)[role].arn);
  }
  Requests attachment(const std::string& action, Index<OrganizationPolicy> policy,
                      const AttachmentTarget& target) const {
    const auto owner = organization_.policies()[policy].organization;
    Requests requests = of_organization(action, policy_arn(policy), owner);
    const std::string arn =
        std::visit(Overload{[&](Index<OrganizationalUnit> ou) { return ou_arn(ou); },
                            [&](Index<Account> account) { return account_arn(account); }},
                   target);
    append(requests, of_organization(action, arn, owner));
    return requests;
  }

  /// The administrators of an instance of Identity Center are in its account and in the delegated
  /// one; for everybody else it is another account's.
  std::string identity_center_account() const {
    std::string account;
    for (const IdentityCenterInstance& instance : *tables_.identity_centers) {
      if (instance.instance_account == actor_ || instance.delegated_administrator == actor_) {
        return id_of(actor_);
      }
      account = id_of(instance.instance_account);
    }
    return account;
  }
  Requests identity_center(const std::string& action,
                           const std::vector<std::string>& resources) const {
    Requests requests;
    for (const std::string& resource : resources) {
      requests.push_back(
          {.action = action, .resource = resource, .resource_account = identity_center_account()});
    }
    return requests;
  }
  std::string set_arn(Index<PermissionSet> set) const {
    const std::string& arn = (*tables_.permission_sets)[set].arn;
    return arn.empty() ? "*" : arn;
  }
  template <class Assignment>
  std::vector<std::string> sso_resources(const Assignment& event) const {
    return {"arn:" + tables_.partition + ":sso:::account/" + id_of(event.account),
            set_arn(event.permission_set)};
  }

  Requests identity_write(const IamIdentity& identity, const std::string& verb,
                          const std::string& set_action) const {
    return std::visit(
        Overload{[&](Index<Role> role) {
                   return of_arn("iam:" + verb + "RolePolicy", (*tables_.roles)[role].arn);
                 },
                 [&](Index<User> user) {
                   return of_arn("iam:" + verb + "UserPolicy", (*tables_.users)[user].arn);
                 },
                 [&](Index<Group> group) {
                   return of_arn("iam:" + verb + "GroupPolicy", (*tables_.groups)[group].arn);
                 },
                 [&](Index<PermissionSet> set) {
                   return identity_center("sso:" + set_action, {set_arn(set)});
                 }},
        identity);
  }

  Requests zone_request(std::string action, const std::string& id) const {
    std::string account;
    if (tables_.dns) {
      const auto& zones = (*tables_.dns)->zones;
      const auto found = std::ranges::find(zones, id, &HostedZone::id);
      account = found == zones.end() ? "" : id_of(found->account);
    }
    return {{.action = std::move(action),
             .resource = "arn:" + tables_.partition + ":route53:::hostedzone/" + id,
             .resource_account = account}};
  }
  Requests zone(const std::string& id) const {
    return zone_request("route53:ChangeResourceRecordSets", id);
  }
  Requests share(std::string action, Index<ResourceShare> index) const {
    const auto& shares = tables_.resource_shares;
    return {{.action = std::move(action),
             .resource_account = shares ? id_of((**shares)[index].owner) : ""}};
  }

  const Organization& organization_;
  const OrganizationTables& tables_;
  Index<Account> actor_;
};

}  // namespace

std::vector<EventRequest> requests_of(const Organization& organization, const Event& event,
                                      Index<Account> actor) {
  return std::visit(RequestsOf(organization, actor), event);
}

}  // namespace orgsim::sim

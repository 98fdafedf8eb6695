#include "sim/organization/principals.h"

#include <algorithm>
#include <cassert>
#include <functional>

#include "model/arn.h"
#include "sim/decide/kms_grants.h"

namespace orgsim::sim {
namespace {

constexpr std::string_view kReservedPath = "/aws-reserved/sso.amazonaws.com/";
constexpr std::string_view kReservedPrefix = "AWSReservedSSO_";
constexpr std::size_t kSuffixDigits = 16;

PolicyDocument allow_everything() {
  return {.version = PolicyVersion::Of2012,
          .statements = {{.effect = Effect::Allow,
                          .action = {.patterns = {"*"}},
                          .resource = {.patterns = {"*"}}}}};
}

PolicyDocument allow_root_tasks() {
  PolicyDocument document = allow_everything();
  document.statements.front().action.patterns = {"iam:CreateLoginProfile",
                                                 "iam:DeactivateMFADevice",
                                                 "iam:DeleteAccessKey",
                                                 "iam:DeleteLoginProfile",
                                                 "iam:DeleteSigningCertificate",
                                                 "iam:GetAccessKeyLastUsed",
                                                 "iam:GetLoginProfile",
                                                 "iam:GetUser",
                                                 "iam:ListAccessKeys",
                                                 "iam:ListMFADevices",
                                                 "iam:ListSigningCertificates",
                                                 "s3:DeleteBucketPolicy",
                                                 "s3:GetBucketPolicy",
                                                 "s3:ListAllMyBuckets",
                                                 "s3:PutBucketPolicy",
                                                 "sqs:AddPermission",
                                                 "sqs:GetQueueAttributes",
                                                 "sqs:GetQueueUrl",
                                                 "sqs:ListQueues",
                                                 "sqs:SetQueueAttributes"};
  return document;
}

std::vector<CompiledPolicy> compiled(const Organization& organization,
                                     const Assumptions& assumptions) {
  std::vector<CompiledPolicy> result;
  result.reserve(organization.tables().documents->size() + 4);
  for (const PolicyDocument& document : *organization.tables().documents) {
    result.emplace_back(&document, assumptions);
  }
  result.emplace_back(allow_everything());
  result.emplace_back(allow_root_tasks());
  result.push_back(CompiledPolicy::not_collected(true));
  result.push_back(CompiledPolicy::not_collected(false));
  return result;
}

/// Whether `name` is the role Identity Center made of the permission set: its name with sixteen
/// hexadecimal digits, or without any in files written by hand.
bool is_role_of_set(std::string_view name, std::string_view set) {
  if (!name.starts_with(kReservedPrefix)) {
    return false;
  }
  name.remove_prefix(kReservedPrefix.size());
  if (!name.starts_with(set)) {
    return false;
  }
  name.remove_prefix(set.size());
  return name.empty() || (name.size() == kSuffixDigits + 1 && name.front() == '_' &&
                          std::ranges::all_of(name.substr(1), [](char c) {
                            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
                                   (c >= 'A' && c <= 'F');
                          }));
}

}  // namespace

CompiledDocuments::CompiledDocuments(const Organization& organization,
                                     const Assumptions& assumptions)
    : policies_(compiled(organization, assumptions)) {
  const Table<Resource>& resources = *organization.tables().resources;
  for (const auto index : resources.indexes()) {
    const auto& grants = resources[index].grants;
    if (!grants) {
      continue;
    }
    for (const KeyGrant& grant : *grants) {
      if (grant.presence == Presence::Present) {
        grants_[index].push_back(
            {.id = grant.id, .policy = CompiledPolicy(grant_document(grant), assumptions)});
      }
    }
  }
}

std::span<const CompiledGrant> CompiledDocuments::grants(Index<Resource> key) const {
  const auto found = grants_.find(key);
  return found == grants_.end() ? std::span<const CompiledGrant>() : std::span(found->second);
}

std::optional<Index<PolicyDocument>> CompiledDocuments::document_of(PolicyRef policy) const {
  const PolicyRef first = policies_.data();
  const bool inside = !std::less<>()(policy, first) && std::less<>()(policy, everything());
  return inside ? std::optional(Index<PolicyDocument>(static_cast<std::size_t>(policy - first)))
                : std::nullopt;
}

bool can_act(AccountState state) {
  switch (state) {
    case AccountState::Active:
    case AccountState::PendingClosure:
      return true;
    case AccountState::PendingActivation:
    case AccountState::Suspended:
    case AccountState::Closed:
      return false;
  }
  return false;
}

class PrincipalDerivation {
 public:
  PrincipalDerivation(const Organization& organization, const CompiledDocuments& documents,
                      Principals& principals)
      : organization_(organization),
        tables_(organization.tables()),
        documents_(documents),
        principals_(principals) {}

  void derive() {
    principals_.by_account_.resize(tables_.accounts->size());
    for (const auto account : tables_.accounts->indexes()) {
      if (can_act((*tables_.accounts)[account].state)) {
        of_account_itself(account);
      }
    }
    users();
    roles();
    people();
    permission_set_roles();
    for (const auto index : principals_.all_.indexes()) {
      principals_.by_arn_.emplace(principals_.all_[index].arn, index);
    }
  }

 private:
  Index<Principal> add(Principal principal) {
    const auto account = principal.account;
    const auto index = principals_.all_.append(std::move(principal));
    if (account) {
      principals_.by_account_[account->value()].push_back(index);
    }
    return index;
  }

  bool active(Index<Account> account) const { return can_act((*tables_.accounts)[account].state); }

  std::string arn(Index<Account> account, std::string_view resource) const {
    return iam_arn(tables_.partition, (*tables_.accounts)[account].id.text(), resource);
  }

  void of_account_itself(Index<Account> account) {
    const Account& record = (*tables_.accounts)[account];
    add({.kind = PrincipalKind::RootUser,
         .origin = account,
         .arn = arn(account, "root"),
         .account = account,
         .path = "/",
         .name = "root",
         .where = record.where});
    add({.kind = PrincipalKind::RootSession,
         .origin = account,
         .arn = arn(account, "root") + " (assumed)",
         .account = account,
         .path = "/",
         .name = "root",
         .session = std::vector{documents_.root_tasks()},
         .where = record.where});
    add({.kind = PrincipalKind::HypotheticalAdministrator,
         .origin = account,
         .arn = arn(account, "role/hypothetical/Administrator"),
         .account = account,
         .path = "/hypothetical/",
         .name = "Administrator",
         .identity = {documents_.everything()},
         .where = record.where});
  }

  PolicyRef compiled(const std::optional<Index<PolicyDocument>>& document) const {
    return document ? documents_[*document] : documents_.not_collected();
  }

  /// AWS's own policies grant, but for those that are made to deny.
  /// Source: AWS Managed Policy Reference Guide, "AWSDenyAll" and
  /// "AWSCompromisedKeyQuarantineV3".
  PolicyRef managed(const ManagedPolicy& policy) const {
    if (policy.document || !policy.arn.contains(":iam::aws:policy/")) {
      return compiled(policy.document);
    }
    const bool denies = policy.arn.contains("Deny") || policy.arn.contains("Quarantine");
    return denies ? documents_.not_collected() : documents_.not_collected_grant();
  }

  void append(std::vector<PolicyRef>& identity, const IdentityPolicies& policies) const {
    for (const InlinePolicy& policy : policies.inline_policies) {
      identity.push_back(documents_[policy.document]);
    }
    for (const auto policy : policies.attached) {
      identity.push_back(managed((*tables_.managed_policies)[policy]));
    }
  }

  std::optional<std::vector<PolicyRef>> boundary(
      const std::optional<PermissionsBoundary>& boundary) const {
    return boundary ? std::optional(std::vector{compiled(boundary->document)}) : std::nullopt;
  }

  void users() {
    for (const auto index : tables_.users->indexes()) {
      const User& user = (*tables_.users)[index];
      if (user.presence == Presence::Deleted || !active(user.account)) {
        continue;
      }
      Principal principal{.kind = PrincipalKind::User,
                          .origin = index,
                          .arn = user.arn,
                          .account = user.account,
                          .path = user.path,
                          .name = user.name,
                          .boundary = boundary(user.policies.boundary),
                          .where = user.where};
      append(principal.identity, user.policies);
      for (const auto group : user.groups) {
        append(principal.identity, (*tables_.groups)[group].policies);
      }
      add(std::move(principal));
    }
  }

  void roles() {
    for (const auto index : tables_.roles->indexes()) {
      const Role& role = (*tables_.roles)[index];
      if (role.presence == Presence::Deleted || !active(role.account)) {
        continue;
      }
      Principal principal{.kind = PrincipalKind::Role,
                          .origin = index,
                          .arn = role.arn,
                          .account = role.account,
                          .path = role.path,
                          .name = role.name,
                          .boundary = boundary(role.policies.boundary),
                          .trust = role.trust,
                          .where = role.where};
      append(principal.identity, role.policies);
      const auto added = add(std::move(principal));
      if (role.path.starts_with(kReservedPath)) {
        reserved_[role.account].push_back(added);
      }
    }
  }

  void people() {
    for (const auto index : tables_.identity_users->indexes()) {
      const IdentityUser& user = (*tables_.identity_users)[index];
      if (user.presence == Presence::Present) {
        principals_.people_.emplace(index, add({.kind = PrincipalKind::Person,
                                                .origin = index,
                                                .arn = user.name,
                                                .account = std::nullopt,
                                                .path = "/",
                                                .name = user.name,
                                                .where = user.where}));
      }
    }
  }

  void permission_set_roles() {
    for (const orgsim::Assignment& assignment : *tables_.assignments) {
      const std::pair key(assignment.permission_set, assignment.account);
      if (assignment.presence == Presence::Present && active(assignment.account) &&
          !principals_.set_roles_.contains(key)) {
        principals_.set_roles_.emplace(key, role_of(assignment));
      }
    }
  }

  /// The role of the dump that Identity Center made, else one derived from the permission set.
  Index<Principal> role_of(const orgsim::Assignment& assignment) {
    const PermissionSet& set = (*tables_.permission_sets)[assignment.permission_set];
    for (const auto role : reserved_[assignment.account]) {
      if (is_role_of_set(principals_.all_[role].name, set.name)) {
        return role;
      }
    }
    const std::string name = std::string(kReservedPrefix) + set.name;
    Principal principal{.kind = PrincipalKind::Role,
                        .origin = assignment.permission_set,
                        .arn = arn(assignment.account, "role" + std::string(kReservedPath) + name),
                        .account = assignment.account,
                        .path = std::string(kReservedPath),
                        .name = name,
                        .boundary = boundary(set.policies.boundary),
                        .where = set.where};
    if (set.customer_boundary) {
      principal.boundary = std::vector{customer_policy(assignment.account, *set.customer_boundary)};
    }
    append(principal.identity, set.policies);
    for (const CustomerPolicyReference& reference : set.customer_policies) {
      principal.identity.push_back(customer_policy(assignment.account, reference));
    }
    return add(std::move(principal));
  }

  /// Resolved by name in each account. Source: IAM Identity Center User Guide, "Custom
  /// permissions".
  PolicyRef customer_policy(Index<Account> account,
                            const CustomerPolicyReference& reference) const {
    const auto found =
        organization_.find_managed_policy(arn(account, "policy" + reference.path + reference.name));
    return found ? managed((*tables_.managed_policies)[*found]) : documents_.not_collected();
  }

  const Organization& organization_;
  const OrganizationTables& tables_;
  const CompiledDocuments& documents_;
  Principals& principals_;
  std::map<Index<Account>, std::vector<Index<Principal>>> reserved_;
};

Principals::Principals(const Organization& organization, const CompiledDocuments& documents) {
  PrincipalDerivation(organization, documents, *this).derive();
}

std::optional<Index<Principal>> Principals::find(std::string_view arn) const {
  const auto found = by_arn_.find(arn);
  return found == by_arn_.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<Index<Principal>>& Principals::of_account(Index<Account> account) const {
  assert(account.value() < by_account_.size());
  return by_account_[account.value()];
}

std::optional<Index<Principal>> Principals::root_user(Index<Account> account) const {
  const auto& own = of_account(account);
  return own.empty() ? std::nullopt : std::optional(own[0]);
}

std::optional<Index<Principal>> Principals::root_session(Index<Account> account) const {
  const auto& own = of_account(account);
  return own.empty() ? std::nullopt : std::optional(own[1]);
}

std::optional<Index<Principal>> Principals::hypothetical_administrator(
    Index<Account> account) const {
  const auto& own = of_account(account);
  return own.empty() ? std::nullopt : std::optional(own[2]);
}

std::optional<Index<Principal>> Principals::person(Index<IdentityUser> user) const {
  const auto found = people_.find(user);
  return found == people_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Index<Principal>> Principals::permission_set_role(Index<PermissionSet> set,
                                                                Index<Account> account) const {
  const auto found = set_roles_.find({set, account});
  return found == set_roles_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace orgsim::sim

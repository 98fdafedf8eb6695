#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "model/organization.h"
#include "sim/decide/compiled_policy.h"

namespace orgsim::sim {

/// `HypotheticalAdministrator` is a role with every permission and an unremarkable name that need
/// not exist: it stands for the full takeover of its account, and for what a deployment service or
/// Identity Center would create there on demand. `RootSession` is the short session that
/// `sts:AssumeRoot` gives over a member account, limited to AWS's task policies. `Person` is a user
/// of Identity Center, who acts only through the roles of permission sets.
enum class PrincipalKind { RootUser, RootSession, User, Role, Person, HypotheticalAdministrator };

/// What a principal was made from. A permission set makes a role in each account it is assigned in.
using PrincipalOrigin = std::variant<Index<Account>, Index<User>, Index<Role>, Index<IdentityUser>,
                                     Index<PermissionSet>>;

/// Somebody who can act, with the policies attached to it.
struct Principal {
  PrincipalKind kind = PrincipalKind::Role;
  PrincipalOrigin origin;
  std::string arn;                        // A person's name, who has no ARN of IAM.
  std::optional<Index<Account>> account;  // Nothing for a person.
  std::string path;
  std::string name;
  std::vector<PolicyRef> identity;
  std::optional<std::vector<PolicyRef>> boundary;  // Nothing: it has none.
  std::optional<std::vector<PolicyRef>> session;   // Session policies; nothing: none.
  std::optional<Index<PolicyDocument>> trust;      // Of roles of IAM.
  SourceLocation where;
};

/// A grant of a KMS key as a policy of the key.
struct CompiledGrant {
  std::string id;
  CompiledPolicy policy;
};

/// The documents of a snapshot, compiled once each.
class CompiledDocuments {
 public:
  explicit CompiledDocuments(const Organization& organization, const Assumptions& assumptions = {});

  /// How many documents the snapshot has.
  std::size_t size() const { return policies_.size() - 4; }

  PolicyRef operator[](Index<PolicyDocument> document) const {
    return &policies_[document.value()];
  }

  /// Nothing for the policies that stand in for a text: the ones below.
  std::optional<Index<PolicyDocument>> document_of(PolicyRef policy) const;

  /// Allows everything: a root user's permissions and a hypothetical administrator's policy.
  PolicyRef everything() const { return &policies_[policies_.size() - 4]; }

  /// What the five task policies of `sts:AssumeRoot` allow, of which each session has one.
  /// Source: IAM User Guide, "Perform a privileged task on an AWS Organizations member account".
  PolicyRef root_tasks() const { return &policies_[policies_.size() - 3]; }

  /// Stands for a policy whose text was not collected: it may say anything.
  PolicyRef not_collected() const { return &policies_[policies_.size() - 2]; }

  /// The same for one that can only allow: AWS's managed policies, but for those made to deny.
  PolicyRef not_collected_grant() const { return &policies_.back(); }

  /// What the grants of a KMS key allow, a policy each; empty: it has none.
  std::span<const CompiledGrant> grants(Index<Resource> key) const;

 private:
  std::vector<CompiledPolicy> policies_;  // Invariant: the last four stand in for a text.
  std::map<Index<Resource>, std::vector<CompiledGrant>> grants_;
};

/// Everybody of a snapshot who can act, derived from it: root users, IAM users and roles, the roles
/// of assigned permission sets, people, and a hypothetical administrator per account. Deleted
/// records and those of closed or suspended accounts are left out.
/// Source: IAM Identity Center User Guide, "Permission sets" (roles `AWSReservedSSO_...`).
class Principals {
 public:
  Principals(const Organization& organization, const CompiledDocuments& documents);

  const Table<Principal>& all() const { return all_; }
  const Principal& operator[](Index<Principal> index) const { return all_[index]; }

  /// By ARN, or by name for a person.
  std::optional<Index<Principal>> find(std::string_view arn) const;

  /// In order of the table; empty for an account that cannot act.
  const std::vector<Index<Principal>>& of_account(Index<Account> account) const;

  std::optional<Index<Principal>> root_user(Index<Account> account) const;
  std::optional<Index<Principal>> root_session(Index<Account> account) const;
  std::optional<Index<Principal>> hypothetical_administrator(Index<Account> account) const;
  std::optional<Index<Principal>> person(Index<IdentityUser> user) const;

  /// The role through which an assignee of the permission set acts in the account; nothing where
  /// the set is not assigned.
  std::optional<Index<Principal>> permission_set_role(Index<PermissionSet> set,
                                                      Index<Account> account) const;

 private:
  friend class PrincipalDerivation;

  Table<Principal> all_;
  std::unordered_map<std::string_view, Index<Principal>> by_arn_;
  std::vector<std::vector<Index<Principal>>> by_account_;
  std::map<Index<IdentityUser>, Index<Principal>> people_;
  std::map<std::pair<Index<PermissionSet>, Index<Account>>, Index<Principal>> set_roles_;
};

/// Whether principals of an account can act at all: not in one that is suspended or closed.
/// Source: AWS Organizations User Guide, "Closing a member account in your organization".
bool can_act(AccountState state);

}  // namespace orgsim::sim

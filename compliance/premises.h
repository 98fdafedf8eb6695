#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compliance/closure.h"
#include "compliance/granting.h"
#include "compliance/outsider.h"
#include "sim/organization/authorizer.h"

namespace orgsim::sim {
class AccessGraph;  // Its header brings a graph library along.
}  // namespace orgsim::sim

namespace orgsim::compliance {

/// What every check may ask: a snapshot, who may do what in it, who can become whom, and the date
/// of the report. Refers to all of them; they must outlive it.
class Premises {
 public:
  Premises(const sim::Authorizer& authorizer, const sim::AccessGraph& graph, Date now);

  const Organization& organization() const { return authorizer_.organization(); }
  const OrganizationTables& tables() const { return organization().tables(); }
  const Declared& declared() const { return *tables().declared; }
  const sim::Authorizer& authorizer() const { return authorizer_; }
  const sim::Principals& principals() const { return authorizer_.principals(); }
  const sim::AccessGraph& graph() const { return graph_; }
  Date now() const { return now_; }

  /// The organization that is assessed: the first of the snapshot. Nothing when it has none, as a
  /// dump of one account; then its accounts are all that there are.
  const OrganizationRecord* home() const { return home_; }

  /// The accounts of the home organization that are not closed, in order of the table.
  const std::vector<Index<Account>>& accounts() const { return accounts_; }

  /// The same without the management account.
  const std::vector<Index<Account>>& members() const { return members_; }

  std::optional<Index<Account>> management_account() const;
  bool at_home(Index<Account> account) const;

  const Account& account(Index<Account> index) const { return organization().accounts()[index]; }
  std::string_view id(Index<Account> index) const { return account(index).id.text(); }

  /// The users and roles of an account that exist: no root user, no hypothetical administrator and
  /// no service-linked role, which only AWS itself uses and no SCP binds.
  std::vector<Index<sim::Principal>> existing(Index<Account> account) const;

  /// Names of the roles by which the organization manages its members: those of a managing kind
  /// that more than one member account has.
  const std::set<std::string, std::less<>>& organization_roles() const {
    return organization_roles_;
  }

  /// The patterns that policies compare the Region with.
  const std::set<std::string_view>& region_patterns() const { return region_patterns_; }

  /// Every way to come to act as somebody else, sorted by source.
  const std::vector<Step>& steps() const { return steps_; }
  std::span<const Step> steps_from(Index<sim::Principal> source) const {
    const std::size_t first = first_step_[source.value()];
    return std::span(steps_).subspan(first, first_step_[source.value() + 1] - first);
  }

  /// The roles of the account that the snapshot holds, whether or not AWS suspended it.
  const std::vector<const Role*>& roles(Index<Account> account) const {
    return roles_[account.value()];
  }

  /// Whether one of the documents may grant the action to whom it is attached; also where a text is
  /// not known. Answers are kept: few documents are asked of often.
  bool may_grant(std::span<const sim::PolicyRef> policies, const std::string& action) const;

  /// See `admitted_outsiders`.
  const std::vector<Outsider>& admitted() const { return admitted_; }

  /// See `all_who_do_harm`.
  bool does_harm(Index<sim::Principal> principal) const { return harmful_[principal.value()]; }

 private:
  const sim::Authorizer& authorizer_;
  const sim::AccessGraph& graph_;
  Date now_;
  const OrganizationRecord* home_ = nullptr;
  std::vector<Index<Account>> accounts_;
  std::vector<Index<Account>> members_;
  std::set<std::string, std::less<>> organization_roles_;
  std::set<std::string_view> region_patterns_;
  std::vector<Step> steps_;
  std::vector<std::size_t> first_step_;          // By source, and the end.
  std::vector<std::vector<const Role*>> roles_;  // By account.
  std::vector<bool> harmful_;
  std::vector<Outsider> admitted_;
  mutable std::unordered_map<std::string, GrantingDocuments> granting_;  // By action.
};

/// Whether the role is one of those, and not a namesake of another kind.
bool is_organization_role(const Premises& premises, const Role& role);

}  // namespace orgsim::compliance

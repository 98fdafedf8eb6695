#include "compliance/premises.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "compliance/outsiders.h"
#include "model/text.h"
#include "sim/decide/statement_query.h"

namespace orgsim::compliance {
namespace {

bool is_managing_kind(std::string_view kind) {
  constexpr auto kKinds = std::to_array<std::string_view>(
      {"audit", "baseline-admin", "break-glass", "incident-response"});
  return std::ranges::binary_search(kKinds, kind);
}

std::set<std::string, std::less<>> managing_roles(const Premises& premises) {
  std::map<std::string, std::size_t> n_accounts;
  for (const Role& role : *premises.tables().roles) {
    if (role.presence == Presence::Present && is_managing_kind(role.kind) &&
        std::ranges::count(premises.members(), role.account) != 0) {
      ++n_accounts[role.name];
    }
  }
  std::set<std::string, std::less<>> result;
  for (const auto& [name, n] : n_accounts) {
    if (n > 1) {
      result.insert(name);
    }
  }
  return result;
}

std::set<std::string_view> region_patterns_of(const Organization& organization) {
  std::set<std::string_view> result;
  for (const PolicyDocument& document : *organization.tables().documents) {
    for (const Statement& statement : document.statements) {
      for (const Condition& condition : statement.conditions) {
        if (equals_ignoring_case(condition.key, "aws:RequestedRegion")) {
          result.insert(condition.values.begin(), condition.values.end());
        }
      }
    }
  }
  return result;
}

}  // namespace

bool is_organization_role(const Premises& premises, const Role& role) {
  return is_managing_kind(role.kind) && premises.organization_roles().contains(role.name);
}

Premises::Premises(const sim::Authorizer& authorizer, const sim::AccessGraph& graph, Date now)
    : authorizer_(authorizer), graph_(graph), now_(now) {
  const Table<OrganizationRecord>& organizations = *tables().organizations;
  if (!organizations.empty()) {
    home_ = &organizations[Index<OrganizationRecord>(0)];
  }
  for (const auto index : organization().accounts().indexes()) {
    if (account(index).state == AccountState::Closed || !at_home(index)) {
      continue;
    }
    accounts_.push_back(index);
    if (!organization().is_management_account(index)) {
      members_.push_back(index);
    }
  }
  organization_roles_ = managing_roles(*this);
  region_patterns_ = region_patterns_of(organization());
  roles_.resize(organization().accounts().size());
  for (const Role& role : *tables().roles) {
    if (role.presence == Presence::Present) {
      roles_[role.account.value()].push_back(&role);
    }
  }
  steps_ = all_steps(*this);
  first_step_.assign(principals().all().size() + 1, 0);
  for (const Step& step : steps_) {
    ++first_step_[step.source.value() + 1];
  }
  std::partial_sum(first_step_.begin(), first_step_.end(), first_step_.begin());
  harmful_ = all_who_do_harm(*this);
  admitted_ = admitted_outsiders(*this);
}

bool Premises::may_grant(std::span<const sim::PolicyRef> policies,
                         const std::string& action) const {
  auto found = granting_.find(action);
  if (found == granting_.end()) {
    found = granting_.emplace(action, GrantingDocuments(authorizer_, {&action, 1})).first;
  }
  return found->second.any_of(policies);
}

std::optional<Index<Account>> Premises::management_account() const {
  return home_ == nullptr ? std::nullopt : std::optional(home_->management_account);
}

bool Premises::at_home(Index<Account> account) const {
  const auto of = organization().organization_of(account);
  return home_ == nullptr ? !of : of == Index<OrganizationRecord>(0);
}

std::vector<Index<sim::Principal>> Premises::existing(Index<Account> account) const {
  std::vector<Index<sim::Principal>> result;
  for (const auto index : principals().of_account(account)) {
    const sim::Principal& principal = principals()[index];
    const bool real =
        principal.kind == sim::PrincipalKind::User || principal.kind == sim::PrincipalKind::Role;
    if (real && !principal.path.starts_with("/aws-service-role/")) {
      result.push_back(index);
    }
  }
  return result;
}

}  // namespace orgsim::compliance

#include "io/write/organization_view.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace orgsim::io {
namespace {

template <class Record, class Matches>
std::vector<Index<Record>> select(const Table<Record>& table, const Matches& matches) {
  std::vector<Index<Record>> result;
  for (const Index<Record> index : table.indexes()) {
    if (matches(table[index])) {
      result.push_back(index);
    }
  }
  return result;
}

std::vector<Index<Account>> by_name(const Organization& organization,
                                    std::vector<Index<Account>> accounts) {
  std::ranges::sort(accounts, {}, [&](Index<Account> index) {
    const Account& account = organization.accounts()[index];
    return std::pair<std::string_view, std::string_view>(account.name, account.id.text());
  });
  return accounts;
}

}  // namespace

std::vector<Index<Account>> accounts_of(const Organization& organization,
                                        Index<OrganizationalUnit> parent) {
  return by_name(organization, select(organization.accounts(), [&](const Account& account) {
                   return account.parent == parent;
                 }));
}

std::vector<Index<Account>> standalone_accounts(const Organization& organization) {
  return by_name(organization, select(organization.accounts(), [](const Account& account) {
                   return !account.parent.has_value();
                 }));
}

std::vector<Index<OrganizationalUnit>> children_of(const Organization& organization,
                                                   Index<OrganizationalUnit> parent) {
  auto result =
      select(organization.ous(), [&](const OrganizationalUnit& ou) { return ou.parent == parent; });
  std::ranges::sort(result, {}, [&](Index<OrganizationalUnit> index) {
    const OrganizationalUnit& ou = organization.ous()[index];
    return std::tie(ou.name, ou.id);
  });
  return result;
}

std::vector<std::string> delegations_of(const Organization& organization, Index<Account> account) {
  const auto home = organization.organization_of(account);
  if (!home) {
    return {};
  }
  const auto& delegated = (*organization.tables().organizations)[*home].delegated_administrators;
  std::vector<std::string> services;
  if (delegated) {
    for (const auto& [service, accounts] : *delegated) {
      if (accounts.contains(account)) {
        services.push_back(service);
      }
    }
  }
  return services;
}

std::string_view name_of(AccountState state) {
  switch (state) {
    case AccountState::Active:
      return "ACTIVE";
    case AccountState::PendingActivation:
      return "PENDING_ACTIVATION";
    case AccountState::Suspended:
      return "SUSPENDED";
    case AccountState::PendingClosure:
      return "PENDING_CLOSURE";
    case AccountState::Closed:
      return "CLOSED";
  }
  return "";
}

std::string_view name_of(OrganizationPolicyType type) {
  switch (type) {
    case OrganizationPolicyType::ServiceControlPolicy:
      return "SERVICE_CONTROL_POLICY";
    case OrganizationPolicyType::ResourceControlPolicy:
      return "RESOURCE_CONTROL_POLICY";
    case OrganizationPolicyType::Other:
      return "";
  }
  return "";
}

}  // namespace orgsim::io

#include "io/write/tree_json.h"

#include <nlohmann/json.hpp>

#include "io/write/organization_view.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

Json policies_json(const Organization& organization,
                   const std::vector<Index<OrganizationPolicy>>& attached) {
  Json result = Json::array();
  for (const Index<OrganizationPolicy> index : attached) {
    const OrganizationPolicy& policy = organization.policies()[index];
    result.push_back({{"id", policy.id},
                      {"name", policy.name},
                      {"type", name_of(policy.type)},
                      {"aws_managed", policy.aws_managed}});
  }
  return result;
}

Json account_json(const Organization& organization, Index<Account> index) {
  const Account& account = organization.accounts()[index];
  return {{"id", account.id.text()},
          {"name", account.name},
          {"state", name_of(account.state)},
          {"management_account", organization.is_management_account(index)},
          {"delegated_administrator_of", delegations_of(organization, index)},
          {"policies", policies_json(organization, account.attached)}};
}

Json accounts_json(const Organization& organization, const std::vector<Index<Account>>& accounts) {
  Json result = Json::array();
  for (const Index<Account> account : accounts) {
    result.push_back(account_json(organization, account));
  }
  return result;
}

/// OUs are at most five levels deep, so this recursion is too.
Json unit_json(const Organization& organization, Index<OrganizationalUnit> index) {
  const OrganizationalUnit& ou = organization.ous()[index];
  Json units = Json::array();
  for (const Index<OrganizationalUnit> child : children_of(organization, index)) {
    units.push_back(unit_json(organization, child));
  }
  return {{"id", ou.id},
          {"name", ou.name},
          {"policies", policies_json(organization, ou.attached)},
          {"accounts", accounts_json(organization, accounts_of(organization, index))},
          {"organizational_units", std::move(units)}};
}

}  // namespace

std::string tree_json(const Organization& organization) {
  const OrganizationTables& tables = organization.tables();
  Json organizations = Json::array();
  for (const OrganizationRecord& record : *tables.organizations) {
    organizations.push_back(
        {{"id", record.id},
         {"name", record.name},
         {"management_account", organization.accounts()[record.management_account].id.text()},
         {"root", unit_json(organization, record.root)}});
  }
  const Json document = {
      {"format", "orgsim-tree/1"},
      {"as_of", tables.as_of ? Json(to_text(*tables.as_of)) : Json(nullptr)},
      {"organizations", std::move(organizations)},
      {"standalone_accounts", accounts_json(organization, standalone_accounts(organization))},
      {"not_modelled", organization.unmodelled().size()}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io

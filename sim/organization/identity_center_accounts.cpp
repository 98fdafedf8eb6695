#include "sim/organization/identity_center_accounts.h"

#include <algorithm>
#include <string>

namespace orgsim::sim {
namespace {

constexpr std::string_view kService = "sso.amazonaws.com";

}  // namespace

bool administers_identity_center(const Organization& organization, Index<Account> account) {
  const auto home = organization.organization_of(account);
  if (!home) {
    return false;
  }
  const OrganizationTables& tables = organization.tables();
  const OrganizationRecord& record = (*tables.organizations)[*home];
  if (account == record.management_account) {
    return true;
  }
  if (record.delegated_administrators) {
    const auto found = record.delegated_administrators->find(std::string(kService));
    if (found != record.delegated_administrators->end() && found->second.contains(account)) {
      return true;
    }
  }
  return std::ranges::any_of(*tables.identity_centers, [&](const IdentityCenterInstance& center) {
    return center.organization == home && center.delegated_administrator == account;
  });
}

}  // namespace orgsim::sim

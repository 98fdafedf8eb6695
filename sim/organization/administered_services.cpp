#include "sim/organization/administered_services.h"

#include <algorithm>
#include <string>

namespace orgsim::sim {

bool administers(const Organization& organization, Index<Account> account,
                 std::string_view service_principal) {
  const auto home = organization.organization_of(account);
  if (!home) {
    return false;
  }
  const OrganizationRecord& record = (*organization.tables().organizations)[*home];
  if (account == record.management_account || !record.delegated_administrators) {
    return account == record.management_account;
  }
  const auto found = record.delegated_administrators->find(std::string(service_principal));
  return found != record.delegated_administrators->end() && found->second.contains(account);
}

bool administers_identity_center(const Organization& organization, Index<Account> account) {
  const auto home = organization.organization_of(account);
  return administers(organization, account, "sso.amazonaws.com") ||
         (home && std::ranges::any_of(*organization.tables().identity_centers,
                                      [&](const IdentityCenterInstance& center) {
                                        return center.organization == home &&
                                               center.delegated_administrator == account;
                                      }));
}

}  // namespace orgsim::sim

#include "sim/organization/administered_services.h"

#include <string>

namespace orgsim::sim {

std::set<Index<Account>> administering(const Organization& organization,
                                       Index<OrganizationRecord> of,
                                       std::string_view service_principal) {
  const OrganizationTables& tables = organization.tables();
  const OrganizationRecord& record = (*tables.organizations)[of];
  std::set<Index<Account>> result = {record.management_account};
  if (record.delegated_administrators) {
    const auto found = record.delegated_administrators->find(std::string(service_principal));
    if (found != record.delegated_administrators->end()) {
      result.insert(found->second.begin(), found->second.end());
    }
  }
  for (const IdentityCenterInstance& center : *tables.identity_centers) {
    if (service_principal == kIdentityCenter && center.organization == of &&
        center.delegated_administrator) {
      result.insert(*center.delegated_administrator);
    }
  }
  return result;
}

bool administers(const Organization& organization, Index<Account> account,
                 std::string_view service_principal) {
  const auto home = organization.organization_of(account);
  return home && administering(organization, *home, service_principal).contains(account);
}

}  // namespace orgsim::sim

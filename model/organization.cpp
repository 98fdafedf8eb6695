#include "model/organization.h"

#include <algorithm>

namespace orgsim {

std::vector<Index<OrganizationalUnit>> Organization::path_to(Index<OrganizationalUnit> ou) const {
  std::vector<Index<OrganizationalUnit>> path = {ou};
  while (const auto parent = ous()[path.back()].parent) {
    path.push_back(*parent);
  }
  std::ranges::reverse(path);
  return path;
}

std::optional<Index<OrganizationRecord>> Organization::organization_of(
    Index<Account> account) const {
  const auto& parent = accounts()[account].parent;
  return parent ? std::optional(ous()[*parent].organization) : std::nullopt;
}

bool Organization::is_management_account(Index<Account> account) const {
  const auto organization = organization_of(account);
  return organization && (*tables_.organizations)[*organization].management_account == account;
}

std::optional<std::string> Organization::organization_path(Index<Account> account) const {
  const auto& parent = accounts()[account].parent;
  if (!parent) {
    return std::nullopt;
  }
  std::string path = (*tables_.organizations)[ous()[*parent].organization].id + "/";
  for (const auto ou : path_to(*parent)) {
    path += ous()[ou].id + "/";
  }
  return path;
}

std::optional<Index<Account>> Organization::find_account(std::string_view id_or_name) const {
  for (const auto index : accounts().indexes()) {
    const Account& account = accounts()[index];
    if (account.id.text() == id_or_name || account.name == id_or_name) {
      return index;
    }
  }
  return std::nullopt;
}

}  // namespace orgsim

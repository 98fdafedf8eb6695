#include "model/organization.h"

#include <algorithm>

namespace orgsim {
namespace {

template <class Record>
std::optional<Index<Record>> find_present(const LookupTable& lookup, const Table<Record>& table,
                                          std::string_view arn) {
  const auto found = lookup.find(
      arn, [&](std::size_t i) -> std::string_view { return table[Index<Record>(i)].arn; },
      [&](std::size_t i) { return table[Index<Record>(i)].presence == Presence::Present; });
  return found ? std::optional(Index<Record>(*found)) : std::nullopt;
}

}  // namespace

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
  const auto any = [](std::size_t) { return true; };
  const auto id = [&](std::size_t i) -> std::string_view {
    return accounts()[Index<Account>(i)].id.text();
  };
  const auto name = [&](std::size_t i) -> std::string_view {
    return accounts()[Index<Account>(i)].name;
  };
  auto found = lookup_.account_ids->find(id_or_name, id, any);
  if (!found) {
    found = lookup_.account_names->find(id_or_name, name, any);
  }
  return found ? std::optional(Index<Account>(*found)) : std::nullopt;
}

std::optional<Index<Role>> Organization::find_role(std::string_view arn) const {
  return find_present(*lookup_.roles, *tables_.roles, arn);
}

std::optional<Index<User>> Organization::find_user(std::string_view arn) const {
  return find_present(*lookup_.users, *tables_.users, arn);
}

std::optional<Index<Group>> Organization::find_group(std::string_view arn) const {
  return find_present(*lookup_.groups, *tables_.groups, arn);
}

std::optional<Index<ManagedPolicy>> Organization::find_managed_policy(std::string_view arn) const {
  return find_present(*lookup_.managed_policies, *tables_.managed_policies, arn);
}

std::optional<Index<Resource>> Organization::find_resource(std::string_view arn) const {
  return find_present(*lookup_.resources, *tables_.resources, arn);
}

}  // namespace orgsim

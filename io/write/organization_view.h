#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/organization.h"

namespace orgsim::io {

/// What every picture of an organization shows, in one order: by name, then by id.

std::vector<Index<Account>> accounts_of(const Organization& organization,
                                        Index<OrganizationalUnit> parent);
std::vector<Index<OrganizationalUnit>> children_of(const Organization& organization,
                                                   Index<OrganizationalUnit> parent);

/// Accounts in no organization.
std::vector<Index<Account>> standalone_accounts(const Organization& organization);

/// The service principals that an account is delegated administrator of, sorted.
std::vector<std::string> delegations_of(const Organization& organization, Index<Account> account);

/// As AWS spells it: `ACTIVE`, `PENDING_CLOSURE`.
std::string_view name_of(AccountState state);

/// `SERVICE_CONTROL_POLICY`, `RESOURCE_CONTROL_POLICY`; empty for a type we only list.
std::string_view name_of(OrganizationPolicyType type);

}  // namespace orgsim::io

#pragma once

#include "model/organization.h"

namespace orgsim::sim {

/// Whether Identity Center of the account's organization is administered from this account: from
/// the management account, and from those that are registered as delegated administrator.
/// Source: IAM Identity Center User Guide, "Delegated administration".
bool administers_identity_center(const Organization& organization, Index<Account> account);

}  // namespace orgsim::sim

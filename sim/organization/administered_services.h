#pragma once

#include <string_view>

#include "model/organization.h"

namespace orgsim::sim {

/// Whether the service acts in the account's organization at the account's word: it is the
/// management account, or registered as the service's delegated administrator.
/// Source: AWS Organizations User Guide, "Delegated administrator for AWS services that work with
/// Organizations".
bool administers(const Organization& organization, Index<Account> account,
                 std::string_view service_principal);

/// The same of Identity Center, whose instance names its delegated administrator as well.
/// Source: IAM Identity Center User Guide, "Delegated administration".
bool administers_identity_center(const Organization& organization, Index<Account> account);

}  // namespace orgsim::sim

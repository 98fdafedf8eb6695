#pragma once

#include "model/organization.h"
#include "model/result.h"
#include "model/time.h"

namespace orgsim::compliance {

/// The id of the account that a what-if vends: one that no account of the organization has.
std::string_view new_account_id();

/// The organization after it vended one more account into an OU or root: AWS creates it below the
/// root with the role `OrganizationAccountAccessRole`, and vending moves it. Nothing is in it and
/// nobody declared anything of it, which is known of it whole. The risk profile is its OU's.
/// Source: AWS Organizations User Guide, "Creating a member account in an organization".
Result<Organization> with_new_account(const Organization& before, Index<OrganizationalUnit> target,
                                      Date now);

}  // namespace orgsim::compliance

#pragma once

#include <set>
#include <string_view>

#include "model/organization.h"

namespace orgsim::sim {

/// Service principals of the services that make who administers them an administrator elsewhere.
inline constexpr std::string_view kAccountManagement = "account.amazonaws.com";
inline constexpr std::string_view kIdentityCenter = "sso.amazonaws.com";
inline constexpr std::string_view kRootAccess = "iam.amazonaws.com";
inline constexpr std::string_view kStackSets = "member.org.stacksets.cloudformation.amazonaws.com";

/// The accounts at whose word the service acts in the organization: the management account and the
/// delegated administrators, of Identity Center also the one that its instance names.
/// Source: AWS Organizations User Guide, "Delegated administrator for AWS services that work with
/// Organizations"; IAM Identity Center User Guide, "Delegated administration".
std::set<Index<Account>> administering(const Organization& organization,
                                       Index<OrganizationRecord> of,
                                       std::string_view service_principal);

/// Whether the account is one of those, of its organization.
bool administers(const Organization& organization, Index<Account> account,
                 std::string_view service_principal);

}  // namespace orgsim::sim

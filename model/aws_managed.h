#pragma once

#include "model/organization.h"

namespace orgsim {

/// The documents that AWS ships and whose text is one statement for everything. Each of these
/// functions finds the policy, or adds it as AWS would have it there.

/// `FullAWSAccess` or `RCPFullAWSAccess` of an organization.
/// Source: AWS Organizations User Guide, "SCP evaluation" and "RCP evaluation".
Index<OrganizationPolicy> full_access(OrganizationTables& tables,
                                      Index<OrganizationRecord> organization,
                                      OrganizationPolicyType type);

/// Nothing when the organization has no such policy.
std::optional<Index<OrganizationPolicy>> find_full_access(const OrganizationTables& tables,
                                                          Index<OrganizationRecord> organization,
                                                          OrganizationPolicyType type);

/// The managed policy `AdministratorAccess`.
/// Source: AWS Managed Policy Reference Guide, "AdministratorAccess".
Index<ManagedPolicy> administrator_access(OrganizationTables& tables);

/// `arn:PARTITION:iam::aws:policy/AdministratorAccess`.
std::string administrator_access_arn(const OrganizationTables& tables);

/// The statement `Allow` on every action and resource, for everybody when `principal` is set.
PolicyDocument allow_everything(bool principal);

}  // namespace orgsim

#pragma once

#include <optional>

#include "sim/organization/access_request.h"
#include "sim/organization/authorizer.h"

namespace orgsim::sim {

/// What a service refuses though every policy allows it.
enum class ServiceRule {
  ManagementAccountStays,  // It can neither leave nor be removed or closed.
  ObjectLock,              // Content under a compliance-mode lock, until its days are over.
  VaultLock,               // Recovery points in a vault locked in compliance mode.
};

/// The rule that refuses the request; nothing when we know of none.
/// Source: AWS Organizations User Guide, "Removing a member account from an organization"; Amazon
/// S3 User Guide, "Locking objects with Object Lock"; AWS Backup Developer Guide, "AWS Backup Vault
/// Lock".
std::optional<ServiceRule> refused_by_service(const Authorizer& authorizer,
                                              const AccessRequest& request);

}  // namespace orgsim::sim

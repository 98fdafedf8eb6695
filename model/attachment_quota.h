#pragma once

#include <cstddef>

#include "model/organization_tree.h"

namespace orgsim {

/// How many SCPs or RCPs AWS lets be attached to one root, OU or account, as of March 2026.
/// Source: AWS Organizations User Guide, "Quotas and service limits for AWS Organizations".
constexpr std::size_t most_attached(OrganizationPolicyType type) {
  return type == OrganizationPolicyType::ServiceControlPolicy ? 10 : 5;
}

}  // namespace orgsim

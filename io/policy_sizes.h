#pragma once

#include "io/read/policy_quota.h"
#include "model/organization.h"

namespace orgsim::io {

/// What IAM counts together, and how much of it one user, group or role may have. AWS raises some
/// on request: the figure is the one before.
/// Source: IAM User Guide, "IAM and AWS STS quotas".
struct EntityQuotas {
  std::size_t inline_characters = 0;  // Of all inline policies, without white space.
  std::size_t attached_policies = 0;
  std::size_t groups = 0;  // That a user may be in.
};

struct IamQuotas {
  EntityQuotas user = {.inline_characters = 2048, .attached_policies = 10, .groups = 10};
  EntityQuotas group = {.inline_characters = 5120, .attached_policies = 10};
  EntityQuotas role = {.inline_characters = 10'240, .attached_policies = 10};
  std::string_view as_of = "2026-08-01";
};

/// A warning for each policy that is larger than AWS stores, and for each user, group or role with
/// more policies, larger ones together, or more groups than AWS lets it have. A policy whose text
/// was not collected as AWS has it is not counted.
Diagnostics beyond_quotas(const Organization& organization,
                          std::span<const PolicyQuota> policies = policy_quotas(),
                          const IamQuotas& iam = {});

}  // namespace orgsim::io

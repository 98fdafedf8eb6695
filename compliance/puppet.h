#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "compliance/access.h"
#include "compliance/closure.h"

namespace orgsim::compliance {

/// A user or role through which whoever took over its account acts with any permission: it can be
/// become, and its policies can be rewritten.
struct Puppet {
  Index<sim::Principal> principal;
  std::string_view rewrite;  // The action that rewrites it.
  bool unbounded = false;    // Its permissions boundary can be taken away as well.
  sim::Truth holds = sim::Truth::No;
};

/// Whether the hypothetical administrator of the principal's account has it as a puppet, given the
/// ways to become others, sorted by source and target.
std::optional<Puppet> puppet_of(const Premises& premises, const std::vector<Step>& steps,
                                Index<sim::Principal> principal);

/// The existing users and roles that the Allow statements of the policy name exactly, by
/// `Principal` or by a condition on `aws:PrincipalArn`.
std::vector<Index<sim::Principal>> named_principals(const Premises& premises,
                                                    const PolicyDocument& policy);

/// The attempt with a puppet in the place of the asker.
Attempt through(const Puppet& puppet, Attempt attempt);

/// Roles that trust a puppet of another account which lacks the permission to assume them: the
/// administrator of that account grants it.
/// Source: IAM User Guide, "Grant a user permissions to switch roles".
/// The steps must be sorted; the new ones come behind them.
void add_puppet_steps(const Premises& premises, std::vector<Step>& steps);

}  // namespace orgsim::compliance

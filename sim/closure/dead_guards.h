#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/organization.h"

namespace orgsim::sim {

/// Why a Deny of an SCP or RCP keeps nobody from anything.
enum class DeadReason {
  NotAttached,     // To any target.
  TypeNotEnabled,  // No policy of its type is in force.
  NoMembersBelow,  // Only the management account, which it never binds, or no account at all.
  Shadowed         // A Deny at its level or above refuses all that it does.
};

/// A statement of a policy on a target, by position.
struct GuardPlace {
  Index<OrganizationPolicy> policy;
  std::size_t statement = 0;
  std::string target;  // Root, OU or account id; empty: none.

  friend auto operator<=>(const GuardPlace&, const GuardPlace&) = default;
};

struct DeadGuard {
  GuardPlace guard;
  DeadReason reason = DeadReason::NotAttached;
  std::optional<GuardPlace> by;  // Of a shadowed one.
};

/// In order of policy, statement and target. That one statement covers another is decided by its
/// text, so what is listed is dead for certain, and more may be.
std::vector<DeadGuard> dead_guards(const Organization& organization);

}  // namespace orgsim::sim

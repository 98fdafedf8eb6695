#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/organization.h"
#include "model/result.h"
#include "scenarios/moment.h"
#include "scenarios/scenario.h"

namespace orgsim::scenarios {

/// What references are looked up in. A name of nothing, and a selector that selects nothing, is an
/// error with the nearest name as a hint: else a mistyped name would pass wherever a scenario says
/// that something is not reached.
struct World {
  const Moment& moment;
  std::string_view each;  // Account id of the loop's turn; empty outside loops.

  const Organization& organization() const { return moment.organization(); }
  const sim::Principals& principals() const { return moment.authorizer().principals(); }
  std::span<const std::string> footholds() const { return moment.footholds(); }
};

Result<Index<Account>> account_of(const World& world, const Reference& reference);
Result<Index<OrganizationalUnit>> ou_of(const World& world, const Reference& reference);
Result<Index<OrganizationRecord>> organization_of(const World& world, const Reference& reference);
Result<Index<Role>> role_of(const World& world, const Reference& reference);
Result<Index<User>> user_of(const World& world, const Reference& reference);
Result<Index<Group>> group_of(const World& world, const Reference& reference);
Result<Index<IdentityUser>> identity_user_of(const World& world, const Reference& reference);
Result<Index<IdentityGroup>> identity_group_of(const World& world, const Reference& reference);
Result<Index<PermissionSet>> permission_set_of(const World& world, const Reference& reference);
Result<Index<OrganizationPolicy>> policy_of(const World& world, const Reference& reference);
Result<Index<ManagedPolicy>> managed_policy_of(const World& world, const Reference& reference);
Result<Index<Resource>> resource_of(const World& world, const Reference& reference);
Result<Index<ResourceShare>> share_of(const World& world, const Reference& reference);

/// The id of the zone.
Result<std::string> zone_of(const World& world, const Reference& reference);

/// The accounts of a selector, an OU with what is below it, or an organization, in order of the
/// table. Closed accounts are left out.
Result<std::vector<Index<Account>>> accounts_of(const World& world, const Reference& reference);

/// Everybody a reference means: one principal, the members of a group, all principals of an
/// account, or what was compromised. Sorted.
Result<std::vector<Index<sim::Principal>>> principals_of(const World& world,
                                                         const Reference& reference);

/// What a path may end in: principals, and resources for a tag, a data class or a resource's ARN.
struct Targets {
  std::vector<Index<sim::Principal>> principals;
  std::vector<Index<Resource>> resources;
};
Result<Targets> targets_of(const World& world, const Reference& reference);

/// The text with `${each}` replaced.
std::string expanded(const World& world, std::string_view text);

}  // namespace orgsim::scenarios

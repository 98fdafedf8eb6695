#include "compliance/dependence.h"

#include <algorithm>

#include "compliance/judging.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

std::set<std::string_view> names_relied_on(const Premises& premises,
                                           const std::set<Index<Account>>& accounts) {
  std::set<std::string_view> result;
  for (const Resource& resource : *premises.tables().resources) {
    if (accounts.contains(resource.account)) {
      result.insert(resource.encryption_key);
    }
  }
  if (premises.tables().delivery) {
    for (const Pipeline& pipeline : given(premises.tables().delivery).pipelines) {
      if (std::ranges::any_of(pipeline.deploys_to,
                              [&](Index<Account> to) { return accounts.contains(to); })) {
        result.insert(pipeline.artifact_bucket);
        result.insert(pipeline.image_repository);
      }
    }
  }
  return result;
}

/// Whether a network of another account than this one, or another profile, uses the zone.
bool is_used_elsewhere(const Premises& premises, const HostedZone& zone, Index<Account> account) {
  const std::string& profile = premises.account(account).risk_profile;
  if (zone.account != account ||
      std::ranges::any_of(zone.serves, [&](const std::string& one) { return one != profile; })) {
    return true;
  }
  return premises.tables().network &&
         std::ranges::any_of(given(premises.tables().network).vpcs, [&](const Vpc& vpc) {
           return vpc.account != account && contains(zone.vpcs, vpc.id);
         });
}

}  // namespace

std::vector<const Resource*> resources_of(const Premises& premises,
                                          const std::set<Index<Account>>& accounts) {
  const auto relied_on = names_relied_on(premises, accounts);
  std::vector<const Resource*> result;
  for (const Resource& resource : *premises.tables().resources) {
    if (resource.presence == Presence::Present &&
        (accounts.contains(resource.account) || relied_on.contains(resource.arn))) {
      result.push_back(&resource);
    }
  }
  return result;
}

bool names_serve_others(const Premises& premises, const HostedZone& zone, Index<Account> account) {
  if (is_used_elsewhere(premises, zone, account)) {
    return true;
  }
  const Dns& names = given(premises.tables().dns);
  return std::ranges::any_of(names.delegations, [&](const Delegation& delegation) {
    const auto child = std::ranges::find(names.zones, delegation.child_zone, &HostedZone::id);
    return !delegation.removed && delegation.parent == zone.id && child != names.zones.end() &&
           is_used_elsewhere(premises, *child, account);
  });
}

}  // namespace orgsim::compliance

#include <algorithm>
#include <array>

#include "sim/closure/blast_radius.h"
#include "sim/closure/zone_reach.h"
#include "sim/organization/administered_services.h"

namespace orgsim::sim {
namespace {

/// Services that act as administrators of every account.
constexpr auto kServices =
    std::to_array<std::string_view>({kAccountManagement, kRootAccess, kStackSets, kIdentityCenter});

using Accounts = std::set<Index<Account>>;

void add_delegated(const Organization& organization, Accounts& result) {
  for (const auto index : organization.tables().organizations->indexes()) {
    for (const std::string_view service : kServices) {
      result.merge(administering(organization, index, service));
    }
  }
  for (const IdentityCenterInstance& instance : *organization.tables().identity_centers) {
    result.insert(instance.instance_account);
  }
}

void add_evidence(const Organization& organization, Accounts& result) {
  const OrganizationTables& tables = organization.tables();
  if (tables.logging) {
    for (const Trail& trail : (*tables.logging)->trails) {
      if (const auto bucket = organization.find_resource(trail.bucket);
          bucket && trail.organization_trail) {
        result.insert((*tables.resources)[*bucket].account);
      }
    }
  }
  for (const Resource& resource : *tables.resources) {
    if (resource.type == "backup-vault" && !resource.covers.empty()) {
      result.insert(resource.account);
    }
  }
}

void add_zones(const Organization& organization, Accounts& result) {
  const auto& dns = organization.tables().dns;
  if (!dns) {
    return;
  }
  for (const HostedZone& zone : (*dns)->zones) {
    if (!zone.removed && !zone.private_zone && !accounts_by_mail(organization, zone.name).empty()) {
      result.insert(zone.account);
    }
  }
}

void add_pipelines(const OrganizationTables& tables, Accounts& result) {
  if (!tables.delivery) {
    return;
  }
  const Accounts before = result;
  for (const Pipeline& pipeline : (*tables.delivery)->pipelines) {
    if (std::ranges::any_of(pipeline.deploys_to,
                            [&](auto account) { return before.contains(account); })) {
      result.insert(pipeline.account);
    }
  }
}

}  // namespace

std::set<Index<Account>> tier_zero(const Organization& organization) {
  Accounts result;
  add_delegated(organization, result);
  add_evidence(organization, result);
  add_zones(organization, result);
  add_pipelines(organization.tables(), result);
  return result;
}

}  // namespace orgsim::sim

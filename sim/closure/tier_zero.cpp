#include <algorithm>
#include <array>

#include "sim/closure/blast_radius.h"
#include "sim/closure/zone_reach.h"

namespace orgsim::sim {
namespace {

/// Services that act as administrators of every account.
constexpr auto kServices = std::to_array<std::string_view>(
    {"account.amazonaws.com", "iam.amazonaws.com",
     "member.org.stacksets.cloudformation.amazonaws.com", "sso.amazonaws.com"});

using Accounts = std::set<Index<Account>>;

void add_delegated(const OrganizationTables& tables, Accounts& result) {
  for (const OrganizationRecord& record : *tables.organizations) {
    result.insert(record.management_account);
    for (const std::string_view service : kServices) {
      if (!record.delegated_administrators) {
        continue;
      }
      const auto found = record.delegated_administrators->find(std::string(service));
      if (found != record.delegated_administrators->end()) {
        result.insert(found->second.begin(), found->second.end());
      }
    }
  }
  for (const IdentityCenterInstance& instance : *tables.identity_centers) {
    result.insert(instance.instance_account);
    if (instance.delegated_administrator) {
      result.insert(*instance.delegated_administrator);
    }
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
  add_delegated(organization.tables(), result);
  add_evidence(organization, result);
  add_zones(organization, result);
  add_pipelines(organization.tables(), result);
  return result;
}

}  // namespace orgsim::sim

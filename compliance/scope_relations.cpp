#include "compliance/scope_relations.h"

#include <algorithm>

#include "compliance/access.h"
#include "compliance/checks/checks.h"
#include "compliance/isolation.h"
#include "compliance/judging.h"
#include "compliance/network_paths.h"
#include "compliance/stores.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

class Providers {
 public:
  Providers(const Premises& premises, const std::set<Index<Account>>& cde)
      : premises_(premises), tables_(premises.tables()), cde_(cde) {}

  std::vector<ProviderRelation> all() {
    policy();
    names();
    keys();
    logs_and_detection();
    deployment();
    authentication();
    backup();
    network();
    return std::move(relations_);
  }

 private:
  void add(Index<Account> provider, std::string_view kind, std::string other,
           SourceLocation where) {
    if (!cde_.empty() && !cde_.contains(provider) && premises_.at_home(provider)) {
      relations_.push_back({provider, kind, std::move(other), where});
    }
  }

  void policy() {
    if (premises_.home() == nullptr) {
      return;
    }
    add(premises_.home()->management_account, "organization-policy", premises_.home()->id,
        premises_.home()->where);
    if (!premises_.home()->delegated_administrators) {
      return;
    }
    for (const auto& [service, accounts] : given(premises_.home()->delegated_administrators)) {
      for (const auto account : accounts) {
        add(account, "delegated-administration", service, premises_.home()->where);
      }
    }
  }

  void names() {
    if (tables_.dns) {
      for (const HostedZone* zone : cde_zones(premises_, cde_)) {
        add(zone->account, "names", zone->name, zone->where);
      }
    }
  }

  void keys() {
    for (const Resource& resource : *tables_.resources) {
      const Resource* key = find_resource(premises_, resource.encryption_key);
      if (key != nullptr && cde_.contains(resource.account)) {
        add(key->account, "keys", key->arn, resource.where);
      }
    }
  }

  void logs_and_detection() {
    for (const Resource* bucket : log_buckets(premises_)) {
      add(bucket->account, "logs", bucket->arn, bucket->where);
    }
    if (!tables_.logging) {
      return;
    }
    const Logging& logs = **tables_.logging;
    for (const Trail& trail : logs.trails) {
      if (trail.organization_trail) {
        add(trail.owner, "logs", trail.arn, trail.where);
      }
    }
    for (const auto& account :
         {logs.config.aggregator_account, logs.guardduty.delegated_administrator,
          logs.security_hub.delegated_administrator, logs.access_analyzer.account}) {
      if (account) {
        add(*account, "detection", std::string(premises_.id(*account)), {});
      }
    }
  }

  void deployment() {
    if (!tables_.delivery) {
      return;
    }
    for (const Pipeline& pipeline : (*tables_.delivery)->pipelines) {
      if (std::ranges::any_of(pipeline.deploys_to,
                              [&](Index<Account> account) { return cde_.contains(account); })) {
        add(pipeline.account, "deployment", pipeline.name, pipeline.where);
        for (const std::string& arn : {pipeline.artifact_bucket, pipeline.image_repository}) {
          if (const Resource* store = find_resource(premises_, arn)) {
            add(store->account, "deployment", arn, store->where);
          }
        }
      }
    }
  }

  void authentication() {
    for (const IdentityCenterInstance& instance : *tables_.identity_centers) {
      add(instance.instance_account, "authentication", "Identity Center", instance.where);
      if (instance.delegated_administrator) {
        add(*instance.delegated_administrator, "authentication", "Identity Center", instance.where);
      }
    }
  }

  void backup() {
    for (const Resource& vault : *tables_.resources) {
      if (vault.type == "backup-vault" &&
          std::ranges::any_of(vault.covers,
                              [&](Index<Account> account) { return cde_.contains(account); })) {
        add(vault.account, "backup", vault.arn, vault.where);
      }
    }
  }

  void network() {
    if (!tables_.network || !(*tables_.network)->transit_gateway) {
      return;
    }
    const Network& net = **tables_.network;
    for (const Vpc& vpc : net.vpcs) {
      if (cde_.contains(vpc.account) && contains(given(net.transit_gateway).attachments, vpc.id)) {
        add(given(net.transit_gateway).account, "routes", vpc.id, given(net.transit_gateway).where);
      }
    }
  }

  const Premises& premises_;
  const OrganizationTables& tables_;
  const std::set<Index<Account>>& cde_;
  std::vector<ProviderRelation> relations_;
};

}  // namespace

std::vector<const HostedZone*> cde_zones(const Premises& premises,
                                         const std::set<Index<Account>>& cde) {
  std::set<std::string_view> vpcs;
  if (premises.tables().network) {
    for (const Vpc& vpc : given(premises.tables().network).vpcs) {
      if (cde.contains(vpc.account)) {
        vpcs.insert(vpc.id);
      }
    }
  }
  std::vector<const HostedZone*> result;
  for (const HostedZone& zone : given(premises.tables().dns).zones) {
    const bool seen =
        std::ranges::any_of(zone.vpcs, [&](const std::string& vpc) { return vpcs.contains(vpc); });
    const bool serves = std::ranges::any_of(cde, [&](Index<Account> account) {
      return contains(zone.serves, premises.account(account).risk_profile);
    });
    if (seen || serves) {
      result.push_back(&zone);
    }
  }
  return result;
}

std::vector<ProviderRelation> provider_relations(const Premises& premises,
                                                 const std::set<Index<Account>>& cde) {
  return Providers(premises, cde).all();
}

std::vector<const Resource*> account_data_stores(const Premises& premises) {
  return stores_where(premises, [](const Resource& store) {
    return store.data_classes && holds_account_data(*store.data_classes);
  });
}

CdeEffects::CdeEffects(const Premises& premises, const std::set<Index<Account>>& cde)
    : premises_(premises), cde_(cde), stores_(account_data_stores(premises)) {
  for (const Resource* store : stores_) {
    if (const Resource* key = find_resource(premises, store->encryption_key)) {
      keys_.push_back(key);
    }
  }
  if (premises.tables().dns) {
    zones_ = cde_zones(premises, cde);
  }
}

std::optional<ScopeReason> CdeEffects::on_resources(Index<sim::Principal> actor) const {
  for (const HostedZone* zone : zones_) {
    const Attempt attempt = name_change(premises_, *zone, actor);
    if (may(premises_, attempt)) {
      return ScopeReason{.relation = "names",
                         .other = zone->name,
                         .witness = {hop_of(premises_, attempt)},
                         .where = zone->where};
    }
  }
  for (const Resource* store : stores_) {
    const StoreReading reading = reading_of(premises_, actor, *store);
    if (reading.readable() != sim::Truth::No) {
      return ScopeReason{
          .relation = "data", .other = store->arn, .witness = reading.hops, .where = store->where};
    }
  }
  for (const Resource* key : keys_) {
    for (const char* action : {"kms:Decrypt", "kms:DisableKey", "kms:ScheduleKeyDeletion"}) {
      const Attempt attempt{.asker = actor,
                            .action = action,
                            .resource = key->arn,
                            .resource_account = {},
                            .context = {}};
      if (may(premises_, attempt)) {
        return ScopeReason{.relation = "keys",
                           .other = key->arn,
                           .witness = {hop_of(premises_, attempt)},
                           .where = key->where};
      }
    }
  }
  return std::nullopt;
}

std::optional<ScopeReason> CdeEffects::first(Index<sim::Principal> source) const {
  const Closure closure(premises_, std::span(&source, 1));
  if (const auto target = first_reached(closure, source, [&](Index<sim::Principal> index) {
        return acts_in(premises_, index, cde_);
      })) {
    return ScopeReason{.relation = "become",
                       .other = premises_.principals()[*target].arn,
                       .witness = closure.witness(*target),
                       .where = {}};
  }
  for (const auto reached : closure.reached()) {
    if (!premises_.principals()[reached].account) {
      continue;
    }
    if (auto reason = on_resources(reached)) {
      auto way = closure.witness(reached);
      std::ranges::move(reason->witness, std::back_inserter(way));
      reason->witness = std::move(way);
      return reason;
    }
  }
  return std::nullopt;
}

}  // namespace orgsim::compliance

#include <algorithm>
#include <map>
#include <set>

#include "compliance/access.h"
#include "compliance/checks/checks.h"
#include "compliance/dependence.h"
#include "compliance/isolation.h"
#include "compliance/judging.h"
#include "compliance/network_paths.h"
#include "compliance/stores.h"
#include "model/given.h"
#include "sim/graph/technique.h"

namespace orgsim::compliance {
namespace {

/// Accounts by what their failure affects: production with what it depends on, and the rest.
struct Environments {
  std::set<Index<Account>> production;
  std::set<Index<Account>> nonproduction;
};

bool is_nonproduction(const Account& account) { return account.risk_profile == "nonprod"; }

/// Whether an account's pipelines deploy to production, and whether to something else.
std::map<Index<Account>, std::pair<bool, bool>> deployments(const Premises& premises) {
  std::map<Index<Account>, std::pair<bool, bool>> result;
  if (!premises.tables().delivery) {
    return result;
  }
  for (const Pipeline& pipeline : given(premises.tables().delivery).pipelines) {
    for (const auto account : pipeline.deploys_to) {
      const bool production = is_production_profile(premises.account(account).risk_profile);
      (production ? result[pipeline.account].first : result[pipeline.account].second) = true;
    }
  }
  return result;
}

/// A deployment account belongs to the environments it deploys to.
Environments environments(const Premises& premises) {
  Environments result;
  const auto deploys = deployments(premises);
  for (const auto index : premises.accounts()) {
    const Account& account = premises.account(index);
    const auto found = deploys.find(index);
    const bool deployer = account.risk_profile == "deployment" && found != deploys.end();
    if (is_production_profile(account.risk_profile) || (deployer && found->second.first)) {
      result.production.insert(index);
    } else if (is_nonproduction(account) || deployer) {
      result.nonproduction.insert(index);
    }
  }
  return result;
}

/// What somebody does to names, keys, data, artifacts and images of production.
class ProductionEffects {
 public:
  ProductionEffects(const Premises& premises, const Environments& sides)
      : premises_(premises), resources_(resources_of(premises, sides.production)) {
    if (premises.tables().dns) {
      zones_ = production_zones(premises);
    }
  }

  /// The first effect of the principal; the answer is kept.
  const std::optional<Attempt>& of(Index<sim::Principal> principal) {
    const auto [found, is_new] = known_.try_emplace(principal);
    if (is_new && premises_.principals()[principal].account) {
      found->second = first(principal);
    }
    return found->second;
  }

 private:
  std::optional<Attempt> first(Index<sim::Principal> principal) const {
    for (const HostedZone* zone : zones_) {
      if (Attempt attempt = name_change(premises_, *zone, principal); may(premises_, attempt)) {
        return attempt;
      }
    }
    for (const Resource* resource : resources_) {
      std::vector<Attempt> attempts = altering_attempts(principal, *resource);
      if (resource->type == "kms-key") {
        for (const char* action :
             {"kms:Decrypt", "kms:DisableKey", "kms:ScheduleKeyDeletion", "kms:PutKeyPolicy"}) {
          attempts.push_back({.asker = principal,
                              .action = action,
                              .resource = resource->arn,
                              .resource_account = {},
                              .context = {}});
        }
      }
      for (Attempt& attempt : attempts) {
        if (may(premises_, attempt)) {
          return std::move(attempt);
        }
      }
    }
    return std::nullopt;
  }

  const Premises& premises_;
  std::vector<const Resource*> resources_;
  std::vector<const HostedZone*> zones_;
  std::map<Index<sim::Principal>, std::optional<Attempt>> known_;
};

void judge_source(const Premises& premises, const Environments& sides, ProductionEffects& effects,
                  Index<sim::Principal> source, Judgement& judgement) {
  const Closure closure(premises, std::span(&source, 1));
  ++judgement.n_examined;
  // Whatever the principal may do there: to become one at all is to cross the border.
  if (const auto target = first_reached(closure, source, [&](Index<sim::Principal> index) {
        const auto& account = premises.principals()[index].account;
        return account && sides.production.contains(*account);
      })) {
    judgement.failures.push_back(
        reach_finding(premises, source, *target, closure, Reason::ReachesProduction));
    return;
  }
  for (const auto reached : closure.reached()) {
    if (const auto& effect = effects.of(reached)) {
      Finding found = reach_finding(premises, source, reached, closure, Reason::AffectsProduction);
      found.facts.push_back({"actions", effect->action});
      found.facts.push_back({"resource", effect->resource});
      found.witness.push_back(hop_of(premises, *effect));
      judgement.failures.push_back(std::move(found));
      return;
    }
  }
}

std::set<Index<sim::Principal>> people_of(const Premises& premises,
                                          const std::set<Index<Account>>& accounts) {
  std::set<Index<sim::Principal>> result;
  for (const Step& step : premises.steps()) {
    const auto& account = premises.principals()[step.target].account;
    if (premises.principals()[step.source].kind == sim::PrincipalKind::Person && account &&
        step.relation == sim::row_of(sim::Technique::AssignedPermissionSet).id &&
        accounts.contains(*account)) {
      result.insert(step.source);
    }
  }
  return result;
}

void judge_pushes(const Premises& premises, const Environments& sides, Judgement& judgement) {
  const auto people = people_of(premises, sides.nonproduction);
  for (const Step& step : premises.steps()) {
    auto found = people.contains(step.source)
                     ? push_finding(premises, step, sides.production, Reason::PushesToProduction)
                     : std::nullopt;
    if (found) {
      judgement.failures.push_back(std::move(*found));
    }
  }
}

/// Into workloads of production; routes into a restricted zone are NET-001's and NET-002's.
void judge_routes(const Premises& premises, const Environments& sides, Judgement& judgement) {
  if (!premises.tables().network) {
    return;
  }
  for (const Route& route : routes(given(premises.tables().network))) {
    if (sides.nonproduction.contains(route.from->account) &&
        premises.account(route.to->account).risk_profile == "prod") {
      judgement.failures.push_back(finding(route.from->id, Reason::RouteBetweenEnvironments,
                                           route.where,
                                           {{"to", route.to->id}, {"by", std::string(route.by)}}));
    }
  }
}

}  // namespace

Judgement nonproduction_cannot_affect_production(const Premises& premises) {
  Judgement judgement;
  const Environments sides = environments(premises);
  if (sides.nonproduction.empty()) {
    judgement.not_applicable = Reason::NoNonProduction;
    return judgement;
  }
  ProductionEffects effects(premises, sides);
  for (const auto account : sides.nonproduction) {
    for (const auto source : takeover_sources(premises, account)) {
      judge_source(premises, sides, effects, source, judgement);
    }
  }
  demand_sections(premises, {Section::Delivery, Section::Dns, Section::Network}, judgement);
  judge_pushes(premises, sides, judgement);
  judge_routes(premises, sides, judgement);
  return judgement;
}

}  // namespace orgsim::compliance

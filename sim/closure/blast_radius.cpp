#include "sim/closure/blast_radius.h"

#include <algorithm>
#include <ranges>
#include <set>

#include "sim/closure/blast_radius_measures.h"
#include "sim/organization/administrator.h"

namespace orgsim::sim {
namespace {

/// Stand-ins and sessions are ways to act, not principals that the organization has.
bool is_counted(PrincipalKind kind) {
  return kind != PrincipalKind::HypotheticalAdministrator && kind != PrincipalKind::RootSession;
}

void keep_least(std::optional<std::size_t>& least, std::size_t hops) {
  least = std::min(least.value_or(hops), hops);
}

std::set<Index<Account>> accounts_of(const Authorizer& authorizer,
                                     const std::vector<Index<Principal>>& footholds) {
  std::set<Index<Account>> result;
  for (const auto foothold : footholds) {
    if (const auto& account = authorizer.principals()[foothold].account) {
      result.insert(*account);
    }
  }
  return result;
}

void note_store(const Resource& resource, const ReachedStore& store, Depths& depths) {
  for (const std::string& data_class : resource.data_classes.value_or(std::vector<std::string>())) {
    for (const ReachedStore::Access& access : store.accesses) {
      const auto [found, added] = depths.data_classes.emplace(data_class, access.hops);
      found->second = std::min(found->second, access.hops);
    }
  }
}

std::size_t count_outside(const Authorizer& authorizer,
                          const std::vector<Index<Principal>>& footholds) {
  const auto& all = authorizer.principals().all();
  return static_cast<std::size_t>(std::ranges::count_if(all.indexes(), [&](auto index) {
    return is_counted(all[index].kind) && std::ranges::find(footholds, index) == footholds.end();
  }));
}

/// A member of the possible radius is certain if the certain one has it too.
template <class Members, class Key>
void mark_certain(Members& possible, const Members& certain, Key key) {
  for (auto& member : possible) {
    member.certain = truth(
        std::ranges::any_of(certain, [&](const auto& other) { return key(other) == key(member); }));
    member.certain = member.certain == Truth::No ? Truth::Unknown : member.certain;
  }
}

void mark_stores(std::vector<ReachedStore>& possible, const std::vector<ReachedStore>& certain) {
  for (ReachedStore& store : possible) {
    const auto same = std::ranges::find(certain, store.resource, &ReachedStore::resource);
    const std::vector<ReachedStore::Access> none;
    mark_certain(store.accesses, same == certain.end() ? none : same->accesses,
                 [](const ReachedStore::Access& access) { return access.access; });
  }
}

void mark_accounts(std::vector<ReachedAccount>& possible,
                   const std::vector<ReachedAccount>& certain) {
  for (ReachedAccount& reached : possible) {
    const auto same = std::ranges::find(certain, reached.account, &ReachedAccount::account);
    reached.certain_level = same == certain.end() ? AccountLevel::None : same->level;
    reached.certain = reached.certain_level == reached.level ? Truth::Yes : Truth::Unknown;
  }
}

/// Of a recovery that both readings see the same way.
void mark_recoveries(std::vector<Recovery>& possible, const std::vector<Recovery>& certain) {
  for (std::size_t i = 0; i < possible.size(); ++i) {
    if (possible[i].fate != certain[i].fate) {
      possible[i].certain = Truth::Unknown;
    }
  }
}

}  // namespace

std::vector<Index<Principal>> BlastRadius::principals() const {
  const Authorizer& authorizer = powers_->ground().authorizer();
  std::vector<Index<Principal>> result;
  for (const auto principal : possible_->held()) {
    if (possible_->hops(principal) > 0 && is_counted(authorizer.principals()[principal].kind)) {
      result.push_back(principal);
    }
  }
  return result;
}

Depths depths(const Fallen& fallen, const std::vector<ReachedStore>& stores,
              const std::vector<ReachedAccount>& accounts) {
  Depths result;
  const Organization& organization = fallen.organization();
  const auto own = accounts_of(fallen.authorizer(), fallen.closure().footholds());
  const auto zero = tier_zero(organization);
  for (const auto account : organization.accounts().indexes()) {
    if (fallen.of(account).empty()) {
      continue;
    }
    const std::size_t hops = fallen.closure().hops(fallen.of(account).front());
    if (organization.is_management_account(account)) {
      keep_least(result.management_account, hops);
    }
    if (zero.contains(account)) {
      keep_least(result.tier_zero, hops);
    }
  }
  for (const ReachedAccount& reached : accounts) {
    if (reached.level == AccountLevel::Admin && !own.contains(reached.account)) {
      keep_least(result.other_account_administrator, reached.hops);
    }
  }
  for (const ReachedStore& store : stores) {
    note_store((*organization.tables().resources)[store.resource], store, result);
  }
  if (const auto log = result.data_classes.find("audit-log"); log != result.data_classes.end()) {
    result.log_archive = log->second;
  }
  return result;
}

BlastRadius::BlastRadius(const Authorizer& authorizer, const AccessGraph& graph,
                         std::vector<Index<Principal>> from, RadiusOptions how)
    : options(how),
      footholds(std::move(from)),
      ground_(std::make_unique<EscalationGround>(authorizer, graph)),
      powers_(std::make_unique<PowerTable>(*ground_)) {
  const auto follow = [&](Reading reading) {
    return std::make_unique<Closure>(
        *powers_, footholds,
        ClosureOptions{.reading = reading,
                       .raises = options.raises && !options.becomes_only,
                       .becomes_only = options.becomes_only,
                       .asks_anew = true});
  };
  possible_ = follow(Reading::Possible);
  certain_ = follow(Reading::Certain);
  n_principals = count_outside(authorizer, footholds);
  measure();
}

void BlastRadius::measure() {
  const Fallen fallen(*possible_);
  const Fallen surely(*certain_);
  stores = reached_stores(fallen);
  const auto sure_stores = reached_stores(surely);
  accounts = reached_accounts(fallen, stores);
  mark_accounts(accounts, reached_accounts(surely, sure_stores));
  depths = sim::depths(fallen, stores, accounts);
  mark_stores(stores, sure_stores);
  controls = blinded_controls(fallen);
  mark_certain(controls, blinded_controls(surely), [](const BlindedControl& control) {
    return std::tuple(control.kind, control.control, control.accounts);
  });
  ceilings = raised_ceilings(fallen);
  mark_certain(ceilings, raised_ceilings(surely), [](const RaisedCeiling& ceiling) {
    return std::tuple(ceiling.policy, ceiling.target, ceiling.technique);
  });
  acts = organization_acts(fallen);
  mark_certain(acts, organization_acts(surely),
               [](const OrganizationAct& act) { return std::tuple(act.row, act.accounts); });
  names = names_controlled(fallen);
  mark_certain(names.zones, names_controlled(surely).zones,
               [](const ControlledZone& zone) { return zone.zone; });
  recoveries = sim::recoveries(fallen, stores);
  mark_recoveries(recoveries, sim::recoveries(surely, sure_stores));
  boundaries = crossed_boundaries(fallen);
  persistences = sim::persistences(fallen);
  mark_certain(persistences, sim::persistences(surely), [](const Persistence& persistence) {
    return std::tuple(persistence.row, persistence.accounts);
  });
}

BlastRadius blast_radius(const Authorizer& authorizer, const AccessGraph& graph,
                         std::vector<Index<Principal>> footholds, RadiusOptions options) {
  return {authorizer, graph, std::move(footholds), options};
}

}  // namespace orgsim::sim

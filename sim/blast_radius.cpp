#include "sim/blast_radius.h"

#include <algorithm>

#include "sim/administrator.h"
#include "sim/blast_radius_measures.h"

namespace orgsim::sim {
namespace {

/// Stand-ins and sessions are ways to act, not principals that the organization has.
bool is_counted(PrincipalKind kind) {
  return kind != PrincipalKind::HypotheticalAdministrator && kind != PrincipalKind::RootSession;
}

void keep_least(std::optional<std::size_t>& least, std::size_t hops) {
  least = std::min(least.value_or(hops), hops);
}

/// By account: whether a foothold is in it.
std::vector<bool> accounts_of(const Authorizer& authorizer,
                              const std::vector<Index<Principal>>& footholds) {
  std::vector<bool> result(authorizer.organization().accounts().size(), false);
  for (const auto foothold : footholds) {
    if (const auto account = authorizer.principals()[foothold].account) {
      result[account->value()] = true;
    }
  }
  return result;
}

void note_principal(const Fallen& fallen, const std::vector<bool>& own, Index<Principal> index,
                    Depths& depths) {
  const Principal& principal = fallen.authorizer.principals()[index];
  const std::size_t hops = fallen.radius.possible.hops(index);
  if (!principal.account) {
    return;
  }
  if (fallen.authorizer.organization().is_management_account(*principal.account)) {
    keep_least(depths.management_account, hops);
  }
  if (!own[principal.account->value()] &&
      is_administrator(fallen.authorizer, principal) != Truth::No) {
    keep_least(depths.other_account_administrator, hops);
  }
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

}  // namespace

std::vector<Index<Principal>> BlastRadius::principals(const Authorizer& authorizer) const {
  std::vector<Index<Principal>> result;
  for (const auto principal : possible.reached()) {
    if (possible.hops(principal) > 0 && is_counted(authorizer.principals()[principal].kind)) {
      result.push_back(principal);
    }
  }
  return result;
}

Depths depths(const Fallen& fallen, const std::vector<ReachedStore>& stores) {
  Depths result;
  const std::vector<bool> own = accounts_of(fallen.authorizer, fallen.radius.footholds);
  for (const auto principal : fallen.radius.possible.reached()) {
    note_principal(fallen, own, principal, result);
  }
  for (const ReachedStore& store : stores) {
    note_store((*fallen.authorizer.organization().tables().resources)[store.resource], store,
               result);
  }
  if (const auto log = result.data_classes.find("audit-log"); log != result.data_classes.end()) {
    result.log_archive = log->second;
  }
  return result;
}

BlastRadius blast_radius(const Authorizer& authorizer, const AccessGraph& graph,
                         std::vector<Index<Principal>> footholds) {
  Reach possible(graph, footholds, Reading::Possible);
  Reach certain(graph, footholds, Reading::Certain);
  BlastRadius result{.footholds = std::move(footholds),
                     .possible = std::move(possible),
                     .certain = std::move(certain)};
  const Fallen fallen{.authorizer = authorizer, .graph = graph, .radius = result};
  result.n_principals = count_outside(authorizer, result.footholds);
  result.stores = reached_stores(fallen);
  result.accounts = reached_accounts(fallen, result.stores);
  result.ceilings = raised_ceilings(fallen);
  result.boundaries = crossed_boundaries(fallen);
  result.depths = depths(fallen, result.stores);
  return result;
}

}  // namespace orgsim::sim

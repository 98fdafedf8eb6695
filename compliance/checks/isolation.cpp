#include "compliance/isolation.h"

#include <algorithm>
#include <array>
#include <set>

#include "compliance/access.h"
#include "compliance/administrators.h"
#include "compliance/checks/checks.h"
#include "compliance/closure.h"
#include "compliance/judging.h"
#include "compliance/outsiders.h"
#include "compliance/stores.h"
#include "model/given.h"

namespace orgsim::compliance {

Finding reach_finding(const Premises& premises, Index<sim::Principal> source,
                      Index<sim::Principal> target, const Closure& closure, Reason reason) {
  const sim::Principal& from = premises.principals()[source];
  const sim::Principal& to = premises.principals()[target];
  Finding found = finding(from.kind == sim::PrincipalKind::HypotheticalAdministrator
                              ? premises.id(given(from.account))
                              : std::string_view(from.arn),
                          reason, from.where, {{"target", to.arn}, {"source", from.arn}});
  if (to.account) {
    found.facts.push_back({"account", std::string(premises.id(*to.account))});
  }
  found.witness = closure.witness(target);
  return found;
}

std::optional<Index<sim::Principal>> first_reached(
    const Closure& closure, Index<sim::Principal> source,
    const std::function<bool(Index<sim::Principal>)>& is_target) {
  const auto found = std::ranges::find_if(closure.reached(), [&](Index<sim::Principal> index) {
    return index != source && is_target(index);
  });
  return found == closure.reached().end() ? std::nullopt : std::optional(*found);
}

bool acts_in(const Premises& premises, Index<sim::Principal> index,
             const std::set<Index<Account>>& accounts) {
  const auto& account = premises.principals()[index].account;
  return account && accounts.contains(*account) && premises.does_harm(index);
}

std::optional<Finding> push_finding(const Premises& premises, const Step& push,
                                    const std::set<Index<Account>>& accounts, Reason reason) {
  if (push.relation != "push") {
    return std::nullopt;
  }
  const Closure closure(premises, std::span(&push.target, 1));
  const auto target = first_reached(closure, push.source, [&](Index<sim::Principal> index) {
    return acts_in(premises, index, accounts);
  });
  if (!target) {
    return std::nullopt;
  }
  Finding found = reach_finding(premises, push.source, *target, closure, reason);
  found.facts.push_back({"repository", push.resource});
  found.witness.insert(found.witness.begin(),
                       {.relation = "push",
                        .from = premises.principals()[push.source].arn,
                        .to = premises.principals()[push.target].arn,
                        .needs = {{.action = "push", .resource = push.resource}},
                        .where = push.where});
  return found;
}

std::vector<const Resource*> stores_where(const Premises& premises,
                                          const std::function<bool(const Resource&)>& wanted) {
  std::vector<const Resource*> result;
  for (const Resource& resource : *premises.tables().resources) {
    if (is_data_store(resource) && premises.at_home(resource.account) && wanted(resource)) {
      result.push_back(&resource);
    }
  }
  return result;
}

std::set<Index<Account>> accounts_where(const Premises& premises,
                                        const std::function<bool(const Account&)>& wanted) {
  std::set<Index<Account>> result;
  for (const auto index : premises.accounts()) {
    if (wanted(premises.account(index))) {
      result.insert(index);
    }
  }
  return result;
}

namespace {

bool same_zone(const Premises& premises, Index<Account> left, Index<Account> right,
               const std::function<bool(const Account&)>& in_zone) {
  return left == right || (in_zone(premises.account(left)) && in_zone(premises.account(right)));
}

struct Zone {
  std::set<Index<Account>> accounts;
  std::vector<const Resource*> stores;
  const std::optional<std::vector<TrustedPrincipal>>& trusted;
  std::string_view trusted_member;
  Reason reason;
};

bool is_trusted(const Zone& zone, std::string_view arn) {
  return zone.trusted && std::ranges::any_of(*zone.trusted, [&](const TrustedPrincipal& principal) {
           return matches_any({principal.principal}, arn);
         });
}

/// What of the zone falls to whom the source comes to act as: a principal able to act, or data.
std::optional<Finding> zone_reached(const Premises& premises, const Zone& zone,
                                    Index<sim::Principal> source) {
  const Closure closure(premises, std::span(&source, 1));
  if (const auto target = first_reached(closure, source, [&](Index<sim::Principal> index) {
        return acts_in(premises, index, zone.accounts);
      })) {
    return reach_finding(premises, source, *target, closure, zone.reason);
  }
  for (const auto reached : closure.reached()) {
    for (const Resource* store : zone.stores) {
      const StoreReading reading = premises.principals()[reached].account
                                       ? reading_of(premises, reached, *store)
                                       : StoreReading();
      if (reading.readable() != sim::Truth::No) {
        Finding found = reach_finding(premises, source, reached, closure, Reason::ReadsZoneData);
        found.facts.push_back({"store", store->arn});
        std::ranges::copy(reading.hops, std::back_inserter(found.witness));
        return found;
      }
    }
  }
  return std::nullopt;
}

void judge_source(const Premises& premises, const Zone& zone, Index<sim::Principal> source,
                  Judgement& judgement) {
  const sim::Principal& principal = premises.principals()[source];
  ++judgement.n_examined;
  if (is_trusted(zone, principal.arn)) {
    return;
  }
  if (auto found = zone_reached(premises, zone, source)) {
    const bool listed =
        zone.trusted.has_value() || principal.kind == sim::PrincipalKind::HypotheticalAdministrator;
    judge_approval(judgement, listed ? Approval::NotApproved : Approval::Undeclared,
                   zone.trusted_member, std::move(*found));
  }
}

/// People are sources only of what they can push alone: whom they are assigned is theirs to act as.
void judge_pushers(const Premises& premises, const Zone& zone, Judgement& judgement) {
  for (const Step& step : premises.steps()) {
    if (auto found = push_finding(premises, step, zone.accounts, zone.reason)) {
      judgement.failures.push_back(std::move(*found));
    }
  }
}

/// What of the zone somebody from outside the organization comes to act as, or reads.
std::optional<Finding> zone_entered(const Premises& premises, const Zone& zone,
                                    const Outsider& outsider) {
  for (const auto account : zone.accounts) {
    for (const auto index : premises.existing(account)) {
      const sim::Principal& role = premises.principals()[index];
      const Attempt assume{.asker = outsider.caller,
                           .action = "sts:AssumeRole",
                           .resource = role.arn,
                           .resource_account = {},
                           .context = {}};
      if (role.kind == sim::PrincipalKind::Role && premises.does_harm(index) &&
          may(premises, assume)) {
        Finding found = finding(outsider.caller.arn, zone.reason, role.where,
                                {{"target", role.arn},
                                 {"source", outsider.caller.arn},
                                 {"account", std::string(premises.id(account))}});
        found.witness = {hop_of(premises, assume)};
        return found;
      }
    }
  }
  for (const Resource* store : zone.stores) {
    const StoreReading reading = reading_of(premises, outsider.caller, *store);
    if (reading.readable() != sim::Truth::No) {
      Finding found = finding(outsider.caller.arn, Reason::ReadsZoneData, store->where,
                              {{"source", outsider.caller.arn}, {"store", store->arn}});
      found.witness = reading.hops;
      return found;
    }
  }
  return std::nullopt;
}

Judgement judge_zone(const Premises& premises, const Zone& zone, bool trust_managing_accounts) {
  Judgement judgement;
  judgement.assumptions.insert("managed-roles-are-no-sources");
  for (const auto account : premises.accounts()) {
    if (zone.accounts.contains(account)) {
      continue;
    }
    const bool impacting = premises.account(account).pci_declared == "security-impacting" ||
                           premises.organization().is_management_account(account);
    for (const auto source : takeover_sources(premises, account)) {
      const bool hypothetical =
          premises.principals()[source].kind == sim::PrincipalKind::HypotheticalAdministrator;
      if (!(hypothetical && impacting && trust_managing_accounts)) {
        judge_source(premises, zone, source, judgement);
      }
    }
  }
  demand_sections(premises, {Section::Delivery}, judgement);
  judge_pushers(premises, zone, judgement);
  for (const Outsider& outsider : premises.admitted()) {
    ++judgement.n_examined;
    auto found = is_trusted(zone, outsider.caller.arn) ? std::nullopt
                                                       : zone_entered(premises, zone, outsider);
    if (found) {
      judgement.failures.push_back(std::move(*found));
    }
  }
  return judgement;
}

}  // namespace

Judgement cde_is_isolated(const Premises& premises) {
  Zone zone{.accounts = accounts_where(premises, is_declared_cde),
            .stores = {},
            .trusted = premises.declared().cde_trusted,
            .trusted_member = "cde_trusted",
            .reason = Reason::ReachesCde};
  if (zone.accounts.empty()) {
    Judgement judgement;
    judgement.not_applicable = Reason::NoCardholderEnvironment;
    return judgement;
  }
  zone.stores = stores_where(premises, [&](const Resource& store) {
    return zone.accounts.contains(store.account) && store.data_classes &&
           holds_account_data(*store.data_classes);
  });
  return judge_zone(premises, zone, true);
}

Judgement health_data_is_isolated(const Premises& premises) {
  const auto is_ephi = [](const std::optional<std::vector<std::string>>& classes) {
    return classes && contains(*classes, "ephi");
  };
  Zone zone{.accounts = accounts_where(premises,
                                       [&](const Account& account) {
                                         return account.risk_profile == "ephi" ||
                                                is_ephi(account.data_classes);
                                       }),
            .stores = stores_where(
                premises, [&](const Resource& store) { return is_ephi(store.data_classes); }),
            .trusted = premises.declared().ephi_trusted,
            .trusted_member = "ephi_trusted",
            .reason = Reason::ReachesHealthData};
  for (const Resource* store : zone.stores) {
    zone.accounts.insert(store->account);
  }
  if (zone.accounts.empty()) {
    Judgement judgement;
    judgement.not_applicable = Reason::NoHealthData;
    return judgement;
  }
  return judge_zone(premises, zone, true);
}

namespace {

void judge_reader(const Premises& premises, const Resource& store, const sim::Asker& reader,
                  Judgement& judgement) {
  ++judgement.n_examined;
  const StoreReading reading = reading_of(premises, reader, store);
  const bool open = reading.readable() != sim::Truth::No;
  // Without a key the storage is the only layer.
  const bool half_open = !store.encryption_key.empty() &&
                         (reading.storage != sim::Truth::No || reading.key != sim::Truth::No);
  if (!open && !half_open) {
    return;
  }
  Finding found =
      finding(store.arn, open ? Reason::ReadableOutside : Reason::OneLayerLeft, store.where,
              {{"principal", name_of(premises, reader)},
               {"layer", reading.storage == sim::Truth::No ? "storage" : "key"}});
  found.witness = reading.hops;
  (open ? judgement.failures : judgement.notes).push_back(std::move(found));
}

std::vector<Index<sim::Principal>> readers_of(const Premises& premises, Index<Account> account) {
  auto readers = premises.existing(account);
  if (const auto any = premises.principals().hypothetical_administrator(account)) {
    readers.push_back(*any);
  }
  return readers;
}

/// A store that nobody classified may hold restricted data.
void judge_unclassified(const Premises& premises, Judgement& judgement) {
  for (const Resource& store : *premises.tables().resources) {
    if (is_data_store(store) && !store.data_classes && premises.at_home(store.account)) {
      judgement.undecided.push_back(
          finding(store.arn, Reason::NotDeclared, store.where, {{"what", "data classes"}}));
    }
  }
}

}  // namespace

Judgement restricted_data_stays_in_zone(const Premises& premises) {
  Judgement judgement;
  const auto stores = stores_where(premises, [](const Resource& store) {
    return store.data_classes && holds_restricted(*store.data_classes);
  });
  judge_unclassified(premises, judgement);
  if (stores.empty() && judgement.undecided.empty()) {
    judgement.not_applicable = Reason::NoRestrictedData;
    return judgement;
  }
  const auto& outsiders = premises.admitted();
  for (const Resource* store : stores) {
    demand_said(store->unsaid, {"policy"}, store->arn, store->where, judgement);
    for (const auto account : premises.accounts()) {
      if (same_zone(premises, account, store->account, is_declared_cde)) {
        continue;
      }
      for (const auto reader : readers_of(premises, account)) {
        judge_reader(premises, *store, reader, judgement);
      }
    }
    for (const Outsider& outsider : outsiders) {
      judge_reader(premises, *store, outsider.caller, judgement);
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance

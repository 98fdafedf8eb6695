#include "compliance/stores.h"

#include <algorithm>
#include <array>
#include <set>

#include "compliance/access.h"
#include "compliance/administrators.h"
#include "compliance/checks/checks.h"
#include "compliance/isolation.h"
#include "compliance/judging.h"
#include "compliance/outsiders.h"
#include "model/given.h"

namespace orgsim::compliance {

namespace {

void judge_log_reader(const Premises& premises, const Resource& bucket, const sim::Asker& asker,
                      SourceLocation where, Judgement& judgement) {
  ++judgement.n_examined;
  const StoreReading reading = reading_of(premises, asker, bucket);
  if (reading.storage == sim::Truth::No || reading.key == sim::Truth::No) {
    return;
  }
  const std::string arn = name_of(premises, asker);
  Finding found = finding(arn, Reason::ReadsLogs, where, {{"store", bucket.arn}});
  found.witness = reading.hops;
  judge_approval(judgement, approval(premises.declared().log_readers, arn), "log_readers",
                 std::move(found));
}

}  // namespace

Judgement log_readers_are_declared(const Premises& premises) {
  Judgement judgement;
  demand_log_buckets(premises, judgement);
  for (const Resource* bucket : log_buckets(premises)) {
    for (const auto account : premises.accounts()) {
      for (const auto index : premises.existing(account)) {
        judge_log_reader(premises, *bucket, index, premises.principals()[index].where, judgement);
      }
    }
    for (const Outsider& outsider : premises.admitted()) {
      judge_log_reader(premises, *bucket, outsider.caller, bucket->where, judgement);
    }
  }
  return judgement;
}

namespace {

std::string zone_arn(const Premises& premises, const HostedZone& zone) {
  return "arn:" + premises.tables().partition + ":route53:::hostedzone/" + zone.id;
}

bool serves_production(const HostedZone& zone) {
  return std::ranges::any_of(zone.serves, is_production_profile);
}

}  // namespace

std::vector<const HostedZone*> production_zones(const Premises& premises) {
  std::set<std::string_view> ids;
  const Dns& names = given(premises.tables().dns);
  for (const HostedZone& zone : names.zones) {
    if (serves_production(zone) && premises.at_home(zone.account)) {
      ids.insert(zone.id);
    }
  }
  for (bool grew = true; grew;) {  // Who writes the parent can delegate the child elsewhere.
    grew = false;
    for (const Delegation& delegation : names.delegations) {
      grew = (!delegation.removed && ids.contains(delegation.child_zone) &&
              ids.insert(delegation.parent).second) ||
             grew;
    }
  }
  std::vector<const HostedZone*> result;
  for (const HostedZone& zone : names.zones) {
    if (ids.contains(zone.id)) {
      result.push_back(&zone);
    }
  }
  return result;
}

Attempt name_change(const Premises& premises, const HostedZone& zone, Index<sim::Principal> asker) {
  return {.asker = asker,
          .action = "route53:ChangeResourceRecordSets",
          .resource = zone_arn(premises, zone),
          .resource_account = std::string(premises.id(zone.account)),
          .context = {}};
}

namespace {

void judge_writers(const Premises& premises, const HostedZone& zone, Judgement& judgement) {
  for (const auto index : premises.existing(zone.account)) {
    const sim::Principal& principal = premises.principals()[index];
    const Attempt attempt = name_change(premises, zone, index);
    ++judgement.n_examined;
    if (may(premises, attempt)) {
      Finding found =
          finding(principal.arn, Reason::WritesNames, principal.where, {{"zone", zone.name}});
      found.witness = {hop_of(premises, attempt)};
      judge_approval(judgement, approval(premises.declared().dns_writers, principal.arn),
                     "dns_writers", std::move(found));
    }
  }
}

void judge_administrator(const Premises& premises, const HostedZone& zone, Judgement& judgement) {
  const auto administrator = premises.principals().hypothetical_administrator(zone.account);
  if (!administrator || premises.organization().is_management_account(zone.account)) {
    return;
  }
  const Attempt attempt = name_change(premises, zone, *administrator);
  if (may(premises, attempt)) {
    Finding found = finding(premises.id(zone.account), Reason::NoPreventiveLayer, zone.where,
                            {{"actions", attempt.action},
                             {"who", "an administrator of the account"},
                             {"zone", zone.name}});
    found.lesser = true;
    judgement.failures.push_back(std::move(found));
  } else {
    std::ranges::move(refusals(premises, attempt), std::back_inserter(judgement.support));
  }
}

}  // namespace

Judgement name_writers_are_declared(const Premises& premises) {
  Judgement judgement;
  const Dns* names = demand_section(premises.tables().dns, "dns", "DNS", judgement);
  if (names == nullptr) {
    return judgement;
  }
  for (const HostedZone& zone : names->zones) {
    if (premises.at_home(zone.account) && !zone.removed) {
      demand_said(zone.unsaid, {"serves"}, zone.id, zone.where, judgement);
    }
  }
  for (const HostedZone* zone : production_zones(premises)) {
    judge_writers(premises, *zone, judgement);
    judge_administrator(premises, *zone, judgement);
  }
  return judgement;
}

namespace {

std::vector<const Resource*> locked_copies(const Premises& premises, Index<Account> account) {
  std::vector<const Resource*> result;
  for (const Resource& resource : *premises.tables().resources) {
    if (resource.presence == Presence::Present && resource.type == "backup-vault" &&
        resource.account != account && resource.vault_lock == "COMPLIANCE" &&
        std::ranges::count(resource.covers, account) != 0) {
      result.push_back(&resource);
    }
  }
  return result;
}

/// Whether some vault was collected, and of each what it covers and how it is locked.
bool vaults_collected(const Premises& premises) {
  const auto is_vault = [](const Resource& one) { return one.type == "backup-vault"; };
  const auto& resources = *premises.tables().resources;
  return std::ranges::any_of(resources, is_vault) &&
         std::ranges::none_of(resources, [&](const Resource& one) {
           return is_vault(one) &&
                  (contains(one.unsaid, "covers") || contains(one.unsaid, "vault_lock"));
         });
}

/// Of the protected account's own principals, its administrator included: who can destroy copies.
void judge_vault(const Premises& premises, Index<Account> account, const Resource& vault,
                 Judgement& judgement) {
  constexpr auto kActions = std::to_array<std::string_view>(
      {"backup:DeleteRecoveryPoint", "backup:PutBackupVaultAccessPolicy",
       "backup:DeleteBackupVaultLockConfiguration", "backup:DeleteBackupVault"});
  std::vector<Index<sim::Principal>> askers = premises.existing(account);
  if (const auto administrator = premises.principals().hypothetical_administrator(account)) {
    askers.push_back(*administrator);
  }
  for (const auto asker : askers) {
    ++judgement.n_examined;
    for (const std::string_view action : kActions) {
      const Attempt attempt{.asker = asker,
                            .action = std::string(action),
                            .resource = vault.arn,
                            .resource_account = {},
                            .context = {}};
      if (may(premises, attempt)) {
        judgement.failures.push_back(finding(name_of(premises, asker), Reason::DestroysBackups,
                                             vault.where,
                                             {{"actions", attempt.action}, {"vault", vault.arn}}));
        judgement.failures.back().witness = {hop_of(premises, attempt)};
        break;
      }
    }
  }
}

}  // namespace

Judgement backups_survive(const Premises& premises) {
  Judgement judgement;
  // Restricted data where none is declared is to be removed, not to be backed up.
  const auto holders = accounts_where(premises, [](const Account& account) {
    return account.data_classes && holds_restricted(*account.data_classes);
  });
  if (holders.empty()) {
    judgement.not_applicable = Reason::NoRestrictedData;
    return judgement;
  }
  const bool collected = vaults_collected(premises);
  for (const auto account : holders) {
    const auto vaults = locked_copies(premises, account);
    if (vaults.empty()) {
      Finding found =
          finding(premises.id(account), Reason::NoLockedCopy, premises.account(account).where);
      (collected ? judgement.failures : judgement.undecided).push_back(std::move(found));
    }
    for (const Resource* vault : vaults) {
      judgement.support.push_back({.kind = "vault",
                                   .subject = vault->arn,
                                   .detail = vault->vault_lock,
                                   .where = vault->where});
      judge_vault(premises, account, *vault, judgement);
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance

#include "sim/closure/recovery.h"

#include <algorithm>
#include <array>

#include "sim/closure/routes.h"
#include "sim/graph/data_store.h"

namespace orgsim::sim {
namespace {

class RecoveryQuestion {
 public:
  RecoveryQuestion(const Fallen& fallen, const std::vector<ReachedStore>& stores)
      : fallen_(fallen),
        stores_(stores),
        resources_(*fallen.organization().tables().resources),
        administered_(administered(fallen.closure())),
        has_vaults_(std::ranges::any_of(resources_, is_vault)) {}

  std::vector<Recovery> all() const {
    std::vector<Recovery> result;
    for (const auto index : resources_.indexes()) {
      const Resource& store = resources_[index];
      const StoreActions* actions = store_actions(store.type);
      if (store.presence == Presence::Present && store.data_classes && actions != nullptr &&
          !actions->erase.empty()) {
        result.push_back(of(index, *actions));
      }
    }
    return result;
  }

 private:
  static bool is_vault(const Resource& resource) {
    return resource.presence == Presence::Present && resource.type == "backup-vault";
  }

  /// Who asks for the deletion of the content, whatever locks answer; after rewriting the policy of
  /// the store, if that is what it takes.
  std::optional<Doer> deleter(Index<Resource> index, const StoreActions& actions) const {
    const Resource& store = resources_[index];
    const auto reached = std::ranges::find(stores_, index, &ReachedStore::resource);
    if (reached != stores_.end()) {
      for (const ReachedStore::Access& access : reached->accesses) {
        if (access.access == StoreAccess::Delete) {
          return Doer{.principal = access.principal, .needs = access.needs, .hops = access.hops};
        }
      }
    }
    const std::string content = store.arn + std::string(actions.content);
    return fallen_.nearest_of(store.account, [&](const Standing& standing) {
      return standing.may(actions.erase, content);
    });
  }

  /// Who schedules the deletion of the customer managed key; keys of AWS are out of reach.
  std::optional<Doer> key_deleter(const std::string& key) const {
    const auto found = fallen_.organization().find_resource(key);
    if (!found) {
      return std::nullopt;
    }
    return fallen_.nearest_of(resources_[*found].account, [&](const Standing& standing) {
      return std::max(standing.may("kms:ScheduleKeyDeletion", key),
                      standing.may("kms:DisableKey", key));
    });
  }

  Recovery of(Index<Resource> index, const StoreActions& actions) const {
    const Resource& store = resources_[index];
    Recovery recovery{.store = index};
    auto by_key = key_deleter(store.encryption_key);
    recovery.key_falls = by_key.has_value();
    recovery.deleter = deleter(index, actions);
    const bool locked = is_compliance_locked(store);
    if (recovery.deleter && locked) {
      recovery.fate = recovery.key_falls ? Fate::Delayed : Fate::Locked;
      return recovery;
    }
    if (!recovery.deleter && !recovery.key_falls) {
      return recovery;
    }
    if (!recovery.deleter) {
      recovery.deleter = std::move(by_key);
      recovery.fate = Fate::Delayed;
    } else {
      recovery.fate = Fate::Lost;
      recovery.certain = has_vaults_ ? Truth::Yes : Truth::Unknown;
    }
    restore(recovery);
    return recovery;
  }

  /// The best vault decides: one that keeps its points and its key, with somebody to restore.
  void restore(Recovery& recovery) const {
    const Index<Account> account = resources_[recovery.store].account;
    for (const auto index : resources_.indexes()) {
      const Resource& vault = resources_[index];
      if (!is_vault(vault) || std::ranges::find(vault.covers, account) == vault.covers.end() ||
          loses_points(vault)) {
        continue;
      }
      const auto restorer = clean_account(vault.account);
      const bool whole = restorer && !key_deleter(vault.encryption_key);
      const Fate fate = whole ? Fate::Restorable : Fate::Delayed;
      if (fate < recovery.fate || !recovery.vault) {
        recovery.fate = std::min(fate, recovery.fate);
        recovery.vault = index;
        recovery.restorer = restorer;
      }
    }
  }

  bool loses_points(const Resource& vault) const {
    return !is_compliance_locked(vault) &&
           fallen_
               .nearest_of(vault.account,
                           [&](const Standing& standing) {
                             return standing.may("backup:DeleteRecoveryPoint", vault.arn);
                           })
               .has_value();
  }

  /// The vault's own, or another that nobody who fell administers and that can act.
  std::optional<Index<Account>> clean_account(Index<Account> vault) const {
    if (!administered_[vault.value()]) {
      return vault;
    }
    const Organization& organization = fallen_.organization();
    for (const auto account : organization.accounts().indexes()) {
      if (!administered_[account.value()] && can_act(organization.accounts()[account].state) &&
          organization.organization_of(account) == organization.organization_of(vault)) {
        return account;
      }
    }
    return std::nullopt;
  }

  const Fallen& fallen_;
  const std::vector<ReachedStore>& stores_;
  const Table<Resource>& resources_;
  std::vector<bool> administered_;
  bool has_vaults_;
};

}  // namespace

std::vector<Recovery> recoveries(const Fallen& fallen, const std::vector<ReachedStore>& stores) {
  return RecoveryQuestion(fallen, stores).all();
}

}  // namespace orgsim::sim

#pragma once

#include <optional>
#include <vector>

#include "sim/closure/fallen.h"
#include "sim/closure/reached_store.h"

namespace orgsim::sim {

/// What becomes of the content of a store, the worst last.
enum class Fate {
  Untouched,   // Nobody who fell deletes it or its key.
  Locked,      // Whoever could is held by a lock in compliance mode.
  Restorable,  // Deleted, and a recovery point, its key and an account to restore into are left.
  Delayed,     // A key is gone after its waiting time, or nobody clean is left to restore into.
  Lost
};

struct Recovery {
  Index<Resource> store;
  Fate fate = Fate::Untouched;
  Truth certain = Truth::Yes;
  std::optional<Doer> deleter;             // Who deletes the content, or else its key.
  bool key_falls = false;                  // The store's own key can be deleted.
  std::optional<Index<Resource>> vault;    // That holds the recovery points.
  std::optional<Index<Account>> restorer;  // An account to restore into that nobody administers.
};

/// B7: of every store that holds declared data, in order of the table. Recovery points are in the
/// vaults that say they cover the store's account.
/// Source: AWS Backup Developer Guide, "AWS Backup Vault Lock"; AWS KMS Developer Guide, "Delete an
/// AWS KMS key".
std::vector<Recovery> recoveries(const Fallen& fallen, const std::vector<ReachedStore>& stores);

}  // namespace orgsim::sim

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/data_store.h"
#include "sim/reach.h"

namespace orgsim::sim {

/// What somebody can do in an account, the strongest last.
enum class AccountLevel { None, Metadata, Read, Write, Admin };

/// A privileged action that the ceilings of an account keep from somebody who otherwise has it.
struct HeldBack {
  std::string_view action;
  Layer layer = Layer::Scp;  // The first ceiling that refuses it.
};

/// An account that falls, by the strongest principal that falls in it.
struct ReachedAccount {
  Index<Account> account;
  AccountLevel level = AccountLevel::None;
  Truth certain = Truth::Yes;  // `Unknown`: only under a context that the snapshot does not settle.
  Index<Principal> principal;  // Who acts at that level, the nearest.
  std::size_t hops = 0;
  std::vector<Technique> routes;    // By which somebody outside, who falls, comes into the account.
  std::vector<HeldBack> held_back;  // Of the privileged actions, for an administrator.
};

/// A data store that falls.
struct ReachedStore {
  Index<Resource> resource;
  struct Access {
    StoreAccess access = StoreAccess::Read;
    Truth certain = Truth::Yes;
    Index<Principal> principal;
    std::size_t hops = 0;
  };
  std::vector<Access> accesses;  // At most one of each kind, the nearest.
  bool ciphertext_only = false;  // Nobody who reads it may decrypt with its key.
};

/// An SCP or RCP that can be taken off a target, with what it held back.
struct RaisedCeiling {
  Index<OrganizationPolicy> policy;
  std::string target;          // Root, OU or account id.
  std::size_t n_accounts = 0;  // Member accounts below the target.
  std::string_view action;     // The one that takes it off.
  Truth certain = Truth::Yes;
  Index<Principal> principal;
  std::size_t hops = 0;
};

/// A declared boundary that the attacker crosses.
enum class BoundaryKind { CardholderData, Production, Sandbox, Organization };

struct CrossedBoundary {
  BoundaryKind kind = BoundaryKind::Production;
  std::string from;  // As declared: `nonprod`, an organization's id, ...
  std::string to;
  Path witness;
};

/// Hops to the first of each kind; nothing when it is not reached.
struct Depths {
  std::optional<std::size_t> other_account_administrator;
  std::optional<std::size_t> management_account;
  std::optional<std::size_t> log_archive;
  std::map<std::string, std::size_t> data_classes;
};

/// Everything that falls when footholds fall, under the reading that favours the attacker; each
/// member says whether it is certain.
struct BlastRadius {
  std::vector<Index<Principal>> footholds;
  Reach possible;                // Every principal that falls, B1.
  Reach certain;                 // Of those, the ones that surely do.
  std::size_t n_principals = 0;  // Outside the footholds, of the whole snapshot; people included,
                                 // hypothetical administrators and root sessions not.
  std::vector<ReachedAccount> accounts;  // In order of the table; those of level None left out.
  std::vector<ReachedStore> stores;
  std::vector<RaisedCeiling> ceilings;
  std::vector<CrossedBoundary> boundaries;
  Depths depths;

  /// B1: who falls besides the footholds, in order of hops; without hypothetical administrators and
  /// root sessions, which are ways to act.
  std::vector<Index<Principal>> principals(const Authorizer& authorizer) const;
};

/// Source: the measures are defined in docs/SEMANTICS.md, "Blast radius".
BlastRadius blast_radius(const Authorizer& authorizer, const AccessGraph& graph,
                         std::vector<Index<Principal>> footholds);

}  // namespace orgsim::sim

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sim/closure/closure.h"
#include "sim/closure/control.h"
#include "sim/closure/name_control.h"
#include "sim/closure/organization_acts.h"
#include "sim/closure/persistence.h"
#include "sim/closure/reached_store.h"
#include "sim/closure/recovery.h"
#include "sim/closure/routes.h"

namespace orgsim::sim {

/// What somebody can do in an account, the strongest last.
enum class AccountLevel { None, Metadata, Read, Write, Admin };

/// A privileged action that the SCPs of an account keep from somebody who otherwise has it.
struct HeldBack {
  std::string_view action;
  bool can_be_lifted = false;  // The attacker lifts what refuses it.
};

/// How many are asked about.
std::size_t n_privileged_actions();

/// An account that falls, by the strongest principal that falls in it.
struct ReachedAccount {
  Index<Account> account;
  AccountLevel level = AccountLevel::None;
  Truth certain = Truth::Yes;  // `Unknown`: only under a context that the snapshot does not settle.
  AccountLevel certain_level = AccountLevel::None;  // What surely falls.
  Index<Principal> principal;                       // Who acts at that level, the nearest.
  std::vector<Fact> needs;                          // What it takes that it does.
  std::size_t hops = 0;
  std::vector<std::string_view> routes;  // By which somebody outside, who falls, comes into it.
  std::vector<HeldBack> held_back;       // Of the privileged actions, for an administrator.
};

/// A ceiling that can be lifted, with what it held back: a policy on one of its targets, or all of
/// an account by moving it or taking it out of the organization.
struct RaisedCeiling {
  std::optional<Index<OrganizationPolicy>> policy;
  std::string target;          // Root, OU or account id.
  std::size_t n_accounts = 0;  // Member accounts below the target.
  std::string_view technique;
  std::string_view action;  // The one that lifts it.
  Truth certain = Truth::Yes;
  Index<Principal> principal;
  std::vector<Fact> needs;
  std::size_t hops = 0;
};

/// A declared boundary that the attacker crosses.
enum class BoundaryKind { CardholderData, Production, Sandbox, Organization };

struct CrossedBoundary {
  BoundaryKind kind = BoundaryKind::Production;
  std::string from;  // As declared: `nonprod`, an organization's id, ...
  std::string to;
  std::vector<Step> witness;
};

/// Hops to the first of each kind; nothing when it is not reached.
struct Depths {
  std::optional<std::size_t> other_account_administrator;
  std::optional<std::size_t> management_account;
  std::optional<std::size_t> log_archive;
  std::optional<std::size_t> tier_zero;
  std::map<std::string, std::size_t> data_classes;
};

/// What is followed. Two radii, never confused: over the edges of the access graph alone, or over
/// everything that an attacker can come to have.
struct RadiusOptions {
  bool becomes_only = false;
  bool raises = true;  // Whether ceilings are lifted on the way.
};

/// Everything that falls when footholds fall, under the reading that favours the attacker; each
/// member says whether it is certain. Refers to the authorizer and the graph.
class BlastRadius {
 public:
  BlastRadius(const Authorizer& authorizer, const AccessGraph& graph,
              std::vector<Index<Principal>> from, RadiusOptions how);

  RadiusOptions options;
  std::vector<Index<Principal>> footholds;
  std::size_t n_principals = 0;  // Outside the footholds, of the whole snapshot; people included,
                                 // hypothetical administrators and root sessions not.
  std::vector<ReachedAccount> accounts;  // B2, in order of the table; those of level None left out.
  std::vector<ReachedStore> stores;      // B3
  std::vector<BlindedControl> controls;  // B4
  std::vector<RaisedCeiling> ceilings;   // B5
  std::vector<OrganizationAct> acts;     // In order of their rows.
  NamesControlled names;                 // B6
  std::vector<Recovery> recoveries;      // B7
  std::vector<CrossedBoundary> boundaries;  // B8
  Depths depths;                            // B9
  std::vector<Persistence> persistences;    // B10

  /// What the attacker has in either reading.
  const Closure& possible() const { return *possible_; }
  const Closure& certain() const { return *certain_; }

  /// B1: who falls besides the footholds, in order of hops; without hypothetical administrators and
  /// root sessions, which are ways to act.
  std::vector<Index<Principal>> principals() const;

 private:
  void measure();

  std::unique_ptr<EscalationGround> ground_;
  std::unique_ptr<PowerTable> powers_;
  std::unique_ptr<Closure> possible_;
  std::unique_ptr<Closure> certain_;
};

/// Source: the measures are defined in docs/SEMANTICS.md, "Blast radius".
BlastRadius blast_radius(const Authorizer& authorizer, const AccessGraph& graph,
                         std::vector<Index<Principal>> footholds, RadiusOptions options = {});

/// Accounts from which an organization is governed: the management account, delegated
/// administrators of the services that act in every account, whoever holds the logs and the
/// backups, and those whose pipelines deploy into one of them.
std::set<Index<Account>> tier_zero(const Organization& organization);

}  // namespace orgsim::sim

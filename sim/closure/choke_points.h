#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/change/event.h"
#include "sim/closure/closure.h"

namespace orgsim::sim {

/// A kind of configuration that can be changed to close ways.
enum class ChangeKind {
  TrustStatement,  // One statement of a role's trust policy taken out.
  Assignment,      // One assignment of a permission set taken back.
  Membership,      // One person taken out of a group.
  Registration,    // A delegated administrator deregistered.
  Feature,         // Trusted access or root access management turned off.
  Permission,      // One policy taken off a principal, or off a group.
  ScpStatement,    // An SCP with one Deny attached to an account.
  RcpStatement     // An RCP with one Deny attached to an account.
};

/// A change that would take something out of the attacker's way.
struct Candidate {
  ChangeKind kind = ChangeKind::TrustStatement;
  std::string subject;        // What is changed: an ARN, a name, an account id.
  std::string detail;         // Which statement, whom, which actions.
  std::vector<Event> events;  // An `Attach` behind a `CreatePolicy` means the policy made.
  std::string breaks;         // Technique of the step that it was found by.
};

/// What of an attack is left; less is better.
struct Impact {
  std::size_t n_targets = 0;         // Targets that still fall.
  std::size_t n_admin_accounts = 0;  // Accounts administered.
  std::size_t n_stores = 0;          // Data stores reached.

  friend auto operator<=>(const Impact&, const Impact&) = default;
};

/// A change, run on a copy of the snapshot.
struct ChokePoint {
  Candidate change;
  Impact after;
  std::size_t n_edges = 0;     // Edges of the access graph that it takes out.
  std::size_t collateral = 0;  // Principals besides the attacker's that lose something.
};

struct ChokePoints {
  Impact before;
  /// Every change that lowers the impact, the best first: by what is left, then by collateral.
  std::vector<ChokePoint> changes;
  /// The best two of them together, when no single one saves every target and two save more.
  std::optional<std::pair<std::size_t, std::size_t>> pair;  // Positions in `changes`.
  Impact after_pair;
  std::size_t n_tried = 0;
  /// Whom every way over become-edges to the targets leads through, the nearest to the attacker
  /// first; the attacker's own and the targets left out.
  std::vector<Index<Principal>> dominators;
  /// The fewest become-edges whose removal separates the targets.
  std::vector<BecomeEdge> cut;
};

/// Ranks configuration changes by what they save. Each is applied, and the attacker followed again.
/// Source: docs/SEMANTICS.md, "Choke points".
ChokePoints choke_points(const Authorizer& authorizer, const AccessGraph& graph,
                         const std::vector<Index<Principal>>& from,
                         const std::vector<Index<Principal>>& to);

/// The changes that take one step out of the way.
std::vector<Candidate> candidates_for(const Authorizer& authorizer, const Step& step);

/// Over become-edges in the reading that favours the attacker.
std::vector<Index<Principal>> become_dominators(const AccessGraph& graph,
                                                const std::vector<Index<Principal>>& from,
                                                const std::vector<Index<Principal>>& to);
std::vector<BecomeEdge> become_cut(const AccessGraph& graph,
                                   const std::vector<Index<Principal>>& from,
                                   const std::vector<Index<Principal>>& to);

}  // namespace orgsim::sim

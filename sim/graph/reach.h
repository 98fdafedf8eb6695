#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "sim/graph/access_graph.h"

namespace orgsim::sim {

/// How to read an edge that hangs on unknown context. `Possible` follows it, which favours the
/// attacker, so that what it does not reach is certainly not reached; `Certain` does not.
enum class Reading { Certain, Possible };

/// A witness: edges that follow one another. Empty: the source is the target.
using Path = std::vector<BecomeEdge>;

/// Everything that principals can become, with the fewest hops to each and the way there.
class Reach {
 public:
  static constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();

  Reach(const AccessGraph& graph, std::span<const Index<Principal>> sources, Reading reading);

  /// 0 for a source, `kNever` for a principal that is not reached.
  std::size_t hops(Index<Principal> principal) const { return hops_[principal.value()]; }
  bool reaches(Index<Principal> principal) const { return hops(principal) != kNever; }

  /// In order of hops, then of the table; the sources included.
  const std::vector<Index<Principal>>& reached() const { return reached_; }

  /// The shortest way to a principal that is reached; the same on every run.
  Path witness(Index<Principal> principal) const;

 private:
  const AccessGraph* graph_;
  std::vector<std::size_t> hops_;
  std::vector<std::uint32_t> parent_;  // The edge that first led there, by its index.
  std::vector<Index<Principal>> reached_;
};

/// The shortest way from any source to any target; nothing when there is none.
std::optional<Path> shortest_path(const AccessGraph& graph,
                                  std::span<const Index<Principal>> sources,
                                  std::span<const Index<Principal>> targets, Reading reading);

/// How many ways lead from the sources to the targets that share no edge: the fewest edges whose
/// removal separates them. A target that is a source counts no way.
std::size_t edge_disjoint_ways(const AccessGraph& graph, std::span<const Index<Principal>> sources,
                               std::span<const Index<Principal>> targets, Reading reading);

}  // namespace orgsim::sim

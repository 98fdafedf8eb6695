#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/graph/reach.h"

namespace orgsim::sim {

/// What every principal can become, for all of them at once. Those that become each other are one
/// component; components that lead to the same ones share one list of successors; and what a list
/// leads to is the union of what its components lead to, in rows of bits. Answers what `Reach`
/// would for each principal alone. Refers to nothing after construction.
class BecomeRadii {
 public:
  BecomeRadii(const AccessGraph& graph, Reading reading);

  /// How many principals fall with this one, itself not counted.
  std::size_t size(Index<Principal> principal) const {
    return sizes_[component_[principal.value()]] - 1;
  }

  /// The principals that fall with this one, itself included, in order of the table.
  std::vector<Index<Principal>> reached(Index<Principal> principal) const;

  std::size_t n_principals() const { return component_.size(); }
  std::size_t n_components() const { return sizes_.size(); }

 private:
  friend class RowSweep;

  using Component = std::uint32_t;
  using List = std::uint32_t;

  void gather_members();
  void gather_successors(const AccessGraph& graph, Reading reading);
  void count_reached();
  std::span<const Component> successors(List list) const;

  std::vector<Component> component_;  // By principal. Invariant: leads to itself and lower ones.
  std::vector<std::size_t> sizes_;    // By component: the principals reached, its own included.
  std::vector<std::uint32_t> member_begin_;  // By component, and the end: where in `members_`.
  std::vector<Index<Principal>> members_;
  // By component: the list of what it leads to directly. Invariant: a list leads to components of
  // lower lists alone.
  std::vector<List> list_;
  std::vector<std::uint32_t> successor_begin_;  // By list, and the end: where in `successors_`.
  std::vector<Component> successors_;           // Sorted in each list.
};

}  // namespace orgsim::sim

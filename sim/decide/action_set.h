#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace orgsim::sim {

/// The position of an action in the action catalogue, whose rows are sorted by `service:action` in
/// lower case. It means something only together with the catalogue that gave it.
enum class ActionId : std::uint16_t {};

/// Neighbouring actions of the catalogue, from `begin` up to but without `end`.
struct ActionRange {
  std::uint16_t begin = 0;
  std::uint16_t end = 0;

  std::size_t size() const { return static_cast<std::size_t>(end - begin); }

  friend bool operator==(const ActionRange&, const ActionRange&) = default;
};

/// A set of actions of the catalogue, e.g. what an `Action` element names: mostly a prefix with a
/// star, which is one range. Actions that the catalogue does not know are in no set, so a policy's
/// patterns are asked as well where they may matter.
class ActionSet {
 public:
  ActionSet() = default;

  /// The ranges may come in any order, overlap or be empty.
  explicit ActionSet(std::vector<ActionRange> ranges);

  /// In order, not empty, neither overlapping nor touching: equal sets have equal ranges.
  std::span<const ActionRange> ranges() const { return ranges_; }

  bool empty() const { return ranges_.empty(); }
  std::size_t count() const;
  bool contains(ActionId action) const;

  /// What of `whole` is not in this set: the actions that a `NotAction` element names.
  ActionSet complement(ActionRange whole) const;

  friend bool operator==(const ActionSet&, const ActionSet&) = default;

 private:
  std::vector<ActionRange> ranges_;  // Invariant: sorted, disjoint, not touching, none empty.
};

/// The actions in either set.
ActionSet united(const ActionSet& left, const ActionSet& right);

/// The actions in both sets.
ActionSet common(const ActionSet& left, const ActionSet& right);

}  // namespace orgsim::sim

#include "sim/graph/become_radii.h"

#include <algorithm>
#include <array>
#include <bit>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/property_map/property_map.hpp>
#include <unordered_map>

#include "model/sort_distinct.h"

namespace orgsim::sim {
namespace {

constexpr std::size_t kRowBits = 4096;
constexpr std::size_t kWordBits = 64;

bool follows(const BecomeEdge& edge, Reading reading) {
  return edge.holds == Truth::Yes || (reading == Reading::Possible && edge.holds == Truth::Unknown);
}

struct Followed {
  const AccessGraph* graph = nullptr;
  Reading reading = Reading::Certain;

  bool operator()(const AccessGraph::Structure::edge_descriptor& edge) const {
    return follows(graph->edges()[get(boost::edge_index, graph->structure(), edge)], reading);
  }
};

/// By vertex. Boost numbers a component after all that it leads to.
std::vector<std::uint32_t> components(const AccessGraph& graph, Reading reading) {
  const boost::filtered_graph<AccessGraph::Structure, Followed> view(graph.structure(),
                                                                     Followed{&graph, reading});
  std::vector<std::uint32_t> result(graph.n_principals());
  const auto index = get(boost::vertex_index, view);
  boost::strong_components(view, boost::make_iterator_property_map(result.begin(), index),
                           boost::vertex_index_map(index));
  return result;
}

std::uint64_t hash_of(const std::vector<std::uint32_t>& list) {
  std::uint64_t hash = list.size();
  for (const std::uint32_t item : list) {
    hash = (hash ^ item) * 0x9E3779B97F4A7C15;
    hash ^= hash >> 32U;
  }
  return hash;
}

/// A set of components out of 4,096 that follow one another.
class BitRow {
 public:
  void clear() { words_.fill(0); }
  void set(std::size_t bit) { words_[bit / kWordBits] |= std::uint64_t{1} << bit % kWordBits; }
  bool test(std::size_t bit) const {
    return (words_[bit / kWordBits] >> bit % kWordBits & 1U) != 0;
  }
  void add(const BitRow& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      words_[i] |= other.words_[i];
    }
  }
  std::size_t count() const {
    std::size_t result = 0;
    for (const std::uint64_t word : words_) {
      result += static_cast<std::size_t>(std::popcount(word));
    }
    return result;
  }

 private:
  std::array<std::uint64_t, kRowBits / kWordBits> words_{};
};

}  // namespace

/// What successor lists reach, for a block of components at a time, so that a row fits in a cache
/// line or a few and memory is bounded by the lists alone.
class RowSweep {
 public:
  RowSweep(const BecomeRadii& radii, std::size_t n_lists)
      : radii_(radii), rows_(n_lists), filled_(n_lists), reached_(n_lists, 0) {}

  /// By list: how many principals it reaches.
  std::vector<std::size_t> run() {
    for (first_ = 0; first_ < radii_.n_components(); first_ += kRowBits) {
      last_ = std::min(first_ + kRowBits, radii_.n_components());
      find_large();
      for (std::size_t list = 0; list < rows_.size(); ++list) {
        fill(static_cast<BecomeRadii::List>(list));
      }
    }
    return std::move(reached_);
  }

 private:
  std::size_t members(std::size_t component) const {
    return radii_.member_begin_[component + 1] - radii_.member_begin_[component];
  }

  /// A bit counts as one principal; the components of the block with more are added apart.
  void find_large() {
    large_.clear();
    for (std::size_t component = first_; component < last_; ++component) {
      if (members(component) != 1) {
        large_.push_back(component);
      }
    }
  }

  void fill(BecomeRadii::List list) {
    const auto successors = radii_.successors(list);
    filled_[list] = !successors.empty() && successors.back() >= first_;
    if (!filled_[list]) {
      return;
    }
    BitRow& row = rows_[list];
    row.clear();
    for (const auto successor : successors) {
      if (successor >= first_ && successor < last_) {
        row.set(successor - first_);
      }
      if (const auto further = radii_.list_[successor]; filled_[further]) {
        row.add(rows_[further]);
      }
    }
    std::size_t count = row.count();
    for (const std::size_t component : large_) {
      count += row.test(component - first_) ? members(component) - 1 : 0;
    }
    reached_[list] += count;
  }

  const BecomeRadii& radii_;
  std::vector<BitRow> rows_;
  std::vector<bool> filled_;  // By list: whether its row holds any bit.
  std::vector<std::size_t> reached_;
  std::vector<std::size_t> large_;
  std::size_t first_ = 0;  // The components of the block: from here
  std::size_t last_ = 0;   // to before there.
};

BecomeRadii::BecomeRadii(const AccessGraph& graph, Reading reading)
    : component_(components(graph, reading)) {
  const auto highest = std::ranges::max_element(component_);
  sizes_.resize(highest == component_.end() ? 0 : *highest + std::size_t{1});
  gather_members();
  gather_successors(graph, reading);
  count_reached();
}

void BecomeRadii::gather_members() {
  member_begin_.assign(sizes_.size() + 1, 0);
  for (const Component component : component_) {
    ++member_begin_[component + 1];
  }
  for (std::size_t component = 0; component < sizes_.size(); ++component) {
    member_begin_[component + 1] += member_begin_[component];
  }
  std::vector<std::uint32_t> next(member_begin_.begin(), member_begin_.end());
  members_.resize(component_.size());
  for (std::size_t principal = 0; principal < component_.size(); ++principal) {
    members_[next[component_[principal]]++] = Index<Principal>(principal);
  }
}

void BecomeRadii::gather_successors(const AccessGraph& graph, Reading reading) {
  std::unordered_multimap<std::uint64_t, List> known;
  std::vector<Component> found;
  successor_begin_.assign(1, 0);
  for (std::size_t component = 0; component < sizes_.size(); ++component) {
    found.clear();
    for (std::size_t i = member_begin_[component]; i < member_begin_[component + 1]; ++i) {
      for (const BecomeEdge& edge : graph.edges_from(members_[i])) {
        const Component target = component_[edge.target.value()];
        if (target != component && follows(edge, reading)) {
          found.push_back(target);
        }
      }
    }
    sort_distinct(found);
    const std::uint64_t hash = hash_of(found);
    const auto [first, last] = known.equal_range(hash);
    const auto equal = std::find_if(first, last, [&](const auto& entry) {
      return std::ranges::equal(successors(entry.second), found);
    });
    if (equal != last) {
      list_.push_back(equal->second);
      continue;
    }
    list_.push_back(static_cast<List>(successor_begin_.size() - 1));
    known.emplace(hash, list_.back());
    successors_.insert(successors_.end(), found.begin(), found.end());
    successor_begin_.push_back(static_cast<std::uint32_t>(successors_.size()));
  }
}

std::span<const BecomeRadii::Component> BecomeRadii::successors(List list) const {
  return std::span(successors_)
      .subspan(successor_begin_[list], successor_begin_[list + 1] - successor_begin_[list]);
}

void BecomeRadii::count_reached() {
  const std::vector<std::size_t> reached = RowSweep(*this, successor_begin_.size() - 1).run();
  for (std::size_t component = 0; component < sizes_.size(); ++component) {
    sizes_[component] =
        reached[list_[component]] + (member_begin_[component + 1] - member_begin_[component]);
  }
}

std::vector<Index<Principal>> BecomeRadii::reached(Index<Principal> principal) const {
  std::vector<bool> seen(sizes_.size(), false);
  std::vector<Component> open = {component_[principal.value()]};
  seen[open.front()] = true;
  std::vector<Index<Principal>> result;
  while (!open.empty()) {
    const Component component = open.back();
    open.pop_back();
    result.insert(result.end(), members_.begin() + member_begin_[component],
                  members_.begin() + member_begin_[component + 1]);
    for (const Component successor : successors(list_[component])) {
      if (!seen[successor]) {
        seen[successor] = true;
        open.push_back(successor);
      }
    }
  }
  std::ranges::sort(result);
  return result;
}

}  // namespace orgsim::sim

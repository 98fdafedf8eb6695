#include "sim/graph/reach.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

namespace orgsim::sim {
namespace {

using Vertices = std::vector<Index<Principal>>;

Index<Principal> vertex(std::size_t value) { return Index<Principal>(value); }

AccessGraph random_graph(std::mt19937& rng, std::size_t n) {
  std::vector<BecomeEdge> edges;
  for (std::size_t from = 0; from < n; ++from) {
    for (std::size_t to = 0; to < n; ++to) {
      const auto draw = rng() % 8;
      if (from != to && draw < 2) {
        edges.push_back({.source = vertex(from),
                         .target = vertex(to),
                         .holds = draw == 0 ? Truth::Unknown : Truth::Yes});
      }
    }
  }
  return AccessGraph(n, std::move(edges));
}

/// Hops by trying every vertex as the next one, as often as there are vertices.
std::vector<std::size_t> plain_hops(const AccessGraph& graph, const Vertices& sources,
                                    Reading reading) {
  std::vector<std::size_t> hops(graph.n_principals(), Reach::kNever);
  for (const auto source : sources) {
    hops[source.value()] = 0;
  }
  for (std::size_t round = 0; round < graph.n_principals(); ++round) {
    for (const BecomeEdge& edge : graph.edges()) {
      const bool followed = edge.holds == Truth::Yes || reading == Reading::Possible;
      const std::size_t from = hops[edge.source.value()];
      if (followed && from != Reach::kNever) {
        hops[edge.target.value()] = std::min(hops[edge.target.value()], from + 1);
      }
    }
  }
  return hops;
}

/// The fewest edges whose removal separates, by trying every set of edges.
std::size_t plain_cut(const AccessGraph& graph, const Vertices& sources, const Vertices& targets) {
  const std::size_t n = graph.edges().size();
  std::size_t least = n;
  for (std::size_t removed = 0; removed < (std::size_t{1} << n); ++removed) {
    std::vector<BecomeEdge> kept;
    for (std::size_t i = 0; i < n; ++i) {
      if ((removed >> i & 1) == 0) {
        kept.push_back(graph.edges()[i]);
      }
    }
    const std::size_t n_removed = n - kept.size();
    const AccessGraph rest(graph.n_principals(), std::move(kept));
    const auto hops = plain_hops(rest, sources, Reading::Possible);
    const bool separated = std::ranges::all_of(
        targets, [&](auto target) { return hops[target.value()] == Reach::kNever; });
    if (separated) {
      least = std::min(least, n_removed);
    }
  }
  return least;
}

}  // namespace

TEST_CASE("reach finds the fewest hops to everybody, under both readings", "[reach][property]") {
  const auto seed = GENERATE(range(0u, 300u));
  CAPTURE(seed);
  std::mt19937 rng(seed);
  const AccessGraph graph = random_graph(rng, 2 + seed % 7);
  const Vertices sources = {vertex(0), vertex(rng() % graph.n_principals())};
  for (const Reading reading : {Reading::Certain, Reading::Possible}) {
    const Reach reach(graph, sources, reading);
    const auto expected = plain_hops(graph, sources, reading);
    for (std::size_t i = 0; i < graph.n_principals(); ++i) {
      CHECK(reach.hops(vertex(i)) == expected[i]);
    }
  }
}

TEST_CASE("a witness is a way of that many hops, edge by edge", "[reach][property]") {
  const auto seed = GENERATE(range(0u, 300u));
  CAPTURE(seed);
  std::mt19937 rng(seed);
  const AccessGraph graph = random_graph(rng, 2 + seed % 7);
  const Vertices sources = {vertex(0)};
  const Reach reach(graph, sources, Reading::Certain);
  for (const auto target : reach.reached()) {
    const Path path = reach.witness(target);
    REQUIRE(path.size() == reach.hops(target));
    Index<Principal> at = vertex(0);
    for (const BecomeEdge& edge : path) {
      CHECK(edge.source == at);
      CHECK(edge.holds == Truth::Yes);
      at = edge.target;
    }
    CHECK(at == target);
  }
}

TEST_CASE("ways that share no edge are as many as edges must go", "[reach][property]") {
  const auto seed = GENERATE(range(0u, 120u));
  CAPTURE(seed);
  std::mt19937 rng(seed);
  const AccessGraph graph = random_graph(rng, 2 + seed % 4);
  if (graph.edges().size() > 10) {
    return;
  }
  const Vertices sources = {vertex(0)};
  const Vertices targets = {vertex(graph.n_principals() - 1)};
  CHECK(edge_disjoint_ways(graph, sources, targets, Reading::Possible) ==
        plain_cut(graph, sources, targets));
}

TEST_CASE("two techniques between the same principals are two ways", "[reach]") {
  const AccessGraph graph(
      2, {{.source = vertex(0), .target = vertex(1), .technique = Technique::AssumeRole},
          {.source = vertex(0), .target = vertex(1), .technique = Technique::RewriteTrust},
          {.source = vertex(0), .target = vertex(1), .technique = Technique::RewriteTrust}});
  CHECK(graph.edges().size() == 2);
  const Vertices sources = {vertex(0)};
  const Vertices targets = {vertex(1)};
  CHECK(edge_disjoint_ways(graph, sources, targets, Reading::Certain) == 2);
  CHECK(edge_disjoint_ways(graph, sources, sources, Reading::Certain) == 0);
  CHECK_FALSE(shortest_path(graph, targets, sources, Reading::Possible).has_value());
  CHECK(shortest_path(graph, sources, targets, Reading::Possible)->size() == 1);
}

}  // namespace orgsim::sim

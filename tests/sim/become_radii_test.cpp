#include "sim/graph/become_radii.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

namespace orgsim::sim {
namespace {

Index<Principal> vertex(std::size_t value) { return Index<Principal>(value); }

/// The answers of a search from each principal by itself.
void check_against_searches(const AccessGraph& graph, Reading reading, std::size_t step) {
  const BecomeRadii radii(graph, reading);
  REQUIRE(radii.n_principals() == graph.n_principals());
  for (std::size_t i = 0; i < graph.n_principals(); i += step) {
    const std::vector<Index<Principal>> sources = {vertex(i)};
    std::vector<Index<Principal>> reached = Reach(graph, sources, reading).reached();
    std::ranges::sort(reached);
    REQUIRE(radii.size(vertex(i)) == reached.size() - 1);
    REQUIRE(radii.reached(vertex(i)) == reached);
  }
}

AccessGraph random_graph(std::mt19937& rng, std::size_t n_principals, std::size_t n_edges) {
  std::vector<BecomeEdge> edges;
  for (std::size_t i = 0; i < n_edges; ++i) {
    const auto from = rng() % n_principals;
    const auto to = rng() % n_principals;
    const auto draw = rng() % 5;
    if (from != to) {
      edges.push_back({.source = vertex(from),
                       .target = vertex(to),
                       .holds = draw == 0 ? Truth::Unknown : Truth::Yes});
    }
  }
  return AccessGraph(n_principals, std::move(edges));
}

/// Layers that lead one way, so that nothing falls together and many share what they lead to.
AccessGraph layered_graph(std::mt19937& rng, std::size_t n_principals) {
  std::vector<BecomeEdge> edges;
  for (std::size_t from = 0; from < n_principals; ++from) {
    const auto base = rng() % 3 == 0 ? rng() % n_principals : from / 8 * 2;
    for (std::size_t i = 1; i <= rng() % 3 + 1; ++i) {
      if (base + i < from) {
        edges.push_back({.source = vertex(from), .target = vertex(base + i)});
      }
    }
  }
  return AccessGraph(n_principals, std::move(edges));
}

}  // namespace

TEST_CASE("all radii at once are those of each alone, for every graph of four",
          "[become_radii][exhaustive]") {
  constexpr std::size_t kVertices = 4;
  constexpr std::size_t kPairs = kVertices * (kVertices - 1);
  for (std::size_t graph = 0; graph < std::size_t{1} << kPairs; ++graph) {
    std::vector<BecomeEdge> edges;
    for (std::size_t pair = 0; pair < kPairs; ++pair) {
      const std::size_t from = pair / (kVertices - 1);
      const std::size_t other = pair % (kVertices - 1);
      if ((graph >> pair & 1U) != 0) {
        edges.push_back(
            {.source = vertex(from), .target = vertex(other + (other >= from ? 1U : 0U))});
      }
    }
    CAPTURE(graph);
    check_against_searches(AccessGraph(kVertices, std::move(edges)), Reading::Certain, 1);
  }
}

TEST_CASE("all radii at once are those of each alone, under both readings",
          "[become_radii][property]") {
  const auto seed = GENERATE(range(0u, 150u));
  CAPTURE(seed);
  std::mt19937 rng(seed);
  const std::size_t n_principals = 1 + seed / 2;
  const AccessGraph graph = random_graph(rng, n_principals, rng() % (2 * n_principals + 1));
  check_against_searches(graph, Reading::Certain, 1);
  check_against_searches(graph, Reading::Possible, 1);
}

TEST_CASE("all radii at once are right where components fill several rows",
          "[become_radii][property]") {
  std::mt19937 rng(1U);
  constexpr std::size_t kPrincipals = 9000;
  check_against_searches(layered_graph(rng, kPrincipals), Reading::Certain, 211);
  check_against_searches(random_graph(rng, kPrincipals, kPrincipals), Reading::Possible, 211);
}

TEST_CASE("a graph without principals has no radii", "[become_radii]") {
  const BecomeRadii radii(AccessGraph(0, {}), Reading::Possible);
  CHECK(radii.n_principals() == 0);
  CHECK(radii.n_components() == 0);
}

}  // namespace orgsim::sim

#include "sim/graph/access_graph.h"

#include <algorithm>

#include "sim/graph/edge_rules.h"

namespace orgsim::sim {
namespace {

AccessGraph::Structure structure_of(std::size_t n_principals,
                                    const std::vector<BecomeEdge>& edges) {
  std::vector<std::pair<AccessGraph::Vertex, AccessGraph::Vertex>> pairs;
  pairs.reserve(edges.size());
  for (const BecomeEdge& edge : edges) {
    pairs.emplace_back(static_cast<AccessGraph::Vertex>(edge.source.value()),
                       static_cast<AccessGraph::Vertex>(edge.target.value()));
  }
  return AccessGraph::Structure(boost::edges_are_sorted, pairs.begin(), pairs.end(),
                                static_cast<AccessGraph::Vertex>(n_principals));
}

}  // namespace

AccessGraph::AccessGraph(std::size_t n_principals, std::vector<BecomeEdge> edges)
    : edges_(std::move(edges)) {
  std::ranges::sort(edges_);
  const auto duplicates = std::ranges::unique(edges_, {}, [](const BecomeEdge& edge) {
    return std::tuple(edge.source, edge.target, edge.technique);
  });
  edges_.erase(duplicates.begin(), duplicates.end());
  structure_ = structure_of(n_principals, edges_);
}

std::span<const BecomeEdge> AccessGraph::edges_from(Index<Principal> source) const {
  const auto vertex = static_cast<Vertex>(source.value());
  const auto [first, last] = boost::out_edges(vertex, structure_);
  if (first == last) {
    return {};
  }
  const std::size_t begin = boost::get(boost::edge_index, structure_, *first);
  return std::span(edges_).subspan(begin, boost::out_degree(vertex, structure_));
}

AccessGraph build_access_graph(const Authorizer& authorizer) {
  std::vector<BecomeEdge> edges;
  add_permission_set_edges(authorizer, edges);
  add_assume_role_edges(authorizer, edges);
  add_trust_rewrite_edges(authorizer, edges);
  add_organization_edges(authorizer, edges);
  return AccessGraph(authorizer.principals().all().size(), std::move(edges));
}

}  // namespace orgsim::sim

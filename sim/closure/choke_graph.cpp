#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dominator_tree.hpp>
#include <limits>
#include <set>

#include "sim/closure/choke_points.h"
#include "sim/graph/flow_network.h"
#include "sim/graph/reach.h"

namespace orgsim::sim {
namespace {

using Vertices = std::vector<Index<Principal>>;
using Flow = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;

bool contains(const Vertices& vertices, Index<Principal> vertex) {
  return std::ranges::find(vertices, vertex) != vertices.end();
}

/// The edges that the attacker can follow.
std::vector<const BecomeEdge*> followed(const AccessGraph& graph, const Reach& reach) {
  std::vector<const BecomeEdge*> result;
  for (const BecomeEdge& edge : graph.edges()) {
    if (reach.reaches(edge.source) && edge.holds != Truth::No) {
      result.push_back(&edge);
    }
  }
  return result;
}

/// The immediate dominator of each vertex. The short overload errs when a vertex is not reachable,
/// so the discovery times start at the greatest number.
std::vector<Flow::vertex_descriptor> immediate_dominators(const Flow& flow, std::size_t source) {
  const std::size_t n = num_vertices(flow);
  const auto none = boost::graph_traits<Flow>::null_vertex();
  const auto index = get(boost::vertex_index, flow);
  std::vector<std::size_t> time(n, std::numeric_limits<std::size_t>::max());
  std::vector<Flow::vertex_descriptor> parent(n, none);
  std::vector<Flow::vertex_descriptor> dominator(n, none);
  std::vector<Flow::vertex_descriptor> by_time(n, none);
  const auto map = [&](auto& values) {
    return boost::make_iterator_property_map(values.begin(), index);
  };
  boost::lengauer_tarjan_dominator_tree(flow, source, index, map(time), map(parent), by_time,
                                        map(dominator));
  return dominator;
}

}  // namespace

std::vector<Index<Principal>> become_dominators(const AccessGraph& graph, const Vertices& from,
                                                const Vertices& to) {
  const Reach reach(graph, from, Reading::Possible);
  const std::size_t source = graph.n_principals();
  const std::size_t sink = source + 1;
  Flow flow(graph.n_principals() + 2);
  for (const auto vertex : from) {
    add_edge(source, vertex.value(), flow);
  }
  bool reached = false;
  for (const auto vertex : to) {
    if (reach.reaches(vertex) && !contains(from, vertex)) {
      add_edge(vertex.value(), sink, flow);
      reached = true;
    }
  }
  if (!reached) {
    return {};
  }
  for (const BecomeEdge* edge : followed(graph, reach)) {
    add_edge(edge->source.value(), edge->target.value(), flow);
  }
  const auto dominator = immediate_dominators(flow, source);
  Vertices result;
  for (auto at = dominator[sink]; at != boost::graph_traits<Flow>::null_vertex() && at != source;
       at = dominator[at]) {
    const Index<Principal> vertex(at);
    if (!contains(from, vertex) && !contains(to, vertex)) {
      result.push_back(vertex);
    }
  }
  std::ranges::reverse(result);
  return result;
}

std::vector<BecomeEdge> become_cut(const AccessGraph& graph, const Vertices& from,
                                   const Vertices& to) {
  const Reach reach(graph, from, Reading::Possible);
  const std::size_t source = graph.n_principals();
  const std::size_t sink = source + 1;
  FlowNetwork network(graph.n_principals() + 2);
  const auto edges = followed(graph, reach);
  const long unlimited = static_cast<long>(edges.size()) + 1;
  for (const auto vertex : from) {
    network.connect(source, vertex.value(), unlimited);
  }
  for (const auto vertex : to) {
    if (!contains(from, vertex)) {
      network.connect(vertex.value(), sink, unlimited);
    }
  }
  for (const BecomeEdge* edge : edges) {
    network.connect(edge->source.value(), edge->target.value(), 1);
  }
  network.max_flow(source, sink);
  const std::vector<bool> side = network.source_side(source);
  std::vector<BecomeEdge> result;
  for (const BecomeEdge* edge : edges) {
    if (side[edge->source.value()] && !side[edge->target.value()]) {
      result.push_back(*edge);
    }
  }
  return result;
}

}  // namespace orgsim::sim

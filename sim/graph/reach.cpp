#include "sim/graph/reach.h"

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/pending/queue.hpp>
#include <boost/property_map/property_map.hpp>

#include "model/sort_distinct.h"
#include "sim/graph/flow_network.h"

namespace orgsim::sim {
namespace {

constexpr std::uint32_t kNoEdge = std::numeric_limits<std::uint32_t>::max();

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

using ReadingView = boost::filtered_graph<AccessGraph::Structure, Followed>;

/// Notes the hops to each vertex, the edge that led there, and the order.
class ReachRecorder : public boost::default_bfs_visitor {
 public:
  ReachRecorder(const AccessGraph& graph, std::vector<std::size_t>& hops,
                std::vector<std::uint32_t>& parent, std::vector<Index<Principal>>& reached)
      : graph_(&graph), hops_(&hops), parent_(&parent), reached_(&reached) {}

  template <class Edge, class View>
  void tree_edge(const Edge& edge, const View& view) {
    (*hops_)[target(edge, view)] = (*hops_)[source(edge, view)] + 1;
    (*parent_)[target(edge, view)] =
        static_cast<std::uint32_t>(get(boost::edge_index, graph_->structure(), edge));
  }

  template <class View>
  void discover_vertex(AccessGraph::Vertex vertex, const View&) {
    reached_->push_back(Index<Principal>(vertex));
  }

 private:
  const AccessGraph* graph_;
  std::vector<std::size_t>* hops_;
  std::vector<std::uint32_t>* parent_;
  std::vector<Index<Principal>>* reached_;
};

}  // namespace

Reach::Reach(const AccessGraph& graph, std::span<const Index<Principal>> sources, Reading reading)
    : graph_(&graph), hops_(graph.n_principals(), kNever), parent_(graph.n_principals(), kNoEdge) {
  std::vector<AccessGraph::Vertex> starts;
  for (const auto source : sources) {
    hops_[source.value()] = 0;
    starts.push_back(static_cast<AccessGraph::Vertex>(source.value()));
  }
  sort_distinct(starts);
  const ReadingView view(graph.structure(), Followed{&graph, reading});
  std::vector<boost::default_color_type> color(graph.n_principals());
  boost::queue<AccessGraph::Vertex> queue;
  boost::breadth_first_search(
      view, starts.begin(), starts.end(), queue, ReachRecorder(graph, hops_, parent_, reached_),
      boost::make_iterator_property_map(color.begin(), get(boost::vertex_index, view)));
}

Path Reach::witness(Index<Principal> principal) const {
  Path path;
  for (std::uint32_t edge = parent_[principal.value()]; edge != kNoEdge;
       edge = parent_[path.back().source.value()]) {
    path.push_back(graph_->edges()[edge]);
  }
  std::ranges::reverse(path);
  return path;
}

std::optional<Path> shortest_path(const AccessGraph& graph,
                                  std::span<const Index<Principal>> sources,
                                  std::span<const Index<Principal>> targets, Reading reading) {
  const Reach reach(graph, sources, reading);
  std::optional<Index<Principal>> nearest;
  for (const auto candidate : targets) {
    if (reach.reaches(candidate) && (!nearest || reach.hops(candidate) < reach.hops(*nearest))) {
      nearest = candidate;
    }
  }
  return nearest ? std::optional(reach.witness(*nearest)) : std::nullopt;
}

std::size_t edge_disjoint_ways(const AccessGraph& graph, std::span<const Index<Principal>> sources,
                               std::span<const Index<Principal>> targets, Reading reading) {
  const std::size_t source = graph.n_principals();
  const std::size_t sink = source + 1;
  FlowNetwork network(graph.n_principals() + 2);
  const long unlimited = static_cast<long>(graph.edges().size()) + 1;
  const Reach reach(graph, sources, reading);
  for (const auto vertex : sources) {
    network.connect(source, vertex.value(), unlimited);
  }
  for (const auto vertex : targets) {
    if (std::ranges::find(sources, vertex) == sources.end()) {
      network.connect(vertex.value(), sink, unlimited);
    }
  }
  for (const BecomeEdge& edge : graph.edges()) {
    if (follows(edge, reading) && reach.reaches(edge.source)) {
      network.connect(edge.source.value(), edge.target.value(), 1);
    }
  }
  return static_cast<std::size_t>(network.max_flow(source, sink));
}

}  // namespace orgsim::sim

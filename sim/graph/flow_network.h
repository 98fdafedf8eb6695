#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <cstddef>
#include <vector>

namespace orgsim::sim {

/// Edges with a capacity each, for the greatest flow from one vertex to another, which is the least
/// capacity whose removal separates them.
class FlowNetwork {
 public:
  explicit FlowNetwork(std::size_t n_vertices) : graph_(n_vertices) {}

  void connect(std::size_t from, std::size_t to, long capacity);

  long max_flow(std::size_t source, std::size_t sink);

  /// After `max_flow`: the vertices that the source still reaches. Edges that lead out of them are
  /// a least cut.
  std::vector<bool> source_side(std::size_t source) const;

 private:
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS,
                                      boost::no_property, std::size_t>;
  using Edge = boost::graph_traits<Graph>::edge_descriptor;

  Graph graph_;
  std::vector<long> capacity_;
  std::vector<long> residual_;
  std::vector<Edge> reverse_;
};

}  // namespace orgsim::sim

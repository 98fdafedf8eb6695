#include "sim/graph/flow_network.h"

#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <boost/property_map/property_map.hpp>

namespace orgsim::sim {

/// The algorithm wants a reverse edge for each.
void FlowNetwork::connect(std::size_t from, std::size_t to, long capacity) {
  const auto forward = add_edge(from, to, capacity_.size(), graph_).first;
  const auto backward = add_edge(to, from, capacity_.size() + 1, graph_).first;
  capacity_.push_back(capacity);
  capacity_.push_back(0);
  reverse_.push_back(backward);
  reverse_.push_back(forward);
}

long FlowNetwork::max_flow(std::size_t source, std::size_t sink) {
  residual_.assign(capacity_.size(), 0);
  std::vector<Edge> predecessor(num_vertices(graph_));
  std::vector<boost::default_color_type> color(num_vertices(graph_));
  std::vector<long> distance(num_vertices(graph_));
  const auto edge_index = get(boost::edge_bundle, graph_);
  const auto vertex_index = get(boost::vertex_index, graph_);
  const auto of_edge = [&](auto& values) {
    return boost::make_iterator_property_map(values.begin(), edge_index);
  };
  const auto of_vertex = [&](auto& values) {
    return boost::make_iterator_property_map(values.begin(), vertex_index);
  };
  return boost::boykov_kolmogorov_max_flow(
      graph_, of_edge(capacity_), of_edge(residual_), of_edge(reverse_), of_vertex(predecessor),
      of_vertex(color), of_vertex(distance), vertex_index, source, sink);
}

std::vector<bool> FlowNetwork::source_side(std::size_t source) const {
  std::vector<bool> result(num_vertices(graph_), false);
  std::vector<std::size_t> open = {source};
  result[source] = true;
  while (!open.empty()) {
    const std::size_t vertex = open.back();
    open.pop_back();
    for (const auto& edge : boost::make_iterator_range(out_edges(vertex, graph_))) {
      const std::size_t next = target(edge, graph_);
      if (!result[next] && residual_[graph_[edge]] > 0) {
        result[next] = true;
        open.push_back(next);
      }
    }
  }
  return result;
}

}  // namespace orgsim::sim

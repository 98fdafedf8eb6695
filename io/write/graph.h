#pragma once

#include <string>
#include <vector>

#include "sim/graph/access_graph.h"

namespace orgsim::io {

/// A part of an access graph to draw: some principals and the edges among them.
struct GraphPart {
  const sim::Authorizer& authorizer;
  const sim::AccessGraph& graph;
  std::vector<Index<sim::Principal>> principals;  // In order of the table.
};

/// Everybody.
GraphPart whole_graph(const sim::Authorizer& authorizer, const sim::AccessGraph& graph);

/// The sources and everybody whom they can become, with open conditions in the attacker's favour.
GraphPart reached_graph(const sim::Authorizer& authorizer, const sim::AccessGraph& graph,
                        const std::vector<Index<sim::Principal>>& sources);

/// For Graphviz: accounts are clusters, edges that hang on a condition are dashed.
/// Source: Graphviz, "DOT Language".
std::string graph_dot(const GraphPart& part);

/// For graph tools: principals with name, kind and account, edges with technique and certainty.
/// Source: GraphML Primer.
std::string graph_graphml(const GraphPart& part);

}  // namespace orgsim::io

#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <span>
#include <vector>

#include "sim/decide/truth.h"
#include "sim/graph/technique.h"
#include "sim/organization/authorizer.h"

namespace orgsim::sim {

/// One way in which a principal becomes another with its own permissions alone.
struct BecomeEdge {
  Index<Principal> source;
  Index<Principal> target;
  Technique technique = Technique::AssumeRole;
  Truth holds = Truth::Yes;  // `Unknown`: it hangs on a context that the snapshot does not settle.
  SourceLocation
      where;  // What grants it: a role, an assignment; not known for rights of a service.

  friend auto operator<=>(const BecomeEdge&, const BecomeEdge&) = default;
};

/// Who can become whom. A vertex is the position of a principal in the authorizer's table.
class AccessGraph {
 public:
  using Structure =
      boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                         boost::no_property, std::uint32_t, std::uint32_t>;
  using Vertex = std::uint32_t;

  AccessGraph(std::size_t n_principals, std::vector<BecomeEdge> edges);

  /// Sorted by source, target and technique; an edge's index in `structure` is its position here.
  const std::vector<BecomeEdge>& edges() const { return edges_; }
  /// The edges of one source, a part of `edges`.
  std::span<const BecomeEdge> edges_from(Index<Principal> source) const;
  const Structure& structure() const { return structure_; }
  std::size_t n_principals() const { return num_vertices(structure_); }

 private:
  std::vector<BecomeEdge> edges_;
  Structure structure_;
};

/// Every become-edge of the snapshot, by the edge rules.
AccessGraph build_access_graph(const Authorizer& authorizer);

}  // namespace orgsim::sim

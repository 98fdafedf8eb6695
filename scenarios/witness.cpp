#include "scenarios/witness.h"

namespace orgsim::scenarios {

const std::string& name_of(const Moment& moment, Index<sim::Principal> principal) {
  return moment.authorizer().principals()[principal].arn;
}

std::vector<Hop> hops_of(const Moment& moment, const sim::Path& path) {
  std::vector<Hop> hops;
  hops.reserve(path.size());
  for (const sim::BecomeEdge& edge : path) {
    hops.push_back({.from = name_of(moment, edge.source),
                    .to = name_of(moment, edge.target),
                    .technique = edge.technique,
                    .holds = edge.holds});
  }
  return hops;
}

}  // namespace orgsim::scenarios

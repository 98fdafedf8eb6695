#include "scenarios/moment.h"

namespace orgsim::scenarios {

const sim::Authorizer& Moment::authorizer() const {
  if (!authorizer_) {
    authorizer_ = std::make_unique<sim::Authorizer>(organization_);
  }
  return *authorizer_;
}

const sim::AccessGraph& Moment::graph() const {
  if (!graph_) {
    graph_ = std::make_unique<sim::AccessGraph>(sim::build_access_graph(authorizer()));
  }
  return *graph_;
}

}  // namespace orgsim::scenarios

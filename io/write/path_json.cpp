#include "io/write/path_json.h"

#include <nlohmann/json.hpp>

#include "io/write/access_names.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

bool acts_on_target(sim::Technique technique) {
  return technique == sim::Technique::AssumeRole || technique == sim::Technique::RewriteTrust;
}

Json requirements(const sim::Authorizer& authorizer, const sim::BecomeEdge& edge) {
  Json result = Json::array();
  for (const std::string_view action : sim::row_of(edge.technique).actions) {
    result.push_back(
        {{"action", action},
         {"resource", acts_on_target(edge.technique) ? authorizer.principals()[edge.target].arn
                                                     : std::string("*")}});
  }
  return result;
}

}  // namespace

Json path_json(const sim::Authorizer& authorizer, PlaceJson& places, const sim::Path& path) {
  Json hops = Json::array();
  for (const sim::BecomeEdge& edge : path) {
    hops.push_back({{"relation", "become"},
                    {"technique", sim::row_of(edge.technique).id},
                    {"from", name_of(authorizer, edge.source)},
                    {"to", name_of(authorizer, edge.target)},
                    {"certain", edge.holds == sim::Truth::Yes},
                    {"requires", requirements(authorizer, edge)},
                    {"raised", Json::array()},
                    {"where", places(edge.where)}});
  }
  return hops;
}

}  // namespace orgsim::io

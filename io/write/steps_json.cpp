#include "io/write/steps_json.h"

#include <nlohmann/json.hpp>

#include "io/write/access_names.h"

namespace orgsim::io {

using Json = nlohmann::ordered_json;

std::string_view name_of(sim::Relation relation) {
  switch (relation) {
    case sim::Relation::Become:
      return "become";
    case sim::Relation::Rewrite:
      return "rewrite";
    case sim::Relation::Raise:
      return "raise";
    case sim::Relation::Reach:
      return "reach";
    case sim::Relation::Blind:
      return "blind";
  }
  return "";
}

std::string subject_of(const sim::Authorizer& authorizer, const sim::Fact& fact) {
  return fact.subject == sim::Fact::Subject::Policy
             ? sim::arn_of(authorizer.organization(), Index<OrganizationPolicy>(fact.index))
             : name_of(authorizer, Index<sim::Principal>(fact.index));
}

Json steps_json(const sim::Authorizer& authorizer, PlaceJson& places,
                const std::vector<sim::Step>& steps) {
  Json hops = Json::array();
  for (const sim::Step& step : steps) {
    Json needs = Json::array();
    for (const sim::Requirement& requirement : step.requires_) {
      needs.push_back({{"action", requirement.action}, {"resource", requirement.resource}});
    }
    Json raised = Json::array();
    for (const auto policy : step.raised) {
      raised.push_back(sim::arn_of(authorizer.organization(), policy));
    }
    hops.push_back({{"relation", name_of(step.relation)},
                    {"technique", step.technique},
                    {"from", name_of(authorizer, step.from)},
                    {"to", subject_of(authorizer, step.to)},
                    {"requires", std::move(needs)},
                    {"raised", std::move(raised)},
                    {"where", places(step.where)}});
  }
  return hops;
}

}  // namespace orgsim::io

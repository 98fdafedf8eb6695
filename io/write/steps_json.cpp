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
  const Organization& organization = authorizer.organization();
  switch (fact.subject) {
    case sim::Fact::Subject::Principal:
      return name_of(authorizer, fact.principal());
    case sim::Fact::Subject::Policy:
      return sim::arn_of(organization, Index<OrganizationPolicy>(fact.index));
    case sim::Fact::Subject::MovedAccount:
    case sim::Fact::Subject::LeftAccount:
      return organization.accounts()[Index<Account>(fact.index)].id.text();
  }
  return "";
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
    for (const sim::Fact& raise : step.raised) {
      raised.push_back(subject_of(authorizer, raise));
    }
    hops.push_back({{"relation", name_of(step.relation)},
                    {"technique", step.technique},
                    {"from", name_of(authorizer, step.from)},
                    {"to", subject_of(authorizer, step.to)},
                    {"certain", step.certain == sim::Truth::Yes},
                    {"requires", std::move(needs)},
                    {"raised", std::move(raised)},
                    {"where", places(step.where)}});
  }
  return hops;
}

}  // namespace orgsim::io

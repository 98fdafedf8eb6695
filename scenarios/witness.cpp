#include "scenarios/witness.h"

namespace orgsim::scenarios {

const std::string& name_of(const Moment& moment, Index<sim::Principal> principal) {
  return moment.authorizer().principals()[principal].arn;
}

namespace {

std::string name_of(const Moment& moment, const sim::Fact& fact) {
  const Organization& organization = moment.organization();
  switch (fact.subject) {
    case sim::Fact::Subject::Principal:
      return name_of(moment, fact.principal());
    case sim::Fact::Subject::Policy:
      return organization.policies()[Index<OrganizationPolicy>(fact.index)].id;
    case sim::Fact::Subject::MovedAccount:
    case sim::Fact::Subject::LeftAccount:
      return organization.accounts()[Index<Account>(fact.index)].name;
  }
  return "";
}

}  // namespace

std::vector<Hop> hops_of(const Moment& moment, const sim::Path& path) {
  std::vector<Hop> hops;
  hops.reserve(path.size());
  for (const sim::BecomeEdge& edge : path) {
    hops.push_back({.from = name_of(moment, edge.source),
                    .to = name_of(moment, edge.target),
                    .technique = sim::row_of(edge.technique).id,
                    .holds = edge.holds});
  }
  return hops;
}

std::vector<Hop> hops_of(const Moment& moment, const std::vector<sim::Step>& steps) {
  std::vector<Hop> hops;
  hops.reserve(steps.size());
  for (const sim::Step& step : steps) {
    hops.push_back({.from = name_of(moment, step.from),
                    .to = name_of(moment, step.to),
                    .technique = step.technique,
                    .holds = step.certain});
  }
  return hops;
}

}  // namespace orgsim::scenarios

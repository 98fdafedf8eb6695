#include "io/write/open_conditions.h"

#include <algorithm>
#include <map>
#include <set>

#include "io/write/decision_names.h"

namespace orgsim::io {
namespace {

using Key = std::tuple<std::string, std::string, std::vector<std::string>>;

/// The open conditions of the requests that an open step makes.
std::set<Key> conditions_of(const sim::Authorizer& authorizer, const sim::Step& step) {
  std::set<Key> result;
  for (const sim::Requirement& requirement : step.requires_) {
    const sim::Decision decision = authorizer.reasons({.asker = step.from,
                                                       .action = requirement.action,
                                                       .resource = requirement.resource,
                                                       .bare_resource = true});
    for (const sim::OpenCondition& open : decision.unmet) {
      result.emplace(open.condition.key, spelled(open.condition.op), open.condition.values);
    }
  }
  return result;
}

}  // namespace

std::vector<OpenQuestion> open_questions(const sim::Authorizer& authorizer,
                                         const sim::BlastRadius& radius) {
  std::map<Key, std::set<Index<sim::Principal>>> opened;
  for (const auto principal : radius.principals()) {
    if (radius.certain().holds(principal)) {
      continue;
    }
    for (const sim::Step& step : radius.possible().witness(principal)) {
      if (step.certain != sim::Truth::Unknown) {
        continue;
      }
      for (const Key& key : conditions_of(authorizer, step)) {
        opened[key].insert(principal);
      }
    }
  }
  std::vector<OpenQuestion> result;
  result.reserve(opened.size());
  for (const auto& [key, principals] : opened) {
    result.push_back({.key = std::get<0>(key),
                      .condition_operator = std::get<1>(key),
                      .values = std::get<2>(key),
                      .n_principals = principals.size()});
  }
  std::ranges::stable_sort(result, std::ranges::greater(), &OpenQuestion::n_principals);
  return result;
}

}  // namespace orgsim::io

#include "scenarios/ruling.h"

#include <algorithm>
#include <array>
#include <optional>

#include "model/sort_distinct.h"
#include "sim/organization/service_rule.h"

namespace orgsim::scenarios {
namespace {

using sim::Layer;

std::string word_of(Layer layer) {
  switch (layer) {
    case Layer::Identity:
      return "identity";
    case Layer::Boundary:
      return "boundary";
    case Layer::Session:
      return "session";
    case Layer::Scp:
      return "scp";
    case Layer::Rcp:
      return "rcp";
    case Layer::Resource:
      return "resource";
    case Layer::Endpoint:
      return "endpoint";
    case Layer::Service:
      return "service-rule";
  }
  return "";
}

std::string word_of(sim::ServiceRule rule) {
  switch (rule) {
    case sim::ServiceRule::ManagementAccountStays:
      return "service-rule";
    case sim::ServiceRule::ObjectLock:
    case sim::ServiceRule::VaultLock:
      return "object-lock";
  }
  return "";
}

/// Each layer that denies, and for SCPs and RCPs also each policy: `scp`, `scp:KeepTrail`.
std::vector<std::string> reasons_of(const sim::Explanation& explanation) {
  std::vector<std::string> reasons;
  if (explanation.decision.outcome == sim::Outcome::ImplicitDeny) {
    reasons.emplace_back("implicit");
    for (const Layer layer : explanation.decision.lacking) {
      reasons.push_back(word_of(layer));
    }
  }
  for (const sim::Stage& stage : explanation.decision.stages) {
    if (stage.denies != sim::Truth::Yes) {
      continue;
    }
    reasons.push_back(word_of(stage.layer));
    for (const sim::StatementMatch& match : stage.matches) {
      const bool ceiling = stage.layer == Layer::Scp || stage.layer == Layer::Rcp;
      if (ceiling && match.effect == Effect::Deny && match.applies == sim::Truth::Yes) {
        reasons.push_back(word_of(stage.layer) + ":" + explanation.source(match.statement).name);
      }
    }
  }
  return reasons;
}

std::vector<std::string> open_keys(const sim::Decision& decision) {
  std::vector<std::string> keys;
  keys.reserve(decision.unmet.size());
  for (const sim::OpenCondition& open : decision.unmet) {
    keys.push_back(open.condition.key);
  }
  return keys;
}

std::vector<sim::StatedKey> stated(const ContextKeys& context) {
  std::vector<sim::StatedKey> keys;
  keys.reserve(context.size());
  for (const auto& [key, values] : context) {
    keys.push_back({key, sim::Present{values, values.size() > 1}});
  }
  return keys;
}

}  // namespace

Ruling ruling_on(const Moment& moment, const Asked& asked, const ContextKeys& context,
                 const PolicyDocument* session_policy) {
  const sim::Authorizer& authorizer = moment.authorizer();
  const std::vector<sim::StatedKey> keys = stated(context);
  sim::AccessRequest request{.asker = asked.principal,
                             .action = asked.action,
                             .resource = asked.resource,
                             .resource_account = asked.resource_account,
                             .context = keys};
  std::optional<sim::CompiledPolicy> session;
  std::array<sim::PolicyRef, 1> sessions = {};
  if (session_policy != nullptr) {
    session.emplace(*session_policy);
    sessions.front() = &*session;
    request.session_policies = sessions;
  }
  const sim::Explanation explanation = authorizer.explain(request);
  Ruling ruling{.principal = authorizer.principals()[asked.principal].arn,
                .action = std::string(asked.action),
                .resource = std::string(asked.resource),
                .outcome = explanation.decision.outcome};
  if (sim::may_allow(ruling.outcome)) {
    ruling.open = open_keys(explanation.decision);
  } else {
    ruling.reasons = reasons_of(explanation);
  }
  if (const auto rule = sim::refused_by_service(authorizer, request)) {
    ruling.outcome = sim::may_allow(ruling.outcome) ? sim::Outcome::ExplicitDeny : ruling.outcome;
    ruling.reasons.push_back(word_of(*rule));
    ruling.open.clear();
  }
  sort_distinct(ruling.reasons);
  sort_distinct(ruling.open);
  return ruling;
}

bool is_among(std::string_view word, const std::vector<std::string>& reasons) {
  std::string plain(word);
  const std::size_t first = word.find(':');
  const std::size_t last = word.rfind(':');
  if (first != last) {
    plain = std::string(word.substr(0, first)) + std::string(word.substr(last));
  }
  return std::ranges::find(reasons, plain) != reasons.end();
}

ContextKeys merged(const ContextKeys& first, const ContextKeys* second) {
  ContextKeys result = first;
  if (second != nullptr) {
    for (const auto& [key, values] : *second) {
      result.insert_or_assign(key, values);
    }
  }
  return result;
}

}  // namespace orgsim::scenarios

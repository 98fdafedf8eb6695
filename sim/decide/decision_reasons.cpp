#include "sim/decide/decision_reasons.h"

#include <algorithm>
#include <array>

#include "sim/decide/verdict.h"

namespace orgsim::sim {
namespace {

/// The order in which AWS evaluates.
constexpr std::array kStageOrder = {Layer::Rcp,      Layer::Scp,      Layer::Endpoint,
                                    Layer::Resource, Layer::Identity, Layer::Boundary,
                                    Layer::Session};

}  // namespace

Decision DecisionReasons::decision(Outcome outcome) {
  decision_.outcome = outcome;
  decision_.refusal = situation_.refusal;
  decision_.grants_suspended = situation_.grants_suspended;
  stages();
  const bool implicit = may_be_explicit(outcome, denied(facts_));
  if (outcome != Outcome::Conditional && !implicit) {
    reasons(Truth::Yes, Truth::No);
    return std::move(decision_);
  }
  const OpenContext open(policies_, request_, situation_, recorder_.open());
  decision_.outcome = open.outcome();
  if (implicit && decision_.outcome == Outcome::ImplicitDeny) {
    reasons(Truth::Yes, Truth::No);
    return std::move(decision_);
  }
  if (decision_.outcome == Outcome::Conditional) {
    open_conditions(open);
    decision_.allowing = open.example(true);
    decision_.denying = open.example(false);
  } else {
    reasons(Truth::Unknown, Truth::Unknown);
  }
  return std::move(decision_);
}

void DecisionReasons::stages() {
  for (const Layer layer : kStageOrder) {
    switch (layer) {
      case Layer::Rcp:
        stage(layer, situation_.asks_rcps);
        break;
      case Layer::Scp:
        stage(layer, situation_.asks_scps);
        break;
      case Layer::Endpoint:
        stage(layer, situation_.asks_endpoint);
        break;
      case Layer::Resource:
        stage(layer, situation_.asks_resource);
        break;
      case Layer::Identity:
        stage(layer, situation_.principal);
        break;
      case Layer::Boundary:
        stage(layer, situation_.asks_boundary);
        break;
      case Layer::Session:
        stage(layer, situation_.asks_session);
        break;
      case Layer::Service:
        break;
    }
  }
  if (situation_.service_allows || situation_.refusal) {
    decision_.stages.push_back(
        {.layer = Layer::Service, .allows = truth(situation_.service_allows)});
  }
}

void DecisionReasons::stage(Layer layer, bool asked) {
  if (asked) {
    Stage& stage = decision_.stages.emplace_back(Stage{.layer = layer,
                                                       .allows = facts_.allowed_by(layer),
                                                       .denies = facts_.denied_by(layer),
                                                       .matches = recorder_.matches(layer)});
    if (layer == Layer::Scp) {
      stage.lacking_level = recorder_.lacking_level();
    }
  }
}

void DecisionReasons::reasons(Truth at_least, Truth at_most) {
  switch (decision_.outcome) {
    case Outcome::Allow:
      granting(at_least);
      break;
    case Outcome::ExplicitDeny:
      denying(at_least);
      break;
    case Outcome::ImplicitDeny:
      lacking(at_most);
      break;
    case Outcome::Conditional:
      break;
  }
}

GrantClass DecisionReasons::class_of(const StatementMatch& match) const {
  const StatementRef& ref = match.statement;
  if (ref.statement == StatementRef::kWholePolicy) {
    return GrantClass::Direct;
  }
  return class_for(
      grant_class(policies_.policy_at(ref).statements()[ref.statement], request_.caller),
      request_.caller, situation_);
}

/// Whether the Allow is one of those that let the request through, alone or with another.
bool DecisionReasons::grants(const StatementMatch& match, Truth at_least) const {
  const Truth limits = capped(facts_);
  const Truth own = both(facts_.allowed_by(Layer::Identity), limits);
  const bool by_both = situation_.explicit_trust || !situation_.same_account;
  if (match.statement.layer == Layer::Identity) {
    const Truth trusted = by_both && !situation_.identity_suffices ? any_grant(facts_) : Truth::Yes;
    return both(limits, trusted) >= at_least;
  }
  const bool own_too = by_both && own >= at_least;
  switch (class_of(match)) {
    case GrantClass::None:
      return false;
    case GrantClass::Account:
      return own_too;
    case GrantClass::UserOfFederated:
    case GrantClass::RoleOfSession:
      return own_too || (situation_.same_account && limits >= at_least);
    case GrantClass::Direct:
      return own_too || situation_.same_account || !situation_.principal;
  }
  return false;
}

void DecisionReasons::granting(Truth at_least) {
  if (situation_.service_allows) {
    return;
  }
  for (const Layer layer : {Layer::Resource, Layer::Identity}) {
    for (const StatementMatch& match : recorder_.matches(layer)) {
      if (match.effect == Effect::Allow && match.applies >= at_least && grants(match, at_least)) {
        decision_.decided_by.push_back(match.statement);
      }
    }
  }
}

void DecisionReasons::denying(Truth at_least) {
  for (const Stage& stage : decision_.stages) {
    if (stage.layer == Layer::Resource && !situation_.resource_denies) {
      continue;
    }
    for (const StatementMatch& match : stage.matches) {
      if (match.effect == Effect::Deny && match.applies >= at_least) {
        decision_.decided_by.push_back(match.statement);
      }
    }
  }
}

void DecisionReasons::lacking(Truth at_most) {
  const auto lacks = [&](Layer layer, Truth allows) {
    if (allows <= at_most) {
      decision_.lacking.push_back(layer);
    }
  };
  lacks(Layer::Service, truth(!situation_.refusal));
  lacks(Layer::Scp, facts_.allowed_by(Layer::Scp));
  lacks(Layer::Endpoint, facts_.allowed_by(Layer::Endpoint));
  if (core(situation_, facts_) > at_most) {
    return;
  }
  const bool by_both =
      !situation_.principal || !situation_.same_account || situation_.explicit_trust;
  if (situation_.grants_suspended != Truth::No && facts_.allowed_by(Layer::Resource) != Truth::No) {
    decision_.lacking.push_back(Layer::Service);
  } else if (by_both && !situation_.identity_suffices) {
    lacks(Layer::Resource, any_grant(facts_));
  }
  if (situation_.principal) {
    lacks(Layer::Identity, facts_.allowed_by(Layer::Identity));
    lacks(Layer::Boundary, facts_.allowed_by(Layer::Boundary));
    lacks(Layer::Session, facts_.allowed_by(Layer::Session));
  }
}

/// The conditions that are open in the statements on which the answer hangs.
void DecisionReasons::open_conditions(const OpenContext& open) {
  const std::vector<bool> matters = open.matters();
  for (std::size_t i = 0; i < recorder_.open().size(); ++i) {
    const auto& [statement, ref] = recorder_.open()[i];
    if (!matters[i]) {
      continue;
    }
    const Statement& source = policies_.policy_at(ref).document().statements[ref.statement];
    for (std::size_t c = 0; c < statement->conditions.size(); ++c) {
      if (holds(statement->conditions[c], request_.context) == Truth::Unknown) {
        decision_.unmet.push_back({ref, source.conditions[c]});
      }
    }
  }
}

}  // namespace orgsim::sim

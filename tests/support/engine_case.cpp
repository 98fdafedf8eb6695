#include "tests/support/engine_case.h"

#include "sim/decide/kms_grants.h"
#include "tests/support/case_json.h"

namespace orgsim::reference {
namespace {

sim::CallerKind kind_of(CallerKind kind) {
  switch (kind) {
    case CallerKind::RootUser:
      return sim::CallerKind::RootUser;
    case CallerKind::User:
      return sim::CallerKind::User;
    case CallerKind::RoleSession:
      return sim::CallerKind::RoleSession;
    case CallerKind::FederatedUser:
      return sim::CallerKind::FederatedUser;
    case CallerKind::Service:
      return sim::CallerKind::Service;
    case CallerKind::Provider:
      return sim::CallerKind::FederatedProvider;
    case CallerKind::Anonymous:
      break;
  }
  return sim::CallerKind::Anonymous;
}

Layer layer_of(sim::Layer layer) {
  switch (layer) {
    case sim::Layer::Boundary:
      return Layer::Boundary;
    case sim::Layer::Session:
      return Layer::Session;
    case sim::Layer::Scp:
      return Layer::Scp;
    case sim::Layer::Rcp:
      return Layer::Rcp;
    case sim::Layer::Resource:
      return Layer::Resource;
    case sim::Layer::Endpoint:
      return Layer::Endpoint;
    case sim::Layer::Identity:
    case sim::Layer::Service:
      break;
  }
  return Layer::Identity;
}

sim::KeyValue value_of(const KeyState& state) {
  switch (state.kind) {
    case KeyState::Kind::Present:
      return sim::Present{.values = state.values, .multivalued = state.multivalued};
    case KeyState::Kind::Unknown:
      return sim::NotKnown{
          .never = {},
          .cardinality = state.multivalued ? sim::Cardinality::Several : sim::Cardinality::One};
    case KeyState::Kind::Absent:
      break;
  }
  return sim::Absent{};
}

/// The key's policy with what its grants add to it.
std::optional<Documents> resource_policies(const Case& request) {
  std::optional<Documents> result = request.resource_policy;
  for (const KeyGrant& grant : request.key_grants) {
    const std::map<std::string, std::string> context(grant.encryption_context.begin(),
                                                     grant.encryption_context.end());
    orgsim::KeyGrant engine{.grantee = grant.grantee.value, .operations = grant.operations};
    (grant.exactly_this_context ? engine.encryption_context_equals
                                : engine.encryption_context_subset) = context;
    result = result.value_or(Documents{});
    result->push_back(sim::grant_document(engine));
  }
  return result;
}

}  // namespace

sim::PolicyRef CompiledPolicies::of(const PolicyDocument& document) {
  const std::string text = to_json(document);
  const auto found = policies_.find(text);
  return &(found != policies_.end() ? found : policies_.emplace(text, document).first)->second;
}

std::span<const sim::PolicyRef> CompiledPolicies::of(const Documents& documents) {
  std::vector<sim::PolicyRef> list;
  for (const PolicyDocument& document : documents) {
    list.push_back(of(document));
  }
  return *lists_.insert(std::move(list)).first;
}

std::optional<std::span<const sim::PolicyRef>> CompiledPolicies::of(
    const std::optional<Documents>& documents) {
  return documents ? std::optional(of(*documents)) : std::nullopt;
}

std::span<const sim::Level> CompiledPolicies::of(const std::vector<Level>& levels) {
  std::vector<sim::Level> row;
  Names names;
  for (const Level& level : levels) {
    row.push_back({.name = level.name, .policies = of(level.policies)});
    names.emplace_back(level.name, row.back().policies.data());
  }
  return levels_.emplace(std::move(names), std::move(row)).first->second;
}

EngineCase::EngineCase(const Case& request, CompiledPolicies& policies) {
  layers_ = {.identity = policies.of(request.identity),
             .boundary = policies.of(request.boundary),
             .session = policies.of(request.session),
             .scp_levels = policies.of(request.scps),
             .rcp_levels = policies.of(request.rcps),
             .resource = policies.of(resource_policies(request)),
             .endpoint = policies.of(request.endpoint)};
  request_.caller = {.kind = kind_of(request.caller.kind),
                     .arn = request.caller.arn,
                     .account = request.caller.account,
                     .role_arn = request.caller.role_arn,
                     .user_arn = request.caller.user_arn,
                     .unique_id = request.caller.unique_id,
                     .canonical_user = request.caller.canonical_user,
                     .in_management_account = request.caller.in_management_account,
                     .delegated_administrator = request.caller.delegated_administrator};
  request_.action = request.action;
  request_.resource = request.resource;
  request_.resource_account = request.resource_account;
  request_.s3_block_public_access = sim::truth(request.block_public_access);
  request_.resource_policy_unknown = request.resource_policy_unknown;
  for (const auto& [key, state] : request.context) {
    request_.context.set(key, value_of(state));
  }
}

Outcome outcome_of(sim::Outcome outcome) {
  switch (outcome) {
    case sim::Outcome::Allow:
      return Outcome::Allow;
    case sim::Outcome::ExplicitDeny:
      return Outcome::ExplicitDeny;
    case sim::Outcome::ImplicitDeny:
      return Outcome::ImplicitDeny;
    case sim::Outcome::Conditional:
      break;
  }
  return Outcome::Conditional;
}

Outcome engine_outcome(const Case& request) {
  return outcome_of(EngineCase(request).explain().outcome);
}

std::vector<Match> engine_matches(const Case& request) {
  std::vector<Match> result;
  for (const sim::Stage& stage : EngineCase(request).explain().stages) {
    for (const sim::StatementMatch& match : stage.matches) {
      if (match.applies == sim::Truth::Yes) {
        const sim::StatementRef& place = match.statement;
        result.push_back(
            {layer_of(place.layer), place.level, place.policy, place.statement, match.effect});
      }
    }
  }
  return result;
}

Outcome engine_decision(const Case& request) {
  const EngineCase engine(request);
  return outcome_of(sim::decide(engine.layers(), engine.request()));
}

Outcome engine_estimate(const Case& request) {
  const EngineCase engine(request);
  return outcome_of(sim::estimate(engine.layers(), engine.request()));
}

}  // namespace orgsim::reference

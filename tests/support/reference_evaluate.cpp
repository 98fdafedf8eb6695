#include "tests/support/reference_evaluate.h"

#include <algorithm>
#include <set>

#include "model/text.h"
#include "tests/support/reference_services.h"

namespace orgsim::reference {
namespace {

/// The layers that bear on this caller and resource.
struct Applicable {
  bool identity = false;
  bool boundary = false;
  bool session = false;
  bool scps = false;
  bool rcps = false;
  bool resource = false;
  bool endpoint = false;
};

Applicable applicable(const Case& request) {
  const Caller& caller = request.caller;
  const bool principal = is_iam_principal(caller);
  const bool root = caller.kind == CallerKind::RootUser;
  const bool linked = is_service_linked_role(caller);
  const bool service = caller.kind == CallerKind::Service;
  const bool provider = caller.kind == CallerKind::Provider;
  const bool assumes_linked_role =
      service && to_lower(request.action) == "sts:assumerole" &&
      request.resource.find(":role/aws-service-role/") != std::string::npos;
  return {
      .identity = principal && !root && request.identity.has_value(),
      .boundary = principal && !root && !linked && request.boundary.has_value(),
      .session = principal && !linked && request.session.has_value(),
      .scps = principal && !linked && !caller.in_management_account && !request.scps.empty(),
      .rcps =
          !linked && !assumes_linked_role && !request.rcps.empty() && rcps_cover(request.action),
      .resource = request.resource_policy.has_value() && !ignores_resource_policy(request),
      .endpoint = !linked && !service && !provider && request.endpoint.has_value(),
  };
}

/// Everything one decision is made of.
class Deciding {
 public:
  Deciding(const Case& request, const Context& context, Doubt doubt)
      : request_(request), context_(context), doubt_(doubt) {
    const Applicable layers = applicable(request);
    if (layers.identity) {
      collect(Layer::Identity, 0, *request.identity);
    }
    if (layers.boundary) {
      collect(Layer::Boundary, 0, *request.boundary);
    }
    if (layers.session) {
      collect(Layer::Session, 0, *request.session);
    }
    if (layers.resource) {
      collect(Layer::Resource, 0, *request.resource_policy);
    }
    collect_key_grants();
    if (layers.endpoint) {
      collect(Layer::Endpoint, 0, *request.endpoint);
    }
    for (std::size_t level = 0; layers.scps && level < request.scps.size(); ++level) {
      collect(Layer::Scp, level, request.scps[level].policies);
    }
    for (std::size_t level = 0; layers.rcps && level < request.rcps.size(); ++level) {
      collect(Layer::Rcp, level, request.rcps[level].policies);
    }
    layers_ = layers;
  }

  Answer answer() const { return {.outcome = outcome(), .matches = matches_}; }

 private:
  void collect(Layer layer, std::size_t level, const Documents& documents) {
    for (std::size_t p = 0; p < documents.size(); ++p) {
      for (std::size_t s = 0; s < documents[p].statements.size(); ++s) {
        const Statement& statement = documents[p].statements[s];
        if (!statement_applies(statement, layer, documents[p].version, request_, context_,
                               doubt_)) {
          continue;
        }
        matches_.push_back({layer, level, p, s, statement.effect});
        if (layer == Layer::Resource && statement.effect == Effect::Allow) {
          grants_.insert(grant_of(statement.principal->negated ? std::vector{PrincipalEntry{}}
                                                               : statement.principal->entries,
                                  request_));
        }
      }
    }
  }

  /// Grants count as policies of the key, behind its own.
  void collect_key_grants() {
    const std::size_t n_policies = request_.resource_policy.value_or(Documents{}).size();
    for (std::size_t i = 0; i < request_.key_grants.size(); ++i) {
      const KeyGrant& grant = request_.key_grants[i];
      const Grant named = grant_of({grant.grantee}, request_);
      if (named != Grant::None && key_grant_applies(grant, request_, context_)) {
        grants_.insert(named);
        if (!ignores_resource_policy(request_)) {
          matches_.push_back({Layer::Resource, 0, n_policies + i, 0, Effect::Allow});
        }
      }
    }
    grants_.erase(Grant::None);
  }

  bool allows(Layer layer, std::size_t level = 0) const {
    return std::ranges::any_of(matches_, [&](const Match& match) {
      return match.layer == layer && match.level == level && match.effect == Effect::Allow;
    });
  }

  bool explicitly_denied() const {
    return std::ranges::any_of(matches_, [&](const Match& match) {
      const bool void_deny = match.layer == Layer::Resource && mends_bucket_policy(request_);
      return match.effect == Effect::Deny && !void_deny;
    });
  }

  bool scps_allow() const {
    bool every = true;
    for (std::size_t level = 0; layers_.scps && level < request_.scps.size(); ++level) {
      every = every && allows(Layer::Scp, level);
    }
    return every;
  }

  bool endpoint_allows() const { return !layers_.endpoint || allows(Layer::Endpoint); }

  /// Who has no account needs a grant that names it.
  bool granted(Grant grant) const { return grants_.contains(grant); }

  bool identity_allows() const {
    return request_.caller.kind == CallerKind::RootUser || allows(Layer::Identity);
  }

  bool boundary_allows() const { return !layers_.boundary || allows(Layer::Boundary); }

  /// A federated user without a session policy has no permissions of its own.
  bool session_allows() const {
    if (!layers_.session) {
      return request_.caller.kind != CallerKind::FederatedUser;
    }
    return allows(Layer::Session);
  }

  bool core() const {
    if (!is_iam_principal(request_.caller)) {
      return granted(Grant::Direct);
    }
    const bool same_account =
        request_.resource_account.empty() || request_.resource_account == request_.caller.account;
    const bool own_side = identity_allows() && boundary_allows() && session_allows();
    if (ignores_resource_policy(request_)) {
      return own_side && (same_account || to_lower(request_.action) == "sts:assumeroot");
    }
    return same_account ? core_in_account(own_side) : own_side && !grants_.empty();
  }

  bool core_in_account(bool own_side) const {
    if (granted(Grant::Direct) ||
        (granted(Grant::Entity) && boundary_allows() && session_allows())) {
      return true;
    }
    return own_side && (!needs_explicit_trust(request_) || !grants_.empty());
  }

  Outcome outcome() const {
    if (to_lower(request_.action) == "sts:getcalleridentity" && is_iam_principal(request_.caller)) {
      return Outcome::Allow;
    }
    if (explicitly_denied()) {
      return Outcome::ExplicitDeny;
    }
    const bool allowed =
        scps_allow() && endpoint_allows() && core() && !refused_by_service(request_);
    return allowed ? Outcome::Allow : Outcome::ImplicitDeny;
  }

  const Case& request_;
  const Context& context_;
  Doubt doubt_;
  Applicable layers_;
  std::vector<Match> matches_;
  std::set<Grant> grants_;
};

std::vector<const PolicyDocument*> every_document(const Case& request) {
  std::vector<const PolicyDocument*> result;
  const auto add = [&](const Documents& documents) {
    for (const PolicyDocument& document : documents) {
      result.push_back(&document);
    }
  };
  for (const auto* layer : {&request.identity, &request.boundary, &request.session,
                            &request.resource_policy, &request.endpoint}) {
    if (layer->has_value()) {
      add(**layer);
    }
  }
  for (const auto* levels : {&request.scps, &request.rcps}) {
    for (const Level& level : *levels) {
      add(level.policies);
    }
  }
  return result;
}

bool is_doubtful(const Statement& statement) {
  return statement.uncertain || (statement.principal.has_value() && statement.principal->negated);
}

/// Whether something in the policies can be read in two ways.
bool has_two_readings(const Case& request) {
  return std::ranges::any_of(every_document(request), [](const PolicyDocument* document) {
    return std::ranges::any_of(document->statements, is_doubtful);
  });
}

bool mentions(const std::string& text, const std::string& key) {
  return to_lower(text).find("${" + key) != std::string::npos;
}

bool mentions(const Statement& statement, const std::string& key) {
  const auto text_mentions = [&](const std::string& text) { return mentions(text, key); };
  return std::ranges::any_of(statement.resource.patterns, text_mentions) ||
         std::ranges::any_of(statement.conditions, [&](const Condition& condition) {
           return to_lower(condition.key) == key ||
                  std::ranges::any_of(condition.values, text_mentions);
         });
}

/// Whether something in the case asks for the key, so that its value can matter.
bool mentions(const Case& request, const std::string& key) {
  const bool of_grants = !request.key_grants.empty() && key.starts_with("kms:encryptioncontext");
  const auto in_document = [&](const PolicyDocument* document) {
    return std::ranges::any_of(document->statements,
                               [&](const Statement& each) { return mentions(each, key); });
  };
  return of_grants || std::ranges::any_of(every_document(request), in_document);
}

Documents one_statement(Effect effect, PrincipalEntry principal) {
  return {{.version = PolicyVersion::Of2012,
           .statements = {{.effect = effect,
                           .principal = PrincipalElement{.entries = {std::move(principal)}},
                           .action = {.patterns = {"*"}},
                           .resource = {.patterns = {"*"}}}}}};
}

/// A policy for each way to treat the caller.
std::vector<Documents> possible_resource_policies(const Caller& caller) {
  const PrincipalEntry everyone{.type = PrincipalType::Everyone};
  return {one_statement(Effect::Deny, everyone), one_statement(Effect::Allow, everyone),
          one_statement(Effect::Allow, {PrincipalType::Aws, caller.account}),
          one_statement(Effect::Allow, {PrincipalType::Aws, caller.role_arn}),
          one_statement(Effect::Allow, {PrincipalType::Aws, caller.user_arn})};
}

/// Whether no further outcome changes the answer.
bool is_open(const std::set<Outcome>& outcomes) {
  return outcomes.size() > 1 && outcomes.contains(Outcome::Allow);
}

/// Decides with every candidate of the keys from `next` on, until the answer is open.
void enumerate(const Case& request, Context& context, Context::iterator next,
               std::set<Outcome>& outcomes) {
  while (next != context.end() &&
         (next->second.kind != KeyState::Kind::Unknown || !mentions(request, next->first))) {
    ++next;
  }
  if (next == context.end()) {
    outcomes.insert(decide(request, context, Doubt::Spares).outcome);
    if (has_two_readings(request)) {
      outcomes.insert(decide(request, context, Doubt::Strikes).outcome);
    }
    return;
  }
  const KeyState unknown = next->second;
  for (const std::vector<std::string>& candidate : unknown.candidates) {
    if (is_open(outcomes)) {
      break;
    }
    next->second = {.kind = candidate.empty() ? KeyState::Kind::Absent : KeyState::Kind::Present,
                    .multivalued = unknown.multivalued,
                    .values = candidate};
    enumerate(request, context, std::next(next), outcomes);
  }
  next->second = unknown;
}

}  // namespace

bool relates_unknown_keys(const Case& request) {
  std::vector<std::string> unknown;
  for (const auto& [key, state] : request.context) {
    if (state.kind == KeyState::Kind::Unknown) {
      unknown.push_back(key);
    }
  }
  const auto relates = [&](const Condition& condition) {
    return std::ranges::count(unknown, to_lower(condition.key)) > 0 &&
           std::ranges::any_of(condition.values, [&](const std::string& value) {
             return std::ranges::any_of(
                 unknown, [&](const std::string& key) { return mentions(value, key); });
           });
  };
  return std::ranges::any_of(every_document(request), [&](const PolicyDocument* document) {
    return std::ranges::any_of(document->statements, [&](const Statement& statement) {
      return std::ranges::any_of(statement.conditions, relates);
    });
  });
}

Answer decide(const Case& request, const Context& context, Doubt doubt) {
  return Deciding(request, context, doubt).answer();
}

Outcome evaluate(const Case& request) {
  Context context = request.context;
  std::set<Outcome> outcomes;
  enumerate(request, context, context.begin(), outcomes);
  if (request.resource_policy_unknown) {
    for (const Documents& policy : possible_resource_policies(request.caller)) {
      Case with_policy = request;
      with_policy.resource_policy = policy;
      enumerate(with_policy, context, context.begin(), outcomes);
    }
  }
  if (outcomes.size() == 1) {
    return *outcomes.begin();
  }
  return outcomes.contains(Outcome::Allow) ? Outcome::Conditional : Outcome::ImplicitDeny;
}

}  // namespace orgsim::reference

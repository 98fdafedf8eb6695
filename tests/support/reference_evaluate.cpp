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
  Deciding(const Case& request, const Context& context, PartialList partial)
      : request_(request), context_(context), partial_(partial) {
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
                               partial_)) {
          continue;
        }
        matches_.push_back({layer, level, p, s, statement.effect});
        if (layer == Layer::Resource && statement.effect == Effect::Allow) {
          grants_.insert(statement.principal->negated
                             ? Grant::Direct
                             : grant_of(statement.principal->entries, request_));
        }
      }
    }
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
  PartialList partial_;
  Applicable layers_;
  std::vector<Match> matches_;
  std::set<Grant> grants_;
};

bool is_partial_list(const Statement& statement) {
  return statement.principal.has_value() && statement.principal->negated;
}

/// Whether services may read something in the policies in two ways.
bool has_two_readings(const Case& request) {
  const auto in_documents = [](const std::optional<Documents>& documents) {
    return documents && std::ranges::any_of(*documents, [](const PolicyDocument& document) {
             return std::ranges::any_of(document.statements, is_partial_list);
           });
  };
  return in_documents(request.resource_policy) || in_documents(request.endpoint);
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

/// Whether some policy of the case asks for the key, so that its value can matter.
bool mentions(const Case& request, const std::string& key) {
  const auto in_documents = [&](const Documents& documents) {
    return std::ranges::any_of(documents, [&](const PolicyDocument& document) {
      return std::ranges::any_of(document.statements, [&](const Statement& statement) {
        return mentions(statement, key);
      });
    });
  };
  const auto in_level = [&](const Level& level) { return in_documents(level.policies); };
  const auto in_layer = [&](const std::optional<Documents>* layer) {
    return layer->has_value() && in_documents(**layer);
  };
  return std::ranges::any_of(std::vector{&request.identity, &request.boundary, &request.session,
                                         &request.resource_policy, &request.endpoint},
                             in_layer) ||
         std::ranges::any_of(request.scps, in_level) || std::ranges::any_of(request.rcps, in_level);
}

/// Decides with every candidate of the keys from `next` on.
void enumerate(const Case& request, Context& context, Context::iterator next,
               std::set<Outcome>& outcomes) {
  while (next != context.end() &&
         (next->second.kind != KeyState::Kind::Unknown || !mentions(request, next->first))) {
    ++next;
  }
  if (next == context.end()) {
    outcomes.insert(decide(request, context, PartialList::Exempts).outcome);
    if (has_two_readings(request)) {
      outcomes.insert(decide(request, context, PartialList::Denies).outcome);
    }
    return;
  }
  const KeyState unknown = next->second;
  for (const std::vector<std::string>& candidate : unknown.candidates) {
    next->second = {.kind = candidate.empty() ? KeyState::Kind::Absent : KeyState::Kind::Present,
                    .multivalued = unknown.multivalued,
                    .values = candidate};
    enumerate(request, context, std::next(next), outcomes);
  }
  next->second = unknown;
}

}  // namespace

Answer decide(const Case& request, const Context& context, PartialList partial) {
  return Deciding(request, context, partial).answer();
}

Outcome evaluate(const Case& request) {
  Context context = request.context;
  std::set<Outcome> outcomes;
  enumerate(request, context, context.begin(), outcomes);
  if (outcomes.size() == 1) {
    return *outcomes.begin();
  }
  return outcomes.contains(Outcome::Allow) ? Outcome::Conditional : Outcome::ImplicitDeny;
}

}  // namespace orgsim::reference

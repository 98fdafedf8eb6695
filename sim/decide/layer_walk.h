#pragma once

#include <span>

#include "sim/decide/rule.h"

namespace orgsim::sim {

/// Asks every policy that bears on a request, layer by layer in AWS's order, and gathers what the
/// layers say. The evaluator has a type `Bool` with `both` and `either`, and
/// - `constant(Truth)`,
/// - `applies(statement, ref)`: whether one statement applies,
/// - `not_collected(ref, effect)`: the same for a policy whose text is not known,
/// - `level(layer, level, allows)`, which is told what each level of an SCP allows,
/// - `kDecidesOnly`: whether statements that cannot change the answer may be left out.
template <class Evaluator>
class LayerWalk {
 public:
  using Bool = typename Evaluator::Bool;

  LayerWalk(const LayeredPolicies& policies, const Request& request, const Situation& situation,
            Evaluator& evaluator)
      : policies_(policies), request_(request), situation_(situation), evaluator_(evaluator) {
    facts_.allows.fill(evaluator.constant(Truth::Yes));
    facts_.denies.fill(evaluator.constant(Truth::No));
    const Bool no = evaluator.constant(Truth::No);
    facts_.grants = {no, no, no};
  }

  LayerFacts<Bool> run() {
    levels(Layer::Rcp, situation_.asks_rcps, policies_.rcp_levels);
    levels(Layer::Scp, situation_.asks_scps, policies_.scp_levels);
    flat(Layer::Endpoint, situation_.asks_endpoint, policies_.endpoint);
    resource();
    identity();
    flat(Layer::Boundary, situation_.asks_boundary, policies_.boundary);
    flat(Layer::Session, situation_.asks_session, policies_.session);
    if (situation_.session_required && !situation_.asks_session) {
      allows(Layer::Session) = evaluator_.constant(Truth::No);
    }
    return std::move(facts_);
  }

 private:
  using Policies = std::span<const PolicyRef>;

  Bool& allows(Layer layer) { return facts_.allows.at(static_cast<std::size_t>(layer)); }
  Bool& denies(Layer layer) { return facts_.denies.at(static_cast<std::size_t>(layer)); }

  /// SCPs: every level must allow. RCPs: RCPFullAWSAccess is at every level, so they only deny.
  void levels(Layer layer, bool asked, std::span<const Level> all) {
    if (!asked) {
      return;
    }
    for (std::size_t level = 0; level < all.size(); ++level) {
      const Bool allowed = collect(layer, all[level].policies, level);
      if (layer == Layer::Scp) {
        evaluator_.level(layer, level, allowed);
        allows(layer) = both(allows(layer), allowed);
      }
    }
  }

  void flat(Layer layer, bool asked, const std::optional<Policies>& policies) {
    if (asked) {
      allows(layer) = collect(layer, policies.value_or(Policies{}), 0);
    }
  }

  void identity() {
    if (situation_.asks_identity) {
      allows(Layer::Identity) =
          collect(Layer::Identity, policies_.identity.value_or(Policies{}), 0);
    }
    if (situation_.full_identity) {
      allows(Layer::Identity) = evaluator_.constant(Truth::Yes);
    }
  }

  void resource() {
    if (!situation_.asks_resource) {
      allows(Layer::Resource) = evaluator_.constant(Truth::No);
    } else {
      allows(Layer::Resource) =
          collect(Layer::Resource, policies_.resource.value_or(Policies{}), 0);
      if (request_.resource_policy_unknown) {
        not_collected({Layer::Resource, 0, 0, StatementRef::kWholePolicy}, true,
                      allows(Layer::Resource));
      }
    }
    if (!situation_.resource_denies) {
      denies(Layer::Resource) = evaluator_.constant(Truth::No);
    }
  }

  /// Asks the policies; returns whether one allows.
  Bool collect(Layer layer, Policies policies, std::size_t level) {
    Bool allowed = evaluator_.constant(Truth::No);
    for (std::size_t p = 0; p < policies.size(); ++p) {
      const CompiledPolicy& policy = *policies[p];
      if (!policy.collected()) {
        not_collected({layer, level, p, StatementRef::kWholePolicy}, policy.may_deny(), allowed);
      } else if ((policy.services() & request_.action.mark()) != 0) {
        ask(policy, {layer, level, p, 0}, allowed);
      }
    }
    return allowed;
  }

  void ask(const CompiledPolicy& policy, StatementRef ref, Bool& allowed) {
    const std::span<const CompiledStatement> statements = policy.statements();
    for (ref.statement = 0; ref.statement < statements.size(); ++ref.statement) {
      const CompiledStatement& statement = statements[ref.statement];
      if ((statement.services & request_.action.mark()) == 0 ||
          is_settled(statement, ref, allowed)) {
        continue;
      }
      Bool applied = evaluator_.applies(statement, ref);
      if (statement.effect == Effect::Deny) {
        denies(ref.layer) = either(denies(ref.layer), applied);
      } else {
        allowed = either(allowed, applied);
        if (ref.layer == Layer::Resource) {
          add_grant(grant_class(statement, request_.caller), applied);
        }
      }
    }
  }

  bool is_settled(const CompiledStatement& statement, const StatementRef& ref,
                  const Bool& allowed) const {
    if constexpr (Evaluator::kDecidesOnly) {
      return statement.effect == Effect::Allow &&
             (ref.layer == Layer::Rcp || (ref.layer != Layer::Resource && allowed == Truth::Yes));
    } else {
      return false;
    }
  }

  void not_collected(const StatementRef& ref, bool may_deny, Bool& allowed) {
    const Bool may = evaluator_.not_collected(ref, Effect::Allow);
    allowed = either(allowed, may);
    if (ref.layer == Layer::Resource) {
      add_grant(GrantClass::Direct, may);
    }
    if (may_deny) {
      denies(ref.layer) = either(denies(ref.layer), evaluator_.not_collected(ref, Effect::Deny));
    }
  }

  void add_grant(GrantClass grant, const Bool& applied) {
    if (grant == GrantClass::None || situation_.grants_suspended == Truth::Yes) {
      return;
    }
    const GrantClass counts_as = class_for(grant, request_.caller, situation_);
    if (situation_.grants_suspended == Truth::Unknown) {
      facts_.grants.add(counts_as, both(applied, evaluator_.constant(Truth::Unknown)));
    } else {
      facts_.grants.add(counts_as, applied);
    }
  }

  const LayeredPolicies& policies_;
  const Request& request_;
  const Situation& situation_;
  Evaluator& evaluator_;
  LayerFacts<Bool> facts_;
};

}  // namespace orgsim::sim

#pragma once

#include <array>
#include <cstddef>

#include "sim/decide/decision.h"
#include "sim/decide/match.h"
#include "sim/decide/situation.h"

namespace orgsim::sim {

/// The decision rule of AWS over what the layers say, written once over an abstract Boolean:
/// `Truth` for one context, `TruthTable` for all the contexts that the unknown keys leave open. A
/// Boolean has `both` and `either`. Source: IAM User Guide, "Policy evaluation logic" and
/// "Cross-account policy evaluation logic".

inline constexpr std::size_t kLayers = static_cast<std::size_t>(Layer::Service) + 1;

/// The Allows of a resource-based policy, by how strongly they name the caller.
template <class Bool>
struct Grants {
  Bool direct;
  Bool entity;  // Of the session's role, or of the federated session's user.
  Bool account;

  void add(GrantClass grant, const Bool& applies) {
    Bool& slot = grant == GrantClass::Direct    ? direct
                 : grant == GrantClass::Account ? account
                                                : entity;
    slot = either(slot, applies);
  }
};

/// What each layer says by itself. Where a layer does not bear on the request it allows and does
/// not deny.
template <class Bool>
struct LayerFacts {
  std::array<Bool, kLayers> allows;
  std::array<Bool, kLayers> denies;
  Grants<Bool> grants;

  const Bool& allowed_by(Layer layer) const { return allows.at(static_cast<std::size_t>(layer)); }
  const Bool& denied_by(Layer layer) const { return denies.at(static_cast<std::size_t>(layer)); }
};

template <class Bool>
Bool any_grant(const LayerFacts<Bool>& facts) {
  return either(facts.grants.direct, either(facts.grants.entity, facts.grants.account));
}

/// What the caller's own policies let through.
template <class Bool>
Bool capped(const LayerFacts<Bool>& facts) {
  return both(facts.allowed_by(Layer::Boundary), facts.allowed_by(Layer::Session));
}

/// Whether the policies of both sides let the request through, denies and ceilings apart.
template <class Bool>
Bool core(const Situation& situation, const LayerFacts<Bool>& facts) {
  if (!situation.principal) {
    return facts.grants.direct;
  }
  const Bool limits = capped(facts);
  Bool own = both(facts.allowed_by(Layer::Identity), limits);
  if (situation.identity_suffices) {
    return own;
  }
  if (!situation.same_account) {
    return both(own, any_grant(facts));
  }
  const Bool by_identity = situation.explicit_trust ? both(own, any_grant(facts)) : own;
  return either(facts.grants.direct, either(both(facts.grants.entity, limits), by_identity));
}

/// Whether every layer lets the request through, explicit denies apart.
template <class Bool>
Bool allowed(const Situation& situation, const LayerFacts<Bool>& facts) {
  return both(core(situation, facts),
              both(facts.allowed_by(Layer::Scp), facts.allowed_by(Layer::Endpoint)));
}

/// Whether some layer explicitly denies. One with its own exception has none in its facts.
template <class Bool>
Bool denied(const LayerFacts<Bool>& facts) {
  Bool result = facts.denies.front();
  for (std::size_t layer = 1; layer < kLayers; ++layer) {
    result = either(result, facts.denies.at(layer));
  }
  return result;
}

}  // namespace orgsim::sim

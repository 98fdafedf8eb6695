#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/policy.h"
#include "sim/truth.h"

namespace orgsim::sim {

enum class Outcome { Allow, ExplicitDeny, ImplicitDeny, Conditional };

/// `Service` stands for rules of a service that no policy states.
enum class Layer { Identity, Boundary, Session, Scp, Rcp, Resource, Endpoint, Service };

/// A statement by its place in the layers; every index counts from 0. `level` is 0 but for SCPs and
/// RCPs.
struct StatementRef {
  Layer layer = Layer::Identity;
  std::size_t level = 0;
  std::size_t policy = 0;
  std::size_t statement = 0;

  friend auto operator<=>(const StatementRef&, const StatementRef&) = default;
};

/// A statement that applies to the request, or may.
struct StatementMatch {
  StatementRef statement;
  Effect effect = Effect::Deny;
  Truth applies = Truth::No;
};

/// What one layer says by itself. Without `lacking_level` every SCP level has a matching Allow.
struct Stage {
  Layer layer = Layer::Identity;
  Truth allows = Truth::No;
  Truth denies = Truth::No;
  std::optional<std::size_t> lacking_level;
  std::vector<StatementMatch> matches;
};

/// A condition whose key is not known and on which the answer hangs.
struct OpenCondition {
  StatementRef statement;
  Condition condition;
};

/// An answer with its reasons: what every layer said, in AWS's order of evaluation, and the layers
/// whose missing Allow made an implicit deny.
struct Decision {
  Outcome outcome = Outcome::ImplicitDeny;
  std::vector<Stage> stages;
  std::vector<Layer> lacking;
  std::vector<OpenCondition> unmet;
};

}  // namespace orgsim::sim

#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "model/policy.h"
#include "sim/decide/context.h"
#include "sim/decide/truth.h"

namespace orgsim::sim {

enum class Outcome { Allow, ExplicitDeny, ImplicitDeny, Conditional };

/// `Service` stands for rules of a service that no policy states.
enum class Layer { Identity, Boundary, Session, Scp, Rcp, Resource, Endpoint, Service };

/// Why a service refuses what no policy can allow.
/// Source: IAM User Guide, "AWS managed policies", "Create a service-linked role" and "Perform a
/// privileged task on an AWS Organizations member account"; AWS STS API Reference; AWS
/// Organizations User Guide.
enum class Refusal {
  AwsManagedPolicy,         // Only AWS changes it.
  ReservedRole,             // Only Identity Center changes or passes it.
  ServiceLinkedRole,        // Only its service changes it.
  RoleOfOtherAccount,       // A role is passed within its account.
  ReservedAlias,            // Aliases that begin with `alias/aws/` are AWS's.
  ManagementAccountOnly,    // A call that Organizations takes from the management account.
  ManagementAccountStays,   // It cannot leave its organization.
  RootUserAssumesRole,      // A root user assumes no role.
  NeedsRootAdministration,  // Only the management account and IAM's administrator act as root.
};

/// A statement by its place in the layers; every index counts from 0. `level` is 0 but for SCPs and
/// RCPs.
struct StatementRef {
  /// Stands for all statements of a policy whose text is not known.
  static constexpr std::size_t kWholePolicy = std::numeric_limits<std::size_t>::max();

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

/// A context key with its value, or with one that it could have.
struct ContextValue {
  std::string key;
  KeyValue value;
};

/// An answer with its reasons: what every layer said, in AWS's order of evaluation, the statements
/// that make it an allow or an explicit deny, and the layers whose missing Allow made an implicit
/// deny, and why the service refuses, if it does. Of a conditional answer: the open conditions, a
/// context that allows and one that does not (empty when none was found).
struct Decision {
  Outcome outcome = Outcome::ImplicitDeny;
  std::vector<Stage> stages;
  std::vector<StatementRef> decided_by;
  std::vector<Layer> lacking;
  std::optional<Refusal> refusal;
  Truth grants_suspended = Truth::No;  // By S3 Block Public Access, those of the resource policy.
  std::vector<OpenCondition> unmet;
  std::vector<ContextValue> allowing;
  std::vector<ContextValue> denying;
};

}  // namespace orgsim::sim

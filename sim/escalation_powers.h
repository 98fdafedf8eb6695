#pragma once

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "sim/ceilings.h"
#include "sim/escalation_ground.h"

namespace orgsim::sim {

/// What an attacker has of a principal: its credentials, permissions without limit, freedom from
/// its boundary, freedom from its own policies' denies.
enum class FactKind : std::uint8_t { Held, Widened, Unbounded, Undenied };

/// What has been rewritten of a principal, as bits.
using Rewritten = unsigned;
constexpr Rewritten kUnchanged = 0;
constexpr Rewritten bit(FactKind kind) { return 1U << static_cast<unsigned>(kind); }

/// Something that a principal must be allowed.
struct Requirement {
  std::string_view action;
  std::string resource;

  friend bool operator==(const Requirement&, const Requirement&) = default;
};

/// A step that a principal can do of a technique of services. Step 0 says for which role.
struct Offer {
  std::size_t technique = 0;
  std::size_t step = 0;
  std::size_t binding = 0;
  std::optional<Index<Principal>> target;  // Of step 0.
  std::optional<Index<Principal>> passed;  // The role it hands over.
  Truth certain = Truth::Yes;
};

/// Something that a principal can do by itself.
struct Gain {
  Index<Principal> target;
  FactKind kind = FactKind::Held;
  std::string_view technique;
  Truth certain = Truth::Yes;
  std::vector<Requirement> requires_;
  SourceLocation where;
};

/// A policy that a principal can take off or edit.
struct Lift {
  Index<OrganizationPolicy> policy;
  std::string_view action;
  Truth certain = Truth::Yes;
};

/// All that a principal can do next.
struct Powers {
  std::vector<Offer> offers;
  std::vector<Gain> gains;
  std::vector<Lift> lifts;
};

/// The principal as it is once rewritten: what decisions about it are made on.
class RewrittenPrincipal {
 public:
  RewrittenPrincipal(const Authorizer& authorizer, Index<Principal> index, Rewritten rewritten);

  Index<Principal> index() const { return index_; }
  const Principal& principal() const { return principal_; }

 private:
  Index<Principal> index_;
  Principal principal_;
};

/// Whether the principal, once rewritten, is an administrator of its account.
Truth is_administrator(const Authorizer& authorizer, Index<Principal> index, Rewritten rewritten);

/// Whether one of the policies denies something.
bool denies_something(const Authorizer& authorizer, std::span<const PolicyRef> policies);

/// Asks for one principal. Keys that the caller chooses are chosen in its favour: a condition on
/// them alone is met.
class PowerQuestion {
 public:
  PowerQuestion(EscalationGround& ground, RewrittenPrincipal actor, const Ceilings* ceilings);

  EscalationGround& ground() const { return ground_; }
  Index<Principal> index() const { return actor_.index(); }
  const Principal& principal() const { return actor_.principal(); }
  bool may_be_granted(std::string_view action) const;

  /// Whether the actor may do it.
  Truth may(std::string_view action, std::string_view resource,
            std::span<const StatedKey> stated = {});

 private:
  EscalationGround& ground_;
  RewrittenPrincipal actor_;
  const Ceilings* ceilings_;
  TechniqueActions grants_;
  std::map<std::string, Truth> answers_;
};

/// Adds what techniques of services, of IAM, and assumable roles give.
void add_service_offers(PowerQuestion& question, Powers& powers);
void add_iam_gains(PowerQuestion& question, Powers& powers);
void add_new_principals(PowerQuestion& question, Powers& powers);
void add_assumed_roles(PowerQuestion& question, bool as_it_is, Powers& powers);
void add_lifts(PowerQuestion& question, Powers& powers);

/// The powers of every principal in every state that was asked for; each is computed once.
class PowerTable {
 public:
  explicit PowerTable(EscalationGround& ground) : ground_(ground) {}

  EscalationGround& ground() const { return ground_; }

  /// With these policies of the organization lifted.
  const Powers& powers(Index<Principal> principal, Rewritten rewritten,
                       const Ceilings::Lifted& lifted);

 private:
  struct LiftedCeilings {
    std::size_t id = 0;
    std::unique_ptr<Ceilings> ceilings;  // Nothing: none is lifted.
  };

  const LiftedCeilings& ceilings(const Ceilings::Lifted& lifted);

  EscalationGround& ground_;
  std::map<Ceilings::Lifted, LiftedCeilings> ceilings_;
  std::map<std::tuple<Index<Principal>, Rewritten, std::size_t>, std::unique_ptr<Powers>> powers_;
};

}  // namespace orgsim::sim

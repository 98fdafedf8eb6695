#pragma once

#include <concepts>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "sim/closure/escalation_ground.h"
#include "sim/closure/raised.h"
#include "sim/graph/fact.h"

namespace orgsim::sim {

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

/// A ceiling that a principal can lift.
struct Lift {
  Fact raise;
  std::string_view technique;
  Truth certain = Truth::Yes;
  std::vector<Requirement> requires_;
  SourceLocation where;
};

/// All that a principal can do next.
struct Powers {
  std::vector<Offer> offers;
  std::vector<Gain> gains;
  std::vector<Lift> lifts;
};

/// What is worth asking for: what the asker does not have yet. Where a part says nothing,
/// everything is.
struct Wanted {
  std::function<bool(const Fact&)> fact;
  /// The position among the account's principals of the first user or role, not protected, of whom
  /// any fact may be; their number: of none.
  std::function<std::size_t(Index<Account>)> from;
  /// Whether the offer is, by somebody of the account.
  std::function<bool(Index<Account>, const Offer&)> offer;
  /// Whether of several sure ways to a principal the first by id is enough.
  bool one_way = false;
  /// Of looking for roles that are wanted; nothing: each look is the first.
  RoleTrusts::Progress* progress = nullptr;
};

/// The principal once rewritten: what decisions about it are made on.
class RewrittenPrincipal {
 public:
  RewrittenPrincipal(const Authorizer& authorizer, Index<Principal> index, Rewritten rewritten);

  Index<Principal> index() const { return index_; }
  /// As it was.
  const Principal& record() const { return *record_; }
  /// Made when first asked for.
  const std::vector<PolicyRef>& identity() const;
  /// Nothing: it has none, or is free of it.
  const std::optional<std::vector<PolicyRef>>& boundary() const;
  Principal principal() const;

 private:
  const Authorizer* authorizer_;
  Index<Principal> index_;
  const Principal* record_;
  Rewritten rewritten_;
  mutable std::optional<std::vector<PolicyRef>> identity_;  // Nothing: as it was, or not asked for.
};

/// Whether the principal, once rewritten, is an administrator of its account.
Truth is_administrator(const Authorizer& authorizer, Index<Principal> index, Rewritten rewritten);

/// Asks for one principal. Keys that the caller chooses are chosen in its favour: a condition on
/// them alone is met.
class PowerQuestion {
 public:
  PowerQuestion(EscalationGround& ground, RewrittenPrincipal actor, const Ceilings* ceilings,
                const Wanted& wanted);

  EscalationGround& ground() const { return ground_; }
  Index<Principal> index() const { return actor_.index(); }
  /// As it was before it was rewritten.
  const Principal& principal() const { return actor_.record(); }
  bool may_be_granted(std::string_view action);
  bool may_be_granted(const TechniqueStep& step) {
    const TechniqueActions& granted = grants();
    return granted[step.first] && (step.actions & ~granted).none();
  }
  /// Whether one of them at least may be.
  bool may_be_granted_some(const TechniqueActions& actions) { return (grants() & actions).any(); }
  bool is_filtered() const { return static_cast<bool>(wanted_.fact); }
  bool wants(const Fact& fact) const { return !wanted_.fact || wanted_.fact(fact); }
  bool wants(Index<Principal> principal) const { return wants(Fact::held(principal)); }
  bool wants(const Offer& offer) const;
  /// Whether the technique may be the first sure way to the principal.
  bool wants_way(Index<Principal> target, std::string_view technique) const;
  /// By the technique the actor surely gets the principal alone.
  void note_way(Index<Principal> target, std::string_view technique);
  /// The roles wanted whose trust policies may let the actor in.
  std::vector<Index<Principal>> wanted_roles();
  /// The principals of the actor's account from the first user or role on of whom any fact may be
  /// wanted; empty: of none.
  std::span<const Index<Principal>> wanted_of_account() const;

  /// Whether the actor may do it.
  Truth may(std::string_view action, std::string_view resource,
            std::span<const StatedKey> stated = {});

  /// The same; `stated` makes the keys, where the answer hangs on them.
  template <std::invocable Stated>
  Truth may(std::string_view action, std::string_view resource, const Stated& stated) {
    const auto plain = plain_answer(action, resource);
    return plain ? *plain : asked(action, resource, stated());
  }

  /// Whether the actor may do it to everything of its account that has no policy of its own.
  bool surely_may(std::string_view action);

  /// Whether the actor may assume the role once its trust policy names the actor, which then needs
  /// no permission of its own: a Deny, or an SCP that does not allow it, still stands in the way.
  /// Source: IAM User Guide, "Policy evaluation logic".
  Truth may_assume_when_trusted(const std::string& role);

  /// Whether the user or role, with these policies beside its own, may put any further policy on
  /// itself: then it is an administrator one call later.
  Truth may_rewrite_itself(Index<Principal> who, std::span<const PolicyRef> added);

 private:
  bool assuming_may_be_refused();
  /// As far as policies settle it, of a role of the same account.
  bool assuming_is_not_refused(std::string_view role);
  const TechniqueActions& grants() { return grants_ ? *grants_ : find_grants(); }
  const TechniqueActions& find_grants();
  const TechniqueActions& surely_allowed();
  bool is_plain(std::string_view action) const;
  /// As far as policies settle it whatever else is stated; nothing: it has to be asked.
  std::optional<Truth> plain_answer(std::string_view action, std::string_view resource);
  Truth asked(std::string_view action, std::string_view resource,
              std::span<const StatedKey> stated);
  /// Then no policy of its own counts.
  bool is_root_user() const { return principal().kind == PrincipalKind::RootUser; }
  Truth allowed_by_policies(std::size_t action, std::string_view resource);
  const AccountCeilings& ceilings() const;
  std::span<const Level> scps() const;
  std::span<const Level> rcps() const { return ceilings().rcps; }

  EscalationGround& ground_;
  RewrittenPrincipal actor_;
  const Ceilings* ceilings_;
  const Wanted& wanted_;
  std::optional<TechniqueActions> grants_;
  std::optional<TechniqueActions> surely_allowed_;  // Whatever the resource, unless it has a say.
  ConditionsOnCaller conditions_;
  std::map<std::string, Truth> answers_;
  std::map<Index<Principal>, std::string_view> ways_;  // The first sure one.
  std::optional<bool> assuming_may_be_refused_;
};

/// The call by which a user or role puts a policy on itself.
std::string_view own_policy_action(const Principal& principal);

/// Adds what techniques of services, of IAM, of the organization and of deliveries give, and roles
/// that can be assumed.
void add_service_offers(PowerQuestion& question, Powers& powers);
void add_iam_gains(PowerQuestion& question, Powers& powers);
void add_new_principals(PowerQuestion& question, Powers& powers);
void add_assumed_roles(PowerQuestion& question, bool as_it_is, Powers& powers);
void add_lifts(PowerQuestion& question, const Raised& raised, Powers& powers);
void add_permission_set_rewrites(PowerQuestion& question, Powers& powers);
void add_sign_ins(PowerQuestion& question, Powers& powers);
void add_stack_set_updates(PowerQuestion& question, Powers& powers);
void add_deliveries(PowerQuestion& question, Powers& powers);
void add_pushes(PowerQuestion& question, Powers& powers);
void add_recovered_roots(PowerQuestion& question, Powers& powers);
void add_recovered_addresses(PowerQuestion& question, Powers& powers);
void add_federated_roles(PowerQuestion& question, Powers& powers);

/// What an edge of the access graph gives.
Gain gain_of(const EscalationGround& ground, const BecomeEdge& edge, Truth certain);

/// Ceilings of a snapshot of which some are lifted.
struct LiftedCeilings {
  std::size_t id = 0;
  const Raised* raised = nullptr;
  std::unique_ptr<RaisedCeilings> made;  // Nothing: none is lifted.

  /// Nothing: those of the snapshot.
  const Ceilings* ceilings() const { return made ? &made->ceilings() : nullptr; }
};

/// Who of a snapshot can do what next.
class PowerTable {
 public:
  explicit PowerTable(EscalationGround& ground) : ground_(ground) {}

  EscalationGround& ground() const { return ground_; }

  /// With these lifted; made once.
  const LiftedCeilings& under(const Raised& raised);

  /// Everything that a principal can do in a state; computed once.
  const Powers& powers(Index<Principal> principal, Rewritten rewritten,
                       const LiftedCeilings& lifted);

  /// The part of it that is wanted, computed anew.
  Powers wanted(Index<Principal> principal, Rewritten rewritten, const LiftedCeilings& lifted,
                const Wanted& wanted);

  /// Nothing: none is lifted.
  const Ceilings* ceilings(const Raised& raised) { return under(raised).ceilings(); }

 private:
  EscalationGround& ground_;
  std::map<Raised, LiftedCeilings> ceilings_;
  std::map<std::tuple<Index<Principal>, Rewritten, std::size_t>, std::unique_ptr<Powers>> powers_;
};

}  // namespace orgsim::sim

#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/escalation_powers.h"
#include "sim/reach.h"

namespace orgsim::sim {

/// The five ways in which a compromise spreads.
enum class Relation : std::uint8_t { Become, Rewrite, Raise, Reach, Blind };

/// Something that the attacker has: of a principal, or that a policy of the organization is lifted.
struct Fact {
  enum class Subject : std::uint8_t { Principal, Policy };

  Subject subject = Subject::Principal;
  FactKind kind = FactKind::Held;
  std::uint32_t index = 0;

  friend auto operator<=>(const Fact&, const Fact&) = default;

  static Fact of(Index<Principal> principal, FactKind kind) {
    return {Subject::Principal, kind, static_cast<std::uint32_t>(principal.value())};
  }
  static Fact lifted(Index<OrganizationPolicy> policy) {
    return {Subject::Policy, FactKind::Held, static_cast<std::uint32_t>(policy.value())};
  }
};

/// How a fact came to be: a technique, what it took, and the facts it stands on.
struct Step {
  Relation relation = Relation::Become;
  std::string_view technique;
  Index<Principal> from;
  Fact to;
  std::vector<Requirement> requires_;
  std::vector<Index<OrganizationPolicy>> raised;  // Lifted before, as they stood in the way.
  SourceLocation where;
  std::vector<Fact> needs;
  std::size_t level = 0;  // One more than the highest of what it needs.
};

struct ClosureOptions {
  Reading reading = Reading::Possible;
  bool raises = true;  // Whether the attacker lifts policies of the organization.
};

/// Everything that an attacker comes to have from its footholds: the least fixpoint over principals
/// held, what has been rewritten of each, and policies lifted. A technique whose steps different
/// principals do stands on all of them. Levels are hops; the same input gives the same steps.
class Closure {
 public:
  /// Stops after the first level at which `done` says so; nothing: never.
  using Done = std::function<bool(const Closure&)>;

  Closure(PowerTable& powers, std::span<const Index<Principal>> footholds, ClosureOptions options,
          const Done& done = {});

  const std::vector<Index<Principal>>& footholds() const { return footholds_; }

  bool holds(Index<Principal> principal) const { return has(Fact::of(principal, FactKind::Held)); }
  bool has(const Fact& fact) const { return steps_.contains(fact); }
  /// Of a fact that the attacker has.
  std::size_t level(const Fact& fact) const { return steps_.at(fact).level; }

  /// By level, then in order of the table; the footholds included.
  const std::vector<Index<Principal>>& held() const { return held_; }

  /// What has been rewritten of a principal.
  Rewritten rewritten(Index<Principal> principal) const;

  const Ceilings::Lifted& lifted() const { return lifted_; }

  /// The steps that led to the facts, each after what it stands on; empty for footholds.
  std::vector<Step> witness(std::span<const Fact> facts) const;

 private:
  /// Who does a step of a technique, on which facts.
  struct Support {
    Index<Principal> actor;
    std::vector<Fact> needs;
    std::optional<Index<Principal>> passed;
  };
  struct Partial {
    std::map<std::size_t, Support> steps;         // Those behind step 0.
    std::map<Index<Principal>, Support> targets;  // Step 0, by the role it gives.
  };
  using PartialKey = std::tuple<Index<Account>, std::size_t, std::size_t>;

  void run(const Done& done);
  void expand(Index<Principal> principal, Rewritten rewritten);
  void apply(const Gain& gain, const std::vector<Fact>& needs, Index<Principal> actor);
  void apply(const Offer& offer, const std::vector<Fact>& needs, Index<Principal> actor);
  void complete(const PartialKey& key, const Partial& partial, Index<Principal> target);
  void lift(const Lift& lift, const std::vector<Fact>& needs, Index<Principal> actor);
  void propose(Step step);
  void mark_raised(Step& step) const;
  bool accept();
  bool follows(Truth certain) const;
  std::size_t n_steps(std::size_t technique) const;
  std::vector<Fact> facts_of(Index<Principal> principal, Rewritten rewritten) const;

  PowerTable& powers_;
  std::vector<Index<Principal>> footholds_;
  ClosureOptions options_;
  std::map<Fact, Step> steps_;
  std::map<Fact, Step> proposed_;
  std::vector<Index<Principal>> held_;
  std::map<PartialKey, Partial> partials_;
  Ceilings::Lifted lifted_;
  std::vector<Index<Principal>> changed_;  // To expand next, sorted.
  bool lifted_more_ = false;
  std::size_t level_ = 0;
};

}  // namespace orgsim::sim

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/closure/escalation_powers.h"
#include "sim/graph/reach.h"

namespace orgsim::sim {

/// The five ways in which a compromise spreads.
enum class Relation : std::uint8_t { Become, Rewrite, Raise, Reach, Blind };

/// How a fact came to be: a technique, what it took, and the facts it stands on.
struct Step {
  Relation relation = Relation::Become;
  std::string_view technique;  // Empty: a foothold, which nobody had to do anything for.
  Index<Principal> from;
  Fact to;
  std::vector<Requirement> requires_;
  std::vector<Fact> raised;  // Ceilings lifted before, without which it is refused.
  SourceLocation where;
  std::vector<Fact> needs;  // The raised ones included.
  std::size_t level = 0;    // One more than the highest of what it needs: hops.
  Truth certain = Truth::Yes;
};

/// How far an attacker is followed.
struct ClosureOptions {
  Reading reading = Reading::Possible;
  bool raises = true;         // Whether it lifts ceilings of the organization.
  bool becomes_only = false;  // Along the edges of the access graph alone, rewriting nothing.
  /// Asks each time for what is new only: for one attacker in a large organization. Otherwise what
  /// a principal can do is asked once and kept in the table, for many attackers in turn.
  bool asks_anew = false;
  /// Steps that are taken out; nothing: none is.
  std::function<bool(Index<Principal> from, std::string_view technique, Index<Principal> to)>
      closed;
};

/// Everything that an attacker comes to have from its footholds: the least fixpoint over principals
/// held, what has been rewritten of each, and ceilings lifted. A technique whose steps different
/// principals do stands on all of them. Levels are hops. Of several ways to a fact at one level,
/// the one that stands on the fewest facts is kept, then that of the first principal of the table,
/// then the first technique by id: the same input gives the same steps.
class Closure {
 public:
  /// Stops after the first level at which `done` says so; nothing: never.
  using Done = std::function<bool(const Closure&)>;

  Closure(PowerTable& powers, std::span<const Index<Principal>> footholds, ClosureOptions options,
          const Done& done = {});

  const std::vector<Index<Principal>>& footholds() const { return footholds_; }
  const ClosureOptions& options() const { return options_; }
  PowerTable& powers() const { return powers_; }

  bool holds(Index<Principal> principal) const { return has(Fact::held(principal)); }
  bool has(const Fact& fact) const {
    return fact.is_raise() ? is_accepted(fact) : (has_[fact.index] & bit(fact.kind)) != kUnchanged;
  }
  /// Of a fact that the attacker has.
  std::size_t level(const Fact& fact) const { return step_to(fact).level; }
  std::size_t hops(Index<Principal> principal) const { return level(Fact::held(principal)); }

  /// By level, then in order of the table; the footholds included.
  const std::vector<Index<Principal>>& held() const { return held_; }

  /// What has been rewritten of a principal.
  Rewritten rewritten(Index<Principal> principal) const {
    return has_[principal.value()] & ~bit(FactKind::Held);
  }

  /// The facts that make a principal what it is, the one of being held first.
  static std::vector<Fact> facts_of(Index<Principal> principal, Rewritten rewritten);

  const Raised& raised() const { return raised_; }
  /// Every ceiling lifted, by level.
  const std::vector<Fact>& raises() const { return raises_; }

  /// The steps that led to the facts, each after what it stands on and with no more than it needs;
  /// nothing for footholds.
  std::vector<Step> witness(std::span<const Fact> facts) const;
  std::vector<Step> witness(Index<Principal> principal) const;

  /// The least of the facts without which `holds_with` does not hold: each is left out in turn, the
  /// last first.
  static std::vector<Fact> least(std::vector<Fact> facts,
                                 const std::function<bool(const std::vector<Fact>&)>& holds_with);

 private:
  /// Who does a step of a technique, on which facts.
  struct Support {
    Index<Principal> actor;
    std::vector<Fact> needs;
    std::optional<Index<Principal>> passed;
    Truth certain = Truth::Yes;
  };
  using Supports = std::map<std::size_t, Support>;  // By step, without step 0.
  struct Partial {
    Supports steps;
    std::map<Index<Principal>, Support> targets;  // Step 0, by the role it gives.
  };
  using PartialKey = std::tuple<Index<Account>, std::size_t, std::size_t>;
  using Partials = std::map<PartialKey, Partial>;

  void run(const Done& done);
  void expand(Index<Principal> principal, Rewritten rewritten);
  void expand_edges(Index<Principal> principal);
  bool wants(const Fact& fact) const;
  bool wants(Index<Account> account, const Offer& offer) const;
  std::size_t wanted_from(Index<Account> account);
  /// Whether what is gained is not had, and would be kept.
  bool is_news(const Gain& gain, const std::vector<Fact>& needs, Index<Principal> actor) const;
  void apply(Gain gain, const std::vector<Fact>& needs, Index<Principal> actor);
  void apply(const std::vector<Offer>& offers, const std::vector<Lift>& lifts,
             const std::vector<Fact>& needs, Index<Principal> actor);
  void apply(const Offer& offer, const std::vector<Fact>& needs, Index<Principal> actor);
  void complete(const PartialKey& key, const Supports& steps, Index<Principal> target,
                const Support& first);
  void propose(Step step);
  /// Facts needed, actor and technique of a step: the least is kept.
  using Preference = std::tuple<std::size_t, std::size_t, std::string_view>;
  static Preference preference_of(const Step& step) {
    return {step.needs.size(), step.from.value(), step.technique};
  }
  bool is_accepted(const Fact& fact) const {
    const auto found = positions_.find(fact);
    return found != positions_.end() && found->second < n_accepted_;
  }
  const Step& step_to(const Fact& fact) const { return steps_[positions_.at(fact)]; }
  bool would_be_kept(const Fact& to, const Preference& preference) const;
  bool accept();
  void schedule(const std::vector<Fact>& raises);
  bool follows(Truth certain) const;
  bool is_closed(Index<Principal> from, std::string_view technique, Index<Principal> to) const {
    return options_.closed && options_.closed(from, technique, to);
  }
  std::size_t n_steps(std::size_t technique) const;
  const Step& with_least_needs(const Fact& fact) const;
  bool is_possible(const Step& step, const std::vector<Fact>& needs) const;

  PowerTable& powers_;
  std::vector<Index<Principal>> footholds_;
  ClosureOptions options_;
  Wanted wanted_;
  RoleTrusts::Progress progress_;
  std::vector<std::uint8_t> has_;     // By principal, bits of `FactKind`.
  std::vector<std::uint8_t> coming_;  // The same, of what was ever proposed.
  std::vector<std::size_t> done_;     // By account, principals of whom nothing more is wanted.
  std::vector<Step> steps_;           // To what it has, then what is proposed.
  std::size_t n_accepted_ = 0;        // The former.
  std::unordered_map<Fact, std::size_t, FactHash> positions_;  // In them.
  std::vector<Index<Principal>> held_;
  std::vector<Fact> raises_;
  Partials partials_;
  Raised raised_;
  const LiftedCeilings* under_ = nullptr;  // With what was raised before this level.
  std::vector<Index<Principal>> changed_;  // To expand next, sorted.
  std::size_t level_ = 0;
  mutable std::unordered_map<Fact, Step, FactHash> least_;  // Steps with no more than they need.
};

/// What somebody held can do next, with these ceilings lifted, that leads into accounts other than
/// its own, had already or not.
std::vector<Gain> gains_into_other_accounts(const Closure& closure, Index<Principal> principal,
                                            const Raised& raised);

}  // namespace orgsim::sim

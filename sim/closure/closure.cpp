#include "sim/closure/closure.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "model/given.h"
#include "model/sort_distinct.h"

namespace orgsim::sim {
namespace {

constexpr std::array kRewrites = {FactKind::Widened, FactKind::Unbounded, FactKind::Undenied};

void add_distinct(std::vector<Fact>& facts, const std::vector<Fact>& more) {
  for (const Fact& fact : more) {
    if (std::ranges::find(facts, fact) == facts.end()) {
      facts.push_back(fact);
    }
  }
}

/// What a service's technique takes, in order of its row.
std::vector<Requirement> requirements(EscalationGround& ground, Index<Account> account,
                                      const ServiceTechnique& row, const Binding& binding,
                                      std::optional<Index<Principal>> passed) {
  std::vector<Requirement> result;
  for (const Need& need : row.needs) {
    Requirement requirement{.action = need.action, .resource = "*"};
    switch (need.on) {
      case NeedOn::Nothing:
        continue;
      case NeedOn::PassedRole:
      case NeedOn::ResourcePasses:
        requirement.resource = passed ? ground.principal(*passed).arn : "*";
        break;
      case NeedOn::SharedThing:
        requirement.resource = binding.arn;
        break;
      case NeedOn::FreshThing:
        requirement.resource = ground.fresh(account, need.format).front();
        break;
      case NeedOn::Star:
        break;
    }
    result.push_back(std::move(requirement));
  }
  return result;
}

}  // namespace

std::vector<Fact> Closure::facts_of(Index<Principal> principal, Rewritten rewritten) {
  std::vector<Fact> result = {Fact::held(principal)};
  for (const FactKind kind : kRewrites) {
    if ((rewritten & bit(kind)) != kUnchanged) {
      result.push_back(Fact::of(principal, kind));
    }
  }
  return result;
}

Closure::Closure(PowerTable& powers, std::span<const Index<Principal>> footholds,
                 ClosureOptions options, const Done& done)
    : powers_(powers),
      footholds_(footholds.begin(), footholds.end()),
      options_(std::move(options)),
      has_(powers.ground().authorizer().principals().all().size(), 0),
      coming_(has_.size(), 0) {
  if (options_.asks_anew) {
    wanted_ = {.fact = [this](const Fact& fact) { return wants(fact); },
               .from = [this](Index<Account> account) { return wanted_from(account); },
               .offer = [this](Index<Account> account,
                               const Offer& offer) { return wants(account, offer); },
               .one_way = !options_.closed,
               .progress = &progress_};
    done_.resize(powers.ground().authorizer().organization().accounts().size(), 0);
    steps_.reserve(has_.size());
    positions_.reserve(has_.size());
  }
  for (const auto foothold : footholds_) {
    const Fact fact = Fact::held(foothold);
    propose({.from = foothold, .to = fact});
  }
  run(done);
  wanted_ = {};
}

/// A proposal of the same level stays: it stands on no more facts, as its actor comes first.
bool Closure::wants(const Fact& fact) const {
  if (fact.is_raise()) {
    return !positions_.contains(fact);
  }
  return ((has_[fact.index] | coming_[fact.index]) & bit(fact.kind)) == kUnchanged &&
         (fact.kind == FactKind::Held ||
          (powers_.ground().rewritable(fact.principal()) & bit(fact.kind)) != kUnchanged);
}

/// What is not wanted once never is again, so principals done with need no second look.
std::size_t Closure::wanted_from(Index<Account> account) {
  const EscalationGround& ground = powers_.ground();
  const auto& all = ground.authorizer().principals().of_account(account);
  std::size_t& done = done_[account.value()];
  while (done < all.size()) {
    const Principal& who = ground.principal(all[done]);
    const bool counts =
        (who.kind == PrincipalKind::User || who.kind == PrincipalKind::Role) && !is_protected(who);
    if (counts && std::ranges::any_of(kFactKinds, [&](FactKind kind) {
          return wants(Fact::of(all[done], kind));
        })) {
      break;
    }
    ++done;
  }
  return done;
}

/// Of several who offer the same, the first counts.
bool Closure::wants(Index<Account> account, const Offer& offer) const {
  const auto found = partials_.find({account, offer.technique, offer.binding});
  if (found == partials_.end()) {
    return true;
  }
  return offer.step == 0 ? !offer.target || !found->second.targets.contains(*offer.target)
                         : !found->second.steps.contains(offer.step);
}

void Closure::run(const Done& done) {
  while (accept() && !(done && done(*this))) {
    under_ = &powers_.under(raised_);
    const std::vector<Index<Principal>> next = std::move(changed_);
    changed_.clear();
    ++level_;
    for (const auto principal : next) {
      expand(principal, kUnchanged);
    }
    for (const auto principal : next) {
      if (const Rewritten all = rewritten(principal); all != kUnchanged) {
        expand(principal, all);
      }
    }
  }
}

/// Takes the proposals of one level; returns whether there were any.
bool Closure::accept() {
  std::vector<Fact> facts;
  facts.reserve(steps_.size() - n_accepted_);
  for (; n_accepted_ < steps_.size(); ++n_accepted_) {
    facts.push_back(steps_[n_accepted_].to);
  }
  std::ranges::sort(facts);
  std::vector<Fact> raises;
  for (const Fact& fact : facts) {
    if (fact.is_raise()) {
      raised_.add(fact);
      raises.push_back(fact);
      continue;
    }
    has_[fact.index] = static_cast<std::uint8_t>(has_[fact.index] | bit(fact.kind));
    changed_.push_back(fact.principal());
    if (fact.kind == FactKind::Held) {
      held_.push_back(fact.principal());
    }
  }
  schedule(raises);
  return !facts.empty();
}

/// Whoever is under a ceiling that was lifted may do more; where that is an RCP, everybody.
void Closure::schedule(const std::vector<Fact>& raises) {
  const Organization& organization = powers_.ground().authorizer().organization();
  std::set<Index<Account>> accounts;
  bool everybody = false;
  for (const Fact& raise : raises) {
    accounts.merge(accounts_under(organization, raise));
    everybody = everybody || raise.subject != Fact::Subject::Policy ||
                organization.policies()[Index<OrganizationPolicy>(raise.index)].type ==
                    OrganizationPolicyType::ResourceControlPolicy;
  }
  for (const auto principal : held_) {
    const auto& account = powers_.ground().principal(principal).account;
    if (!raises.empty() && (everybody || (account && accounts.contains(*account)))) {
      changed_.push_back(principal);
    }
  }
  sort_distinct(changed_);
  std::erase_if(changed_, [&](auto principal) { return !holds(principal); });
  raises_.insert(raises_.end(), raises.begin(), raises.end());
}

bool Closure::follows(Truth certain) const {
  return certain == Truth::Yes ||
         (options_.reading == Reading::Possible && certain == Truth::Unknown);
}

void Closure::expand(Index<Principal> principal, Rewritten rewritten) {
  if (options_.becomes_only) {
    expand_edges(principal);
    return;
  }
  const std::vector<Fact> needs = facts_of(principal, rewritten);
  if (options_.asks_anew) {
    Powers powers = powers_.wanted(principal, rewritten, *under_, wanted_);
    for (Gain& gain : powers.gains) {
      if (is_news(gain, needs, principal)) {
        apply(std::move(gain), needs, principal);
      }
    }
    apply(powers.offers, powers.lifts, needs, principal);
    return;
  }
  const Powers& powers = powers_.powers(principal, rewritten, *under_);
  for (const Gain& gain : powers.gains) {
    if (is_news(gain, needs, principal)) {
      apply(gain, needs, principal);
    }
  }
  apply(powers.offers, powers.lifts, needs, principal);
}

void Closure::expand_edges(Index<Principal> principal) {
  const std::vector needs = {Fact::held(principal)};
  for (const BecomeEdge& edge : powers_.ground().graph().edges_from(principal)) {
    if (!follows(edge.holds) || holds(edge.target)) {
      continue;
    }
    Gain gain = gain_of(powers_.ground(), edge, edge.holds);
    if (is_news(gain, needs, principal)) {
      apply(std::move(gain), needs, principal);
    }
  }
}

bool Closure::is_news(const Gain& gain, const std::vector<Fact>& needs,
                      Index<Principal> actor) const {
  const Fact to = Fact::of(gain.target, gain.kind);
  return !has(to) && follows(gain.certain) && !is_closed(actor, gain.technique, gain.target) &&
         would_be_kept(to, {needs.size(), actor.value(), gain.technique});
}

void Closure::apply(const std::vector<Offer>& offers, const std::vector<Lift>& lifts,
                    const std::vector<Fact>& needs, Index<Principal> actor) {
  for (const Offer& offer : offers) {
    if (follows(offer.certain)) {
      apply(offer, needs, actor);
    }
  }
  for (const Lift& lift : lifts) {
    if (options_.raises && follows(lift.certain) && !has(lift.raise)) {
      propose({.relation = Relation::Raise,
               .technique = lift.technique,
               .from = actor,
               .to = lift.raise,
               .requires_ = lift.requires_,
               .where = lift.where,
               .needs = needs,
               .certain = lift.certain});
    }
  }
}

void Closure::apply(Gain gain, const std::vector<Fact>& needs, Index<Principal> actor) {
  propose({.relation = gain.kind == FactKind::Held ? Relation::Become : Relation::Rewrite,
           .technique = gain.technique,
           .from = actor,
           .to = Fact::of(gain.target, gain.kind),
           .requires_ = std::move(gain.requires_),
           .where = gain.where,
           .needs = needs,
           .certain = gain.certain});
}

std::size_t Closure::n_steps(std::size_t technique) const {
  return powers_.ground().steps(technique).size();
}

void Closure::apply(const Offer& offer, const std::vector<Fact>& needs, Index<Principal> actor) {
  const PartialKey key{given(powers_.ground().principal(actor).account), offer.technique,
                       offer.binding};
  const Support support{
      .actor = actor, .needs = needs, .passed = offer.passed, .certain = offer.certain};
  if (offer.step == 0) {
    const std::string_view id = powers_.ground().techniques()[offer.technique]->id;
    if (!offer.target || holds(*offer.target) || is_closed(actor, id, *offer.target)) {
      return;
    }
    if (n_steps(offer.technique) == 1) {
      complete(key, {}, *offer.target, support);
      return;
    }
    Partial& partial = partials_[key];
    if (partial.targets.try_emplace(*offer.target, support).second) {
      complete(key, partial.steps, *offer.target, support);
    }
    return;
  }
  Partial& partial = partials_[key];
  if (partial.steps.try_emplace(offer.step, support).second) {
    for (const auto& [target, first] : partial.targets) {
      complete(key, partial.steps, target, first);
    }
  }
}

void Closure::complete(const PartialKey& key, const Supports& steps, Index<Principal> target,
                       const Support& first) {
  const auto& [account, technique, binding] = key;
  if (steps.size() + 1 < n_steps(technique) || holds(target)) {
    return;
  }
  EscalationGround& ground = powers_.ground();
  const ServiceTechnique& row = *ground.techniques()[technique];
  const Binding& thing = ground.bindings(account, technique)[binding];
  std::vector<Fact> needs = first.needs;
  for (const auto& [number, support] : steps) {
    add_distinct(needs, support.needs);
  }
  if (!would_be_kept(Fact::held(target), {needs.size(), first.actor.value(), row.id})) {
    return;
  }
  Step step{
      .technique = row.id,
      .from = first.actor,
      .to = Fact::held(target),
      .requires_ = requirements(ground, account, row, thing, first.passed),
      .where = thing.resource != nullptr ? thing.resource->where : ground.principal(target).where,
      .needs = std::move(needs),
      .certain = first.certain};
  for (const auto& [number, support] : steps) {
    step.certain = both(step.certain, support.certain);
  }
  propose(std::move(step));
}

bool Closure::would_be_kept(const Fact& to, const Preference& preference) const {
  if (!to.is_raise() && (coming_[to.index] & bit(to.kind)) == kUnchanged) {
    return true;
  }
  const auto found = positions_.find(to);
  return found == positions_.end() || preference < preference_of(steps_[found->second]);
}

/// The nearest steps come first, so among those of one level the simplest is kept.
void Closure::propose(Step step) {
  step.level = level_;
  const Fact to = step.to;
  if (!would_be_kept(to, preference_of(step))) {
    return;
  }
  const auto [found, added] = positions_.try_emplace(to, steps_.size());
  if (added) {
    steps_.push_back(std::move(step));
  } else {
    steps_[found->second] = std::move(step);
  }
  if (!to.is_raise()) {
    coming_[to.index] = static_cast<std::uint8_t>(coming_[to.index] | bit(to.kind));
  }
}

std::vector<Gain> gains_into_other_accounts(const Closure& closure, Index<Principal> principal,
                                            const Raised& raised) {
  PowerTable& powers = closure.powers();
  const EscalationGround& ground = powers.ground();
  const auto& own = ground.principal(principal).account;
  std::vector<Gain> result;
  if (closure.options().becomes_only) {
    for (const BecomeEdge& edge : ground.graph().edges_from(principal)) {
      result.push_back(gain_of(ground, edge, edge.holds));
    }
  } else {
    const Wanted outside{.fact = [&](const Fact& fact) {
      return !fact.is_raise() && fact.kind == FactKind::Held &&
             ground.principal(fact.principal()).account != own;
    }};
    result =
        powers.wanted(principal, closure.rewritten(principal), powers.under(raised), outside).gains;
  }
  std::erase_if(result, [&](const Gain& gain) {
    const bool followed =
        gain.certain == Truth::Yes ||
        (gain.certain == Truth::Unknown && closure.options().reading == Reading::Possible);
    return !followed || ground.principal(gain.target).account == own;
  });
  return result;
}

}  // namespace orgsim::sim

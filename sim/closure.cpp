#include "sim/closure.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace orgsim::sim {
namespace {

constexpr std::array kRewrites = {FactKind::Widened, FactKind::Unbounded, FactKind::Undenied};

Index<Principal> principal_of(const Fact& fact) { return Index<Principal>(fact.index); }

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

auto preference(const Step& step) {
  return std::tuple(step.needs.size(), step.technique, step.from.value());
}

}  // namespace

Closure::Closure(PowerTable& powers, std::span<const Index<Principal>> footholds,
                 ClosureOptions options, const Done& done)
    : powers_(powers), footholds_(footholds.begin(), footholds.end()), options_(options) {
  for (const auto foothold : footholds_) {
    const Fact fact = Fact::of(foothold, FactKind::Held);
    proposed_.try_emplace(fact, Step{.from = foothold, .to = fact});
  }
  run(done);
}

void Closure::run(const Done& done) {
  while (accept() && !(done && done(*this))) {
    std::vector<Index<Principal>> next = std::move(changed_);
    changed_.clear();
    if (lifted_more_) {
      next = held_;
      lifted_more_ = false;
    }
    ++level_;
    for (const auto principal : next) {
      expand(principal, kUnchanged);
      if (const Rewritten all = rewritten(principal); all != kUnchanged) {
        expand(principal, all);
      }
    }
  }
}

/// Takes the proposals of one level; returns whether there were any.
bool Closure::accept() {
  std::vector<Index<Principal>> more;
  for (auto& [fact, step] : proposed_) {
    if (fact.subject == Fact::Subject::Policy) {
      lifted_.insert(Index<OrganizationPolicy>(fact.index));
      lifted_more_ = true;
    } else {
      more.push_back(principal_of(fact));
      if (fact.kind == FactKind::Held) {
        held_.push_back(principal_of(fact));
      }
    }
    steps_.emplace(fact, std::move(step));
  }
  const bool any = !proposed_.empty();
  proposed_.clear();
  std::ranges::sort(more);
  const auto duplicates = std::ranges::unique(more);
  more.erase(duplicates.begin(), duplicates.end());
  std::ranges::copy_if(more, std::back_inserter(changed_),
                       [&](auto principal) { return holds(principal); });
  return any;
}

Rewritten Closure::rewritten(Index<Principal> principal) const {
  Rewritten result = kUnchanged;
  for (const FactKind kind : kRewrites) {
    result |= has(Fact::of(principal, kind)) ? bit(kind) : 0U;
  }
  return result;
}

std::vector<Fact> Closure::facts_of(Index<Principal> principal, Rewritten rewritten) const {
  std::vector<Fact> result = {Fact::of(principal, FactKind::Held)};
  for (const FactKind kind : kRewrites) {
    if ((rewritten & bit(kind)) != 0) {
      result.push_back(Fact::of(principal, kind));
    }
  }
  return result;
}

bool Closure::follows(Truth certain) const {
  return certain == Truth::Yes ||
         (options_.reading == Reading::Possible && certain == Truth::Unknown);
}

void Closure::expand(Index<Principal> principal, Rewritten rewritten) {
  const Powers& powers = powers_.powers(principal, rewritten, lifted_);
  const std::vector<Fact> needs = facts_of(principal, rewritten);
  for (const Gain& gain : powers.gains) {
    if (follows(gain.certain)) {
      apply(gain, needs, principal);
    }
  }
  for (const Offer& offer : powers.offers) {
    if (follows(offer.certain)) {
      apply(offer, needs, principal);
    }
  }
  for (const Lift& lift : powers.lifts) {
    if (options_.raises && follows(lift.certain)) {
      this->lift(lift, needs, principal);
    }
  }
}

void Closure::apply(const Gain& gain, const std::vector<Fact>& needs, Index<Principal> actor) {
  const Fact to = Fact::of(gain.target, gain.kind);
  if (!has(to)) {
    propose({.relation = gain.kind == FactKind::Held ? Relation::Become : Relation::Rewrite,
             .technique = gain.technique,
             .from = actor,
             .to = to,
             .requires_ = gain.requires_,
             .where = gain.where,
             .needs = needs});
  }
}

std::size_t Closure::n_steps(std::size_t technique) const {
  std::size_t result = 1;
  for (const Need& need : powers_.ground().techniques()[technique]->needs) {
    result = need.on == NeedOn::Nothing ? result : std::max(result, need.step + std::size_t{1});
  }
  return result;
}

void Closure::apply(const Offer& offer, const std::vector<Fact>& needs, Index<Principal> actor) {
  const PartialKey key{*powers_.ground().principal(actor).account, offer.technique, offer.binding};
  Partial& partial = partials_[key];
  const Support support{.actor = actor, .needs = needs, .passed = offer.passed};
  if (offer.step == 0) {
    if (offer.target && !has(Fact::of(*offer.target, FactKind::Held)) &&
        partial.targets.try_emplace(*offer.target, support).second) {
      complete(key, partial, *offer.target);
    }
    return;
  }
  if (partial.steps.try_emplace(offer.step, support).second) {
    for (const auto& [target, first] : partial.targets) {
      complete(key, partial, target);
    }
  }
}

void Closure::complete(const PartialKey& key, const Partial& partial, Index<Principal> target) {
  const auto& [account, technique, binding] = key;
  if (partial.steps.size() + 1 < n_steps(technique) || holds(target)) {
    return;
  }
  EscalationGround& ground = powers_.ground();
  const ServiceTechnique& row = *ground.techniques()[technique];
  const Binding& thing = ground.bindings(account, technique)[binding];
  const Support& first = partial.targets.at(target);
  Step step{
      .technique = row.id,
      .from = first.actor,
      .to = Fact::of(target, FactKind::Held),
      .requires_ = requirements(ground, account, row, thing, first.passed),
      .where = thing.resource != nullptr ? thing.resource->where : ground.principal(target).where,
      .needs = first.needs};
  for (const auto& [number, support] : partial.steps) {
    add_distinct(step.needs, support.needs);
  }
  propose(std::move(step));
}

void Closure::lift(const Lift& lift, const std::vector<Fact>& needs, Index<Principal> actor) {
  const Fact to = Fact::lifted(lift.policy);
  if (!has(to)) {
    propose({.relation = Relation::Raise,
             .technique = "org-14",
             .from = actor,
             .to = to,
             .requires_ = {{lift.action,
                            arn_of(powers_.ground().authorizer().organization(), lift.policy)}},
             .where = powers_.ground().authorizer().organization().policies()[lift.policy].where,
             .needs = needs});
  }
}

/// The nearest steps come first, so among those of one level the simplest is kept.
void Closure::propose(Step step) {
  step.level = level_;
  mark_raised(step);
  const auto [found, added] = proposed_.try_emplace(step.to, step);
  if (!added && preference(step) < preference(found->second)) {
    found->second = std::move(step);
  }
}

/// Policies lifted over the accounts of the step, if it is not possible without.
void Closure::mark_raised(Step& step) const {
  if (lifted_.empty() || step.relation == Relation::Raise) {
    return;
  }
  const Organization& organization = powers_.ground().authorizer().organization();
  std::set<Index<OrganizationPolicy>> over;
  const auto add = [&](Index<Principal> principal) {
    const auto& account = powers_.ground().principal(principal).account;
    if (!account || organization.is_management_account(*account)) {
      return;
    }
    const Account& record = organization.accounts()[*account];
    over.insert(record.attached.begin(), record.attached.end());
    if (record.parent) {
      for (const auto ou : organization.path_to(*record.parent)) {
        const auto& attached = organization.ous()[ou].attached;
        over.insert(attached.begin(), attached.end());
      }
    }
  };
  add(step.from);
  add(principal_of(step.to));
  for (const auto policy : over) {
    if (lifted_.contains(policy) && level(Fact::lifted(policy)) + 1 == level_) {
      step.raised.push_back(policy);
      step.needs.push_back(Fact::lifted(policy));
    }
  }
}

std::vector<Step> Closure::witness(std::span<const Fact> facts) const {
  std::vector<Step> result;
  std::set<Fact> done;
  std::vector<std::pair<Fact, bool>> stack;
  for (auto fact = facts.rbegin(); fact != facts.rend(); ++fact) {
    stack.emplace_back(*fact, false);
  }
  while (!stack.empty()) {
    const auto [fact, visited] = stack.back();
    stack.pop_back();
    const Step& step = steps_.at(fact);
    if (visited && !step.technique.empty()) {
      result.push_back(step);
    }
    if (visited || !done.insert(fact).second) {
      continue;
    }
    stack.emplace_back(fact, true);
    for (auto need = step.needs.rbegin(); need != step.needs.rend(); ++need) {
      stack.emplace_back(*need, false);
    }
  }
  return result;
}

}  // namespace orgsim::sim

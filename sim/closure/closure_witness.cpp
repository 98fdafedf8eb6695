#include <algorithm>
#include <array>
#include <set>

#include "sim/closure/closure.h"

namespace orgsim::sim {
namespace {

/// Of the facts, those of the principals, and the ceilings lifted.
struct Needed {
  std::map<Index<Principal>, Rewritten> actors;
  Raised raised;
};

/// What was rewritten of somebody who is not held is of no use.
Needed sorted_out(const std::vector<Fact>& facts) {
  Needed result;
  for (const Fact& fact : facts) {
    if (fact.is_raise()) {
      result.raised.add(fact);
    } else {
      result.actors[fact.principal()] |= bit(fact.kind);
    }
  }
  std::erase_if(result.actors, [](const auto& actor) {
    return (actor.second & bit(FactKind::Held)) == kUnchanged;
  });
  for (auto& [actor, rewritten] : result.actors) {
    rewritten &= ~bit(FactKind::Held);
  }
  return result;
}

/// The steps of one service technique on one thing that the actors can do together.
struct Together {
  std::set<std::size_t> steps;
  bool gives_target = false;
};

}  // namespace

/// Whether the technique still leads to the fact when its actors have no more than `needs`.
bool Closure::is_possible(const Step& step, const std::vector<Fact>& needs) const {
  const Needed needed = sorted_out(needs);
  const Wanted only_this{.fact = [&](const Fact& fact) { return fact == step.to; }};
  std::map<std::pair<std::size_t, std::size_t>, Together> together;
  for (const auto& [actor, rewritten] : needed.actors) {
    const Powers powers = powers_.wanted(actor, rewritten, powers_.under(needed.raised), only_this);
    const auto leads = [&](const auto& power) {
      return power.technique == step.technique && follows(power.certain);
    };
    if (std::ranges::any_of(powers.gains, leads) || std::ranges::any_of(powers.lifts, leads)) {
      return true;
    }
    for (const Offer& offer : powers.offers) {
      const std::string_view id = powers_.ground().techniques()[offer.technique]->id;
      if (id == step.technique && follows(offer.certain)) {
        Together& found = together[{offer.technique, offer.binding}];
        found.steps.insert(offer.step);
        found.gives_target = found.gives_target || offer.step == 0;
      }
    }
  }
  return std::ranges::any_of(together, [&](const auto& entry) {
    return entry.second.gives_target && entry.second.steps.size() == n_steps(entry.first.first);
  });
}

std::vector<Fact> Closure::least(std::vector<Fact> facts,
                                 const std::function<bool(const std::vector<Fact>&)>& holds_with) {
  for (std::size_t i = facts.size(); i-- > 0;) {
    std::vector<Fact> fewer = facts;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (holds_with(fewer)) {
      facts = std::move(fewer);
    }
  }
  return facts;
}

const Step& Closure::with_least_needs(const Fact& fact) const {
  const auto [found, added] = least_.try_emplace(fact, step_to(fact));
  Step& step = found->second;
  if (!added || options_.becomes_only || step.technique.empty()) {
    return step;
  }
  const std::vector<Fact> own = step.needs;
  std::vector<Fact> all = own;
  for (const Fact& raise : raises_) {
    if (level(raise) < step.level && raise != fact) {
      all.push_back(raise);
    }
  }
  const auto holds_with = [&](const std::vector<Fact>& needs) { return is_possible(step, needs); };
  if (is_possible(step, own)) {
    all = own;  // Most often no ceiling is in the way.
  }
  if (all.size() > 1) {
    step.needs = least(std::move(all), holds_with);
  }
  std::ranges::copy_if(step.needs, std::back_inserter(step.raised),
                       [](const Fact& need) { return need.is_raise(); });
  return step;
}

std::vector<Step> Closure::witness(Index<Principal> principal) const {
  const std::array facts = {Fact::held(principal)};
  return witness(facts);
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
    const Step& step = with_least_needs(fact);
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

#include "sim/closure/fallen.h"

#include <algorithm>
#include <limits>

#include "sim/graph/edge_rules.h"

namespace orgsim::sim {

AccessRequest Standing::request(std::string_view action, std::string_view resource) const {
  constexpr static std::array kBoundary = {Layer::Boundary};
  const bool unbounded = !actor_.boundary();
  return {.asker = index(),
          .action = action,
          .resource = resource,
          .without = unbounded ? std::span<const Layer>(kBoundary) : std::span<const Layer>(),
          .identity = actor_.identity(),
          .ceilings = ceilings_};
}

Truth Standing::may(std::string_view action, std::string_view resource) const {
  return holds(authorizer_.decide(request(action, resource)));
}

void DoneInAccounts::add(Index<Account> account, Doer doer) {
  if (accounts.empty() || doer.hops < hops) {
    principal = doer.principal;
    needs = std::move(doer.needs);
    hops = doer.hops;
  }
  accounts.push_back(account);
}

Fallen::Fallen(const Closure& closure)
    : closure_(closure), of_account_(organization().accounts().size()) {
  for (const auto principal : closure.held()) {
    if (const auto& account = authorizer().principals()[principal].account) {
      of_account_[account->value()].push_back(principal);
    }
  }
}

bool Fallen::follows(Truth truth) const {
  return truth == Truth::Yes ||
         (truth == Truth::Unknown && closure_.options().reading == Reading::Possible);
}

std::size_t Fallen::hops(const std::vector<Fact>& facts) const {
  std::size_t result = 0;
  for (const Fact& fact : facts) {
    result = std::max(result, closure_.level(fact));
  }
  return result;
}

Standing Fallen::standing(const Candidate& candidate, const Raised& raised) const {
  return {authorizer(), candidate.principal, candidate.rewritten,
          closure_.powers().ceilings(raised)};
}

/// Each as it was and as it was rewritten, by hops.
std::vector<Fallen::Candidate> Fallen::variants(
    const std::vector<Index<Principal>>& candidates) const {
  std::vector<Candidate> result;
  result.reserve(candidates.size());
  for (const auto principal : candidates) {
    result.push_back({closure_.hops(principal), principal, kUnchanged});
  }
  for (const auto principal : candidates) {
    if (const Rewritten rewritten = closure_.rewritten(principal); rewritten != kUnchanged) {
      result.push_back({hops(Closure::facts_of(principal, rewritten)), principal, rewritten});
    }
  }
  std::ranges::stable_sort(result, {}, &Candidate::hops);
  return result;
}

std::optional<Doer> Fallen::nearest(const std::vector<Index<Principal>>& candidates,
                                    std::optional<Index<Account>> subject, const Ask& ask) const {
  const std::vector<Candidate> all = variants(candidates);
  std::optional<Doer> found;
  for (const Candidate& candidate : all) {
    if (follows(ask(standing(candidate, {})))) {
      found = Doer{.principal = candidate.principal,
                   .needs = Closure::facts_of(candidate.principal, candidate.rewritten),
                   .hops = candidate.hops};
      break;
    }
  }
  const std::size_t below = found ? found->hops : std::numeric_limits<std::size_t>::max();
  if (closure_.raised().empty() || closure_.level(closure_.raises().front()) >= below) {
    return found;
  }
  auto raised = after_raises(all, subject, below, ask);
  return raised && raised->hops < below ? raised : found;
}

const std::set<Index<Account>>& Fallen::under(const Fact& raise) const {
  const auto [found, added] = under_.try_emplace(raise);
  if (added) {
    found->second = accounts_under(organization(), raise);
  }
  return found->second;
}

std::optional<Doer> Fallen::after_raises(const std::vector<Candidate>& candidates,
                                         std::optional<Index<Account>> subject, std::size_t below,
                                         const Ask& ask) const {
  for (const Candidate& candidate : candidates) {
    if (candidate.hops >= below) {
      break;
    }
    if (!follows(ask(standing(candidate, closure_.raised())))) {
      continue;
    }
    const auto& own = authorizer().principals()[candidate.principal].account;
    std::vector<Fact> raises;
    for (const Fact& raise : closure_.raises()) {
      const auto& accounts = under(raise);
      if ((own && accounts.contains(*own)) || (subject && accounts.contains(*subject))) {
        raises.push_back(raise);
      }
    }
    raises = Closure::least(std::move(raises), [&](const std::vector<Fact>& fewer) {
      Raised raised;
      std::ranges::for_each(fewer, [&](const Fact& raise) { raised.add(raise); });
      return follows(ask(standing(candidate, raised)));
    });
    Doer doer{.principal = candidate.principal,
              .needs = Closure::facts_of(candidate.principal, candidate.rewritten)};
    doer.needs.insert(doer.needs.end(), raises.begin(), raises.end());
    doer.hops = hops(doer.needs);
    return doer;
  }
  return std::nullopt;
}

std::vector<Exit> Fallen::exits_of(Index<Principal> from) const {
  std::vector<Exit> result;
  for (Gain& gain : gains_into_other_accounts(closure_, from, {})) {
    result.push_back({.from = from, .gain = std::move(gain)});
  }
  if (closure_.raised().empty()) {
    return result;
  }
  const auto n_before = static_cast<std::ptrdiff_t>(result.size());
  for (Gain& gain : gains_into_other_accounts(closure_, from, closure_.raised())) {
    const auto same = [&](const Exit& exit) {
      return exit.gain.target == gain.target && exit.gain.technique == gain.technique;
    };
    if (std::none_of(result.begin(), result.begin() + n_before, same)) {
      result.push_back({.from = from, .gain = std::move(gain), .after_raise = true});
    }
  }
  return result;
}

const std::vector<Exit>& Fallen::exits() const {
  if (!exits_) {
    exits_.emplace();
    for (const auto from : closure_.held()) {
      std::ranges::move(exits_of(from), std::back_inserter(*exits_));
    }
  }
  return *exits_;
}

}  // namespace orgsim::sim

#include "sim/closure/choke_points.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "sim/closure/blast_radius_measures.h"
#include "sim/closure/routes.h"
#include "sim/graph/edge_rules.h"

namespace orgsim::sim {
namespace {

constexpr std::size_t kMostTargets = 64;  // Whose witnesses give candidates.
constexpr std::size_t kMostCandidates = 200;
constexpr std::size_t kMostPaired = 12;  // Of which every two are tried together.

using PrincipalList = std::vector<Index<Principal>>;
using Names = std::vector<std::string>;
using Edges = std::set<std::pair<std::string, std::string>>;

Names names_of(const Authorizer& authorizer, const PrincipalList& principals) {
  Names result;
  for (const auto principal : principals) {
    result.push_back(authorizer.principals()[principal].arn);
  }
  return result;
}

/// Those that are still there.
PrincipalList found(const Authorizer& authorizer, const Names& names) {
  PrincipalList result;
  for (const std::string& name : names) {
    if (const auto principal = authorizer.principals().find(name)) {
      result.push_back(*principal);
    }
  }
  return result;
}

Impact impact_of(const Closure& closure, const PrincipalList& targets) {
  const Fallen fallen(closure);
  const std::vector<bool> admins = administered(closure);
  return {.n_targets = static_cast<std::size_t>(
              std::ranges::count_if(targets, [&](auto target) { return closure.holds(target); })),
          .n_admin_accounts = static_cast<std::size_t>(std::ranges::count(admins, true)),
          .n_stores = reached_stores(fallen).size()};
}

/// Who becomes whom, by name.
Edges edges_of(const Authorizer& authorizer, const AccessGraph& graph) {
  Edges result;
  for (const BecomeEdge& edge : graph.edges()) {
    result.emplace(authorizer.principals()[edge.source].arn,
                   authorizer.principals()[edge.target].arn);
  }
  return result;
}

/// The snapshot after the changes; nothing when AWS refuses one.
std::optional<Organization> changed(const Organization& before,
                                    const std::vector<const Candidate*>& changes) {
  Organization organization = before;
  for (const Candidate* change : changes) {
    Index<OrganizationPolicy> made;
    for (Event event : change->events) {
      if (std::holds_alternative<CreatePolicy>(event)) {
        made = Index<OrganizationPolicy>(organization.tables().policies->size());
      } else if (auto* attach = std::get_if<Attach>(&event)) {
        attach->policy = made;
      }
      auto next = sim::apply(organization, event);
      if (!next) {
        return std::nullopt;
      }
      organization = *std::move(next);
    }
  }
  return organization;
}

/// Applies changes to the snapshot and follows the attacker again.
class Trial {
 public:
  Trial(const Authorizer& authorizer, const AccessGraph& graph, const PrincipalList& from,
        const PrincipalList& to)
      : before_(authorizer),
        from_(names_of(authorizer, from)),
        to_(names_of(authorizer, to)),
        edges_(edges_of(authorizer, graph)) {}

  /// Nothing when AWS refuses a change.
  std::optional<Impact> after(const std::vector<const Candidate*>& changes,
                              ChokePoint* point) const {
    const auto organization = changed(before_.organization(), changes);
    if (!organization) {
      return std::nullopt;
    }
    const Authorizer authorizer(*organization);
    const AccessGraph graph = build_access_graph(authorizer);
    if (point != nullptr) {
      measure_losses(authorizer, graph, *point);
    }
    EscalationGround ground(authorizer, graph);
    PowerTable powers(ground);
    const PrincipalList from = found(authorizer, from_);
    const Closure closure(powers, from, {.asks_anew = true});
    return impact_of(closure, found(authorizer, to_));
  }

 private:
  void measure_losses(const Authorizer& authorizer, const AccessGraph& graph,
                      ChokePoint& point) const {
    const Edges left = edges_of(authorizer, graph);
    std::set<std::string> losers;
    for (const auto& [source, target] : edges_) {
      if (!left.contains({source, target})) {
        losers.insert(source);
        ++point.n_edges;
      }
    }
    add_denied(authorizer, point.change, losers);
    if (point.change.kind == ChangeKind::Permission) {
      losers.insert(point.change.subject);
    }
    for (const std::string& attacker : from_) {
      losers.erase(attacker);
    }
    point.collateral = losers.size();
  }

  /// Everybody of the account who could do one of the actions that are then denied.
  void add_denied(const Authorizer& authorizer, const Candidate& change,
                  std::set<std::string>& losers) const {
    if (change.kind != ChangeKind::ScpStatement) {
      return;
    }
    const auto account = authorizer.organization().find_account(change.subject);
    const auto* made = std::get_if<CreatePolicy>(&change.events.front());
    for (const auto index : account ? before_.principals().of_account(*account) : PrincipalList()) {
      const Principal& principal = before_.principals()[index];
      if (principal.kind != PrincipalKind::User && principal.kind != PrincipalKind::Role) {
        continue;
      }
      for (const std::string& action : made->document.statements.front().action.patterns) {
        const auto now = authorizer.principals().find(principal.arn);
        if (may_allow(before_.decide({.asker = index, .action = action})) && now &&
            !may_allow(authorizer.decide({.asker = *now, .action = action}))) {
          losers.insert(principal.arn);
        }
      }
    }
  }

  const Authorizer& before_;
  Names from_;
  Names to_;
  Edges edges_;
};

std::vector<Candidate> distinct_candidates(const Authorizer& authorizer,
                                           const std::vector<Step>& steps) {
  std::vector<Candidate> result;
  std::set<std::tuple<ChangeKind, std::string, std::string>> seen;
  for (const Step& step : steps) {
    for (Candidate& candidate : candidates_for(authorizer, step)) {
      if (result.size() < kMostCandidates &&
          seen.emplace(candidate.kind, candidate.subject, candidate.detail).second) {
        result.push_back(std::move(candidate));
      }
    }
  }
  return result;
}

/// The steps towards the targets, and those of the least cut.
std::vector<Step> steps_to(const Closure& closure, const PrincipalList& targets,
                           const std::vector<BecomeEdge>& cut) {
  std::vector<Fact> facts;
  for (const auto target : targets) {
    if (closure.holds(target) && facts.size() < kMostTargets) {
      facts.push_back(Fact::held(target));
    }
  }
  std::vector<Step> result = closure.witness(facts);
  for (const BecomeEdge& edge : cut) {
    const Gain gain = gain_of(closure.powers().ground(), edge, edge.holds);
    result.push_back({.technique = gain.technique,
                      .from = edge.source,
                      .to = Fact::held(edge.target),
                      .requires_ = gain.requires_,
                      .where = edge.where});
  }
  return result;
}

void find_pair(const Trial& trial, ChokePoints& result) {
  const std::size_t n = std::min(kMostPaired, result.changes.size());
  if (result.changes.empty() || result.changes.front().after.n_targets == 0) {
    return;
  }
  Impact best = result.changes.front().after;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      const auto after =
          trial.after({&result.changes[i].change, &result.changes[j].change}, nullptr);
      if (after && *after < best) {
        best = *after;
        result.pair = std::pair(i, j);
        result.after_pair = best;
      }
    }
  }
}

}  // namespace

ChokePoints choke_points(const Authorizer& authorizer, const AccessGraph& graph,
                         const PrincipalList& from, const PrincipalList& to) {
  ChokePoints result{.dominators = become_dominators(graph, from, to),
                     .cut = become_cut(graph, from, to)};
  EscalationGround ground(authorizer, graph);
  PowerTable powers(ground);
  const Closure closure(powers, from, {.asks_anew = true});
  result.before = impact_of(closure, to);
  const Trial trial(authorizer, graph, from, to);
  for (Candidate& candidate : distinct_candidates(authorizer, steps_to(closure, to, result.cut))) {
    ChokePoint point{.change = std::move(candidate)};
    const auto after = trial.after({&point.change}, &point);
    ++result.n_tried;
    if (after && *after < result.before) {
      point.after = *after;
      result.changes.push_back(std::move(point));
    }
  }
  std::ranges::stable_sort(result.changes, {}, [](const ChokePoint& point) {
    return std::tuple(point.after, point.collateral, point.change.kind, point.change.subject,
                      point.change.detail);
  });
  find_pair(trial, result);
  return result;
}

}  // namespace orgsim::sim

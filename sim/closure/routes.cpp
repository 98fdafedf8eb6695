#include "sim/closure/routes.h"

#include <algorithm>
#include <map>
#include <set>

#include "model/arn.h"
#include "sim/organization/administrator.h"

namespace orgsim::sim {
namespace {

constexpr std::string_view kAccessRole = "OrganizationAccountAccessRole";
constexpr std::string_view kControlTowerRole = "AWSControlTowerExecution";

bool is_from_management(const Organization& organization, const Principal& from,
                        const Principal& into) {
  return from.account && into.account && organization.is_management_account(*from.account) &&
         organization.organization_of(*from.account) == organization.organization_of(*into.account);
}

/// The widest trust of the role that can be what lets the caller in.
std::string_view trust_of(const Organization& organization, const Principal& from,
                          const Principal& into) {
  bool everybody = false;
  bool account = false;
  for (const Statement& statement : organization.document(*into.trust).statements) {
    if (statement.effect != Effect::Allow || !statement.principal) {
      continue;
    }
    everybody = everybody || statement.principal->negated;
    for (const PrincipalEntry& entry : statement.principal->entries) {
      const auto arn = parse_arn(entry.value);
      everybody = everybody || entry.type == PrincipalType::Everyone;
      account = account || (entry.type == PrincipalType::Aws && (!arn || arn->resource == "root") &&
                            from.account &&
                            entry.value.contains(organization.accounts()[*from.account].id.text()));
    }
  }
  return everybody ? "xac-03" : account ? "xac-01" : "xac-02";
}

/// The same closure with the route closed, asked for administrators only.
std::vector<bool> administered_without(PowerTable& powers,
                                       std::span<const Index<Principal>> footholds,
                                       std::string_view route) {
  const Authorizer& authorizer = powers.ground().authorizer();
  const Closure closure(
      powers, footholds,
      {.asks_anew = true,
       .closed = [&](Index<Principal> from, std::string_view technique, Index<Principal> into) {
         return authorizer.principals()[from].account != authorizer.principals()[into].account &&
                route_id(authorizer, from, technique, into) == route;
       }});
  return administered(closure);
}

Untouched why_untouched(const Organization& organization, Index<Account> account,
                        const std::set<std::optional<Index<OrganizationRecord>>>& fallen) {
  if (!can_act(organization.accounts()[account].state)) {
    return Untouched::Suspended;
  }
  const auto own = organization.organization_of(account);
  return own && fallen.contains(own) ? Untouched::NoRoute : Untouched::OutsideOrganization;
}

auto preference(const Route& route) {
  return std::tuple(route.direct, !route.after_raise, route.certain);
}

class RouteQuestion {
 public:
  RouteQuestion(PowerTable& powers, const Fallen& fallen)
      : powers_(powers),
        fallen_(fallen),
        organization_(fallen.organization()),
        routes_(routes_into_accounts(fallen)),
        now_(administered(fallen.closure())) {
    for (const auto foothold : fallen.closure().footholds()) {
      if (const auto account = fallen.authorizer().principals()[foothold].account) {
        own_.insert(*account);
        organizations_.insert(organization_.organization_of(*account));
      }
    }
  }

  RouteMatrix matrix() {
    for (const auto account : organization_.accounts().indexes()) {
      of_account(account);
    }
    for (const std::string_view id : result_.ids) {
      close(id);
    }
    return std::move(result_);
  }

 private:
  void of_account(Index<Account> account) {
    const std::vector<Route>& routes = routes_[account.value()];
    if (own_.contains(account)) {
      return;
    }
    if (routes.empty()) {
      result_.survivors.push_back({account, why_untouched(organization_, account, organizations_)});
      return;
    }
    for (const Route& route : routes) {
      const auto place = std::ranges::lower_bound(result_.ids, route.id);
      if (place == result_.ids.end() || *place != route.id) {
        result_.ids.insert(place, route.id);
      }
    }
    result_.rows.push_back({account, now_[account.value()], routes});
  }

  void close(std::string_view id) {
    const std::vector<bool> left = administered_without(powers_, fallen_.closure().footholds(), id);
    ClosedRoute closed{.id = id};
    for (const RouteMatrix::Row& row : result_.rows) {
      const std::size_t index = row.account.value();
      if (now_[index] && !left[index]) {
        closed.saved.push_back(row.account);
      }
      closed.n_left += left[index] ? std::size_t{1} : 0;
    }
    result_.closed.push_back(std::move(closed));
  }

  PowerTable& powers_;
  const Fallen& fallen_;
  const Organization& organization_;
  std::vector<std::vector<Route>> routes_;
  std::vector<bool> now_;
  std::set<Index<Account>> own_;
  std::set<std::optional<Index<OrganizationRecord>>> organizations_;
  RouteMatrix result_;
};

}  // namespace

std::string_view route_id(const Authorizer& authorizer, Index<Principal> from,
                          std::string_view technique, Index<Principal> into) {
  const Principal& source = authorizer.principals()[from];
  const Principal& target = authorizer.principals()[into];
  if (technique != row_of(Technique::AssumeRole).id || !target.trust) {
    return technique;
  }
  if (!is_from_management(authorizer.organization(), source, target)) {
    return trust_of(authorizer.organization(), source, target);
  }
  return target.name == kAccessRole         ? "org-01"
         : target.name == kControlTowerRole ? "org-02"
                                            : "org-03";
}

std::vector<std::vector<Route>> routes_into_accounts(const Fallen& fallen) {
  const Authorizer& authorizer = fallen.authorizer();
  const auto& footholds = fallen.closure().footholds();
  const std::set<Index<Principal>> begun(footholds.begin(), footholds.end());
  std::vector<std::map<std::string_view, Route>> found(fallen.organization().accounts().size());
  const auto add = [&](const Exit& exit) {
    const Gain& gain = exit.gain;
    const Index<Principal> from = exit.from;
    const auto& to = authorizer.principals()[gain.target].account;
    if (!to || gain.kind != FactKind::Held || authorizer.principals()[from].account == to) {
      return;
    }
    const std::string_view id = route_id(authorizer, from, gain.technique, gain.target);
    const Route route{.id = id,
                      .certain = gain.certain,
                      .from = from,
                      .into = gain.target,
                      .after_raise = exit.after_raise,
                      .direct = begun.contains(from)};
    const auto [place, added] = found[to->value()].emplace(id, route);
    if (!added && preference(route) > preference(place->second)) {
      place->second = route;
    }
  };
  for (const Exit& exit : fallen.exits()) {
    add(exit);
  }
  std::vector<std::vector<Route>> result(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const auto& [id, route] : found[i]) {
      result[i].push_back(route);
    }
  }
  return result;
}

std::vector<bool> administered(const Closure& closure) {
  const Authorizer& authorizer = closure.powers().ground().authorizer();
  std::vector<bool> result(authorizer.organization().accounts().size(), false);
  for (const auto principal : closure.held()) {
    const auto& account = authorizer.principals()[principal].account;
    if (!account || result[account->value()]) {
      continue;
    }
    const Truth admin = is_administrator(authorizer, principal, closure.rewritten(principal));
    result[account->value()] =
        admin == Truth::Yes ||
        (admin == Truth::Unknown && closure.options().reading == Reading::Possible);
  }
  return result;
}

RouteMatrix route_matrix(const Authorizer& authorizer, const AccessGraph& graph,
                         std::span<const Index<Principal>> footholds) {
  EscalationGround ground(authorizer, graph);
  PowerTable powers(ground);
  const Closure closure(powers, footholds, {.asks_anew = true});
  const Fallen fallen(closure);
  return RouteQuestion(powers, fallen).matrix();
}

}  // namespace orgsim::sim

#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "sim/closure/fallen.h"

namespace orgsim::sim {

/// A way by which somebody of the fallen comes into an account from outside it.
struct Route {
  std::string_view id;  // As docs/SEMANTICS.md lists them: `org-01`, `org-05`, `xac-02`, ...
  Truth certain = Truth::Yes;
  Index<Principal> from;
  Index<Principal> into;
  bool after_raise = false;  // Only once a ceiling of the organization is lifted.
  bool direct = true;        // From a foothold itself; else from somebody who fell.
};

/// The route that a step of a technique between two principals is. Roles are told apart by what
/// lets the caller in: the access role of the organization, Control Tower's, another role that
/// trusts the management account, a trust in a whole account, in a named principal, in everybody.
/// Source: AWS Organizations User Guide, "Accessing member accounts in an organization"; AWS
/// Control Tower User Guide, "Roles and permissions".
std::string_view route_id(const Authorizer& authorizer, Index<Principal> from,
                          std::string_view technique, Index<Principal> into);

/// By account: each route once, by id; a direct one is preferred, then one that needs no ceiling
/// lifted, then a sure one, then the first of the table.
std::vector<std::vector<Route>> routes_into_accounts(const Fallen& fallen);

/// What closing one route everywhere changes.
struct ClosedRoute {
  std::string_view id;
  std::vector<Index<Account>> saved;  // No longer administered by the attacker.
  std::size_t n_left = 0;             // Accounts that still are.
};

/// Why an account outside the footholds is not reached.
enum class Untouched {
  OutsideOrganization,  // In no organization of the fallen, and trusts nobody who fell.
  Suspended,            // Nobody can act in it.
  NoRoute               // Inside, and nothing leads there.
};

/// How the attacker comes into each account, by routes that do not need one another.
struct RouteMatrix {
  struct Row {
    Index<Account> account;
    bool administered = false;
    std::vector<Route> routes;
  };
  struct Survivor {
    Index<Account> account;
    Untouched reason = Untouched::NoRoute;
  };
  std::vector<std::string_view> ids;  // Every route that is there, sorted.
  std::vector<Row> rows;              // Of accounts reached, the footholds' own left out.
  std::vector<ClosedRoute> closed;    // In order of `ids`.
  std::vector<Survivor> survivors;
};

/// Closes each route in turn and follows the attacker again.
RouteMatrix route_matrix(const Authorizer& authorizer, const AccessGraph& graph,
                         std::span<const Index<Principal>> footholds);

/// By account: whether somebody who fell is an administrator of it, as it is or rewritten.
std::vector<bool> administered(const Closure& closure);

}  // namespace orgsim::sim

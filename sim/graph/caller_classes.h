#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "sim/organization/authorizer.h"

namespace orgsim::sim {

/// Puts principals whom the authorizer answers alike about one action into classes: of the same
/// kind and account, with the same policies that speak of the action, and under the same truths of
/// the conditions on the caller. Who cannot be compared with others is a class of its own. Names of
/// callers in policies of the resource are not looked at: who asks about them must.
class CallerClasses {
 public:
  using Class = std::uint32_t;

  CallerClasses(const Authorizer& authorizer, std::string_view action);

  Class of(Index<Principal> principal);

  /// Whether the policies on the side of the class tell resources of one account apart.
  bool tells_resources_apart(Class of) const { return rows_[of].tells_resources_apart; }

 private:
  using Statements = std::vector<const CompiledStatement*>;
  using Key = std::vector<std::uint64_t>;

  /// What makes a class, gathered for one principal.
  struct Draft {
    Key key;
    Statements live;
    bool alone = false;  // Not comparable with anybody.
    bool tells_resources_apart = false;
  };
  struct Row {
    bool tells_resources_apart = false;
  };

  const Statements& live_statements(PolicyRef policy);
  void add_policies(std::span<const PolicyRef> policies, Draft& draft);
  void add_ceilings(Index<Account> account, Draft& draft);
  void add_conditions(const Principal& principal, Draft& draft) const;
  Class intern(Key key, Row row);

  const Authorizer& authorizer_;
  ActionName action_;
  std::unordered_map<PolicyRef, Statements> live_;
  std::optional<Index<Account>> account_;  // Whose ceilings these are:
  Statements ceilings_;
  std::vector<std::optional<Class>> classes_;  // By principal.
  std::map<Key, Class> ids_;
  std::vector<Row> rows_;
};

}  // namespace orgsim::sim

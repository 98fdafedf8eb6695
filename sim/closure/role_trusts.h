#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/organization/authorizer.h"

namespace orgsim::sim {

/// Roles by what their trust policies name, so that nobody has to ask every role. Refers to
/// the authorizer, which must outlive it. For one thread.
class RoleTrusts {
 public:
  /// How far a search that wants ever less has come: what it has left behind, it never looks at
  /// again.
  class Progress {
    friend class RoleTrusts;
    std::vector<std::size_t> wanted_from_;  // By list of roles.
  };

  explicit RoleTrusts(const Authorizer& authorizer);

  /// The wanted roles that name the principal, its account, or everybody by conditions that the
  /// principal may meet; in order of the table.
  std::vector<Index<Principal>> naming(Index<Principal> caller,
                                       const std::function<bool(Index<Principal>)>& is_wanted,
                                       Progress& progress);

  /// Roles of the account that name the service, or callers that they do not name; in order of the
  /// table.
  std::vector<Index<Principal>> naming_service(Index<Account> account,
                                               std::string_view service) const;

  /// The providers of an account that its roles name, by ARN, with these roles.
  using Providers = std::map<std::string, std::vector<Index<Principal>>, std::less<>>;
  const Providers& providers(Index<Account> account) const;

 private:
  /// What the roles of one account name.
  struct OfAccount {
    std::map<std::string, std::vector<Index<Principal>>, std::less<>> services;
    std::vector<Index<Principal>> unnamed;  // Roles that admit services that they do not name.
    Providers providers;
  };

  /// Roles that let in the same callers, by position among all such lists.
  using List = std::size_t;

  /// Those that let in everybody who meets the same conditions.
  struct Audience {
    const CompiledStatement* statement = nullptr;
    std::vector<std::size_t> conditions;
    List roles = 0;
    std::vector<Truth> meets;  // By principal; `Unknown`: not asked yet.

    /// Known not to let the caller in.
    bool is_empty_of(Index<Principal> caller) const {
      return !meets.empty() && meets[caller.value()] == Truth::No;
    }
  };

  void add_names(Index<Principal> role, const PolicyDocument& trust);
  void add_name(Index<Principal> role, const std::string& name);
  void add_audiences(Index<Principal> role, const CompiledPolicy& trust,
                     std::map<std::string, std::size_t>& known);
  bool is_in(Audience& audience, Index<Principal> caller) const;
  List list_of(std::optional<List>& list);
  std::span<const Index<Principal>> wanted_of(
      List list, const std::function<bool(Index<Principal>)>& is_wanted, Progress& progress) const;

  const Authorizer& authorizer_;
  std::vector<std::vector<Index<Principal>>> lists_;
  std::vector<std::optional<List>> naming_account_;    // By account.
  std::vector<std::optional<List>> naming_principal_;  // By principal.
  std::vector<Audience> audiences_;
  std::vector<OfAccount> accounts_;  // By account.
};

}  // namespace orgsim::sim

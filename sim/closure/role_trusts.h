#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/organization/authorizer.h"

namespace orgsim::sim {

/// Roles by what their trust policies name, so that nobody has to ask every role. Refers to
/// the authorizer, which must outlive it. For one thread.
class RoleTrusts {
 public:
  explicit RoleTrusts(const Authorizer& authorizer);

  /// The wanted roles that name the principal, its account, or everybody by conditions that the
  /// principal may meet; in order of the table.
  std::vector<Index<Principal>> naming(Index<Principal> caller,
                                       const std::function<bool(Index<Principal>)>& is_wanted);

  /// Roles of the account that name the service, or callers that they do not name; in order of the
  /// table.
  std::vector<Index<Principal>> naming_service(Index<Account> account, std::string_view service);

  /// The providers of an account that its roles name, by ARN, with these roles.
  using Providers = std::map<std::string, std::vector<Index<Principal>>, std::less<>>;
  const Providers& providers(Index<Account> account);

 private:
  /// What the roles of one account name.
  struct OfAccount {
    std::map<std::string, std::vector<Index<Principal>>, std::less<>> services;
    std::vector<Index<Principal>> unnamed;  // Roles that admit services that they do not name.
    Providers providers;
  };

  /// Roles that let in everybody who meets the same conditions.
  struct Audience {
    const CompiledStatement* statement = nullptr;
    std::vector<std::size_t> conditions;
    std::vector<Index<Principal>> roles;
    std::vector<Truth> meets;  // By principal; `Unknown`: not asked yet.
    std::size_t last_wanted = 0;

    /// Known not to let the caller in.
    bool is_empty_of(Index<Principal> caller) const {
      return !meets.empty() && meets[caller.value()] == Truth::No;
    }
    bool any(const std::function<bool(Index<Principal>)>& is_wanted);
  };

  const OfAccount& of(Index<Account> account);
  void add_audiences(Index<Principal> role, const CompiledPolicy& trust,
                     std::map<std::string, std::size_t>& known);
  bool is_in(Audience& audience, Index<Principal> caller) const;

  const Authorizer& authorizer_;
  std::unordered_map<std::string, std::vector<Index<Principal>>> named_;  // Accounts, ARNs.
  std::vector<Audience> audiences_;
  std::map<Index<Account>, OfAccount> accounts_;
};

}  // namespace orgsim::sim

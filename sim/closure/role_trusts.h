#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/organization/authorizer.h"

namespace orgsim::sim {

/// Roles by what their trust policies name, so that nobody has to ask every role. Names alone: the
/// conditions are not looked at. Refers to the authorizer, which must outlive it. For one thread.
class RoleTrusts {
 public:
  explicit RoleTrusts(const Authorizer& authorizer);

  /// The wanted roles that name the principal, its account, or everybody; in order of the table.
  std::vector<Index<Principal>> naming(
      const Principal& caller, const std::function<bool(Index<Principal>)>& is_wanted) const;

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

  const OfAccount& of(Index<Account> account);

  const Authorizer& authorizer_;
  std::unordered_map<std::string, std::vector<Index<Principal>>> named_;  // Accounts, ARNs.
  std::vector<Index<Principal>> naming_everybody_;
  std::map<Index<Account>, OfAccount> accounts_;
};

}  // namespace orgsim::sim

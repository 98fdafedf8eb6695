#pragma once

#include <map>
#include <utility>

#include "model/index.h"

namespace orgsim {

struct Account;

/// A kind of facts that is collected account by account.
enum class AccountDomain { Iam, Network, Logging, Dns, Resources };

/// A kind of facts that is collected once for the organization.
enum class OrganizationDomain { Tree, Policies, Delegations, IdentityCenter, Delivery };

/// How much of a domain the input holds. What is not collected may exist: it is unknown.
enum class Extent { None, Partial, Complete };

/// How much of the world the input holds. What is not said here is complete, so an input that is
/// meant as the whole truth says nothing.
struct Coverage {
  std::map<std::pair<Index<Account>, AccountDomain>, Extent> accounts;
  std::map<OrganizationDomain, Extent> organization;

  Extent of(Index<Account> account, AccountDomain domain) const {
    const auto found = accounts.find({account, domain});
    return found == accounts.end() ? Extent::Complete : found->second;
  }
  Extent of(OrganizationDomain domain) const {
    const auto found = organization.find(domain);
    return found == organization.end() ? Extent::Complete : found->second;
  }
};

}  // namespace orgsim

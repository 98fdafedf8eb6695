#pragma once

#include <cstddef>
#include <string>

namespace orgsim::reference {

struct RandomOrganizationSize {
  std::size_t n_accounts = 8;
  std::size_t n_roles = 10;  // Of each account.
  std::size_t n_users = 3;   // Of each account.
};

/// An organization file whose roles trust each other in every way that a trust policy has, under
/// SCPs, RCPs, boundaries and conditions, so that few pairs are decided alike. The same seed gives
/// the same text everywhere.
std::string random_organization(unsigned seed, const RandomOrganizationSize& size);

}  // namespace orgsim::reference

#pragma once

#include <deque>
#include <set>
#include <string>
#include <vector>

#include "sim/decide/request.h"
#include "sim/organization/principals.h"

namespace orgsim::sim {

/// The SCPs and RCPs over an account, from the root of its organization down to itself; empty where
/// none are in force: in no organization, with the policy type not enabled, and for RCPs in the
/// management account. Source: AWS Organizations User Guide, "SCP evaluation", "RCP evaluation".
struct AccountCeilings {
  std::vector<Level> scps;
  std::vector<Level> rcps;
};

/// The ceilings of every account of a snapshot. Refers to the documents, which must outlive it.
class Ceilings {
 public:
  using Lifted = std::set<Index<OrganizationPolicy>>;

  /// Policies of `lifted` allow everything and deny nothing, as after an edit.
  Ceilings(const Organization& organization, const CompiledDocuments& documents,
           const Lifted& lifted);
  Ceilings(const Ceilings&) = delete;
  Ceilings& operator=(const Ceilings&) = delete;

  const AccountCeilings& operator[](Index<Account> account) const {
    return ceilings_[account.value()];
  }

 private:
  std::vector<Level> levels(Index<Account> account, OrganizationPolicyType type);
  PolicyRef in_force(Index<OrganizationPolicy> policy) const;

  const Organization& organization_;
  const CompiledDocuments& documents_;
  Lifted lifted_;
  std::deque<std::vector<PolicyRef>> level_policies_;
  std::vector<AccountCeilings> ceilings_;
};

/// As `organizations:` actions name it.
std::string arn_of(const Organization& organization, Index<OrganizationPolicy> policy);

}  // namespace orgsim::sim

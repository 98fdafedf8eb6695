#pragma once

#include "model/organization.h"
#include "model/result.h"

namespace orgsim {

/// Makes a snapshot, or the next one from another. The only mutable object of the model; alive
/// between its construction and `build`.
class OrganizationBuilder {
 public:
  OrganizationBuilder() = default;
  explicit OrganizationBuilder(const Organization& before)
      : tables_(before.tables_), lookup_(before.lookup_) {}

  /// Records may be appended and edited; an id, name or ARN of a record that came from a snapshot
  /// never changes.
  OrganizationTables& tables() { return tables_; }
  const OrganizationTables& tables() const { return tables_; }

  /// Puts the account into an OU or root, in place of its parent.
  void move(Index<Account> account, Index<OrganizationalUnit> target);

  /// Attaches below RCPFullAWSAccess or FullAWSAccess like AWS: a second attachment changes
  /// nothing.
  void attach(Index<OrganizationPolicy> policy, Index<OrganizationalUnit> target);
  void attach(Index<OrganizationPolicy> policy, Index<Account> target);

  /// Every broken invariant: an OU that is its own ancestor or deeper than five levels below the
  /// root, two accounts with one id, two present records with one ARN, and more SCPs (10) or RCPs
  /// (5) on a target than AWS allows.
  /// Source: AWS Organizations User Guide, "Quotas and service limits for AWS Organizations".
  Result<Organization> build() &&;

 private:
  OrganizationTables tables_;
  OrganizationLookup lookup_;
};

}  // namespace orgsim

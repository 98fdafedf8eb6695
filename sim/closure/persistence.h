#pragma once

#include <string_view>
#include <vector>

#include "sim/closure/fallen.h"

namespace orgsim::sim {

/// A way to stay, and what does not undo it.
struct PersistenceRow {
  std::string_view id;
  std::string_view action;
  std::string_view format;      // Of what it is asked on: `{a}` is the account, `{r}` its region.
  bool survives_rotation;       // Of the credentials that made it.
  bool survives_role_deletion;  // Of the principal that made it.
  bool survives_leaving;        // The account leaves the organization.
};

/// Source: IAM User Guide, "Managing access keys for IAM users", "Create an OpenID Connect
/// identity provider"; AWS KMS Developer Guide, "Grants in AWS KMS"; AWS RAM User Guide, "Share
/// your AWS resources"; IAM Roles Anywhere User Guide, "Trust anchors"; AWS STS API Reference,
/// "GetFederationToken".
std::span<const PersistenceRow> persistence_rows();

/// The accounts in which the attacker can stay by one row.
struct Persistence : DoneInAccounts {
  const PersistenceRow* row = nullptr;
};

/// B10: in order of the rows.
std::vector<Persistence> persistences(const Fallen& fallen);

}  // namespace orgsim::sim

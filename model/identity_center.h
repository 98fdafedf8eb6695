#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/index.h"
#include "model/principal.h"

namespace orgsim {

/// A person in the identity store.
struct IdentityUser {
  std::string id;  // AWS's user id; the name when the input has none.
  std::string name;
  Index<OrganizationRecord> organization;
  Presence presence = Presence::Present;
  SourceLocation where;
};

struct IdentityGroup {
  std::string id;
  std::string name;
  Index<OrganizationRecord> organization;
  std::vector<Index<IdentityUser>> members;
  Presence presence = Presence::Present;
  SourceLocation where;
};

/// A customer managed policy that a permission set names; resolved in each account it is assigned
/// to.
struct CustomerPolicyReference {
  std::string path;
  std::string name;
};

struct PermissionSet {
  std::string arn;  // Empty in organization files, where the name identifies it.
  std::string name;
  Index<OrganizationRecord> organization;
  IdentityPolicies policies;
  std::vector<CustomerPolicyReference> customer_policies;
  std::optional<CustomerPolicyReference> customer_boundary;  // In place of `policies.boundary`.
  std::optional<int> session_seconds;
  Presence presence = Presence::Present;
  SourceLocation where;
};

using Assignee = std::variant<Index<IdentityUser>, Index<IdentityGroup>>;

/// Who has which permission set in which account: always the triple.
/// Source: IAM Identity Center User Guide, "Assign user or group access to AWS accounts".
struct Assignment {
  Assignee assignee;
  Index<PermissionSet> permission_set;
  Index<Account> account;
  Presence presence = Presence::Present;
  SourceLocation where;
};

/// Where identities come from. Declared or collected; empty members are not known.
struct IdentitySource {
  std::string type;
  std::string name;
  std::optional<bool> mfa_required;
  std::optional<bool> scim;
  std::optional<Date> last_access_review;
};

/// An organization instance of IAM Identity Center.
struct IdentityCenterInstance {
  Index<OrganizationRecord> organization;
  Index<Account> instance_account;
  std::optional<Index<Account>> delegated_administrator;
  IdentitySource source;
  SourceLocation where;
};

}  // namespace orgsim

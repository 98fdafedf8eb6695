#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/index.h"
#include "model/organization_tree.h"

namespace orgsim {

/// Whether a record of a table that only grows is still there.
enum class Presence { Present, Deleted };

struct InlinePolicy {
  std::string name;  // Empty when the input has none.
  Index<PolicyDocument> document;
};

/// A customer or AWS managed policy, by its default version.
struct ManagedPolicy {
  std::string arn;
  std::string path;
  std::string name;
  std::optional<Index<Account>> account;  // Nothing: AWS managed, or of no account of the model.
  std::optional<Index<PolicyDocument>>
      document;  // Nothing: not collected, so what it says is unknown.
  std::vector<Index<PolicyDocument>> other_versions;  // Versions that could be made the default.
  Presence presence = Presence::Present;
  SourceLocation where;
};

/// A permissions boundary is one managed policy; the organization file may give its text in place.
struct PermissionsBoundary {
  std::string arn;                                // Empty when given in place.
  std::optional<Index<PolicyDocument>> document;  // Nothing: not collected.
};

/// The policies that an IAM user, group or role carries itself.
struct IdentityPolicies {
  std::vector<InlinePolicy> inline_policies;
  std::vector<Index<ManagedPolicy>> attached;
  std::optional<PermissionsBoundary> boundary;
};

struct Role {
  Index<Account> account;
  std::string path;
  std::string name;
  std::string arn;
  std::string unique_id;  // `AROA...`; empty when the input has none.
  std::string kind;       // Declared purpose; empty when not.
  Index<PolicyDocument> trust;
  IdentityPolicies policies;
  std::optional<int> max_session_seconds;
  std::map<std::string, std::string> tags;
  std::optional<Date> last_used;
  std::vector<std::string> instance_profiles;
  Presence presence = Presence::Present;
  SourceLocation where;
};

struct Group {
  Index<Account> account;
  std::string path;
  std::string name;
  std::string arn;
  std::string unique_id;      // `AGPA...`; empty when the input has none.
  IdentityPolicies policies;  // Never a boundary: groups have none.
  Presence presence = Presence::Present;
  SourceLocation where;
};

struct AccessKey {
  std::string id;
  bool active = true;
  std::optional<Date> created;
  std::optional<Date> last_used;
};

struct User {
  Index<Account> account;
  std::string path;
  std::string name;
  std::string arn;
  std::string unique_id;
  IdentityPolicies policies;
  std::vector<Index<Group>> groups;
  std::optional<std::vector<AccessKey>> access_keys;  // Nothing: not collected.
  std::optional<bool> has_login_profile;
  std::map<std::string, std::string> tags;
  Presence presence = Presence::Present;
  SourceLocation where;
};

/// What the input says of an account's root user and identity providers; empty: not collected.
struct AccountIdentity {
  std::string root_credentials;
  std::optional<int> root_access_keys;
  std::string root_mfa;
  std::vector<std::string> oidc_providers;
  std::vector<std::string> saml_providers;
  std::vector<std::string> unsaid;  // Members that the source could say and does not.
  SourceLocation where;
};

}  // namespace orgsim

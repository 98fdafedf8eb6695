#pragma once

#include <optional>
#include <span>
#include <string>

#include "sim/compiled_policy.h"
#include "sim/context.h"

namespace orgsim::sim {

enum class CallerKind { RootUser, User, RoleSession, FederatedUser, Service, Anonymous };

/// Who calls. `arn` is the credentials' ARN: of the user, the role session, the federated user, or
/// the account's root; for a service it is the service principal, and empty for anonymous.
/// Source: IAM User Guide, "How IAM works" and "AWS JSON policy elements: Principal".
struct Caller {
  CallerKind kind = CallerKind::Anonymous;
  std::string arn;
  std::string account;    // Empty for services and anonymous.
  std::string role_arn;   // Of a role session: the role with its path.
  std::string user_arn;   // Of a federated user: the user it is a session of.
  std::string unique_id;  // Of the user or role; empty when not known.
  bool in_management_account = false;

  /// By path, as names can be imitated. Source: IAM User Guide, "Create a service-linked role".
  bool service_linked_role() const;
};

/// One authorization: a call with several resources is several of these.
struct Request {
  Caller caller;
  std::string action;            // `service:Name`, in any letter case.
  std::string resource;          // ARN, or `*` when the action takes none.
  std::string resource_account;  // Owner of the resource; empty: the caller's own account.
  Context context{true};
};

/// A level of SCPs or RCPs: a root, an OU or an account, with what is attached there.
struct Level {
  std::string name;
  std::span<const PolicyRef> policies;
};

/// What bears on one request. A layer that is nothing does not exist; one without policies exists
/// and allows nothing. Levels run from the root down to the account; without levels none is in
/// force.
struct LayeredPolicies {
  std::optional<std::span<const PolicyRef>> identity;
  std::optional<std::span<const PolicyRef>> boundary;
  std::optional<std::span<const PolicyRef>> session;
  std::span<const Level> scp_levels;
  std::span<const Level> rcp_levels;
  std::optional<std::span<const PolicyRef>> resource;
  std::optional<std::span<const PolicyRef>> endpoint;
};

}  // namespace orgsim::sim

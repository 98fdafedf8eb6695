#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/decide/action.h"
#include "sim/decide/compiled_policy.h"
#include "sim/decide/context.h"
#include "sim/decide/truth.h"

namespace orgsim::sim {

/// A root user with session policies is a session of `sts:AssumeRoot` with its task policy. A
/// `FederatedProvider` is whoever a SAML or OIDC provider vouches for, before it has a role.
enum class CallerKind {
  RootUser,
  User,
  RoleSession,
  FederatedUser,
  Service,
  Anonymous,
  FederatedProvider
};

/// Who calls. `arn` is the credentials' ARN: of the user, the role session, the federated user, or
/// the account's root; for a service it is the service principal, for a federated provider its ARN
/// or built-in name, and empty for anonymous. A role named without a session has the role's ARN.
/// Source: IAM User Guide, "How IAM works" and "AWS JSON policy elements: Principal".
struct Caller {
  CallerKind kind = CallerKind::Anonymous;
  std::string arn;
  std::string account;         // Empty for services, providers and anonymous.
  std::string role_arn;        // Of a role session: the role with its path.
  std::string user_arn;        // Of a federated user: the user it is a session of.
  std::string unique_id;       // Of the user or role; empty when not known.
  std::string canonical_user;  // Of the account, as S3 names it; empty when not known.
  bool in_management_account = false;
  /// Of IAM for `sts:AssumeRoot`, of Organizations for its actions.
  bool delegated_administrator = false;
  bool named_by_everyone = true;  // Whether `*` as a principal names the caller.

  /// By path, as names can be imitated. Source: IAM User Guide, "Create a service-linked role".
  bool service_linked_role() const;

  /// Whether it is an IAM principal, with policies of its own.
  bool is_principal() const {
    return kind != CallerKind::Service && kind != CallerKind::Anonymous &&
           kind != CallerKind::FederatedProvider;
  }
};

/// One authorization: a call with several resources is several of these.
struct Request {
  Caller caller;
  ActionName action;
  std::string resource;          // ARN, or `*` when the action takes none.
  std::string resource_account;  // Owner of the resource; empty: the caller's own account.
  Context context{true};
  /// Whether S3 Block Public Access restricts public buckets here.
  Truth s3_block_public_access = Truth::No;
  /// Whether the resource has a policy, and which, is not known.
  bool resource_policy_unknown = false;
  Assumptions assumptions;
};

/// A level of SCPs or RCPs: a root, an OU or an account, with what is attached there.
struct Level {
  std::string name;
  std::span<const PolicyRef> policies;
};

/// What bears on one request. A layer that is nothing does not exist; one without policies exists
/// and allows nothing. Levels run from the root down to the account; without levels none is in
/// force. What does not bear on the caller, such as SCPs on the management account, is not asked.
struct LayeredPolicies {
  std::optional<std::span<const PolicyRef>> identity;
  std::optional<std::span<const PolicyRef>> boundary;
  std::optional<std::span<const PolicyRef>> session;
  std::span<const Level> scp_levels;
  std::span<const Level> rcp_levels;
  std::optional<std::span<const PolicyRef>> resource;
  std::optional<std::span<const PolicyRef>> endpoint;

  /// The policy that a reference names.
  const CompiledPolicy& policy_at(const StatementRef& ref) const;
};

}  // namespace orgsim::sim

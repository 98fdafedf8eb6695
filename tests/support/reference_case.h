#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/policy.h"

/// The plain evaluator that the fast one is compared with. It is written from the rules of AWS from
/// top to bottom, works on policies as they were written, and has neither indexes nor early exits.
namespace orgsim::reference {

/// What is told about a context key. A key that no map entry names is absent.
struct KeyState {
  enum class Kind { Absent, Present, Unknown };
  Kind kind = Kind::Absent;
  bool multivalued = false;
  std::vector<std::string> values;  // When present.
  /// When unknown: everything the key may be, each a list of values; an empty list is absence.
  /// Whoever makes the case sees to it that no two values that policies tell apart are missing.
  std::vector<std::vector<std::string>> candidates;
};

/// By key name in lower case: key names compare without regard to case.
using Context = std::map<std::string, KeyState>;

enum class CallerKind {
  RootUser,
  User,
  RoleSession,
  FederatedUser,
  Service,
  Provider,  // Of SAML or OIDC, before it has a session.
  Anonymous
};

/// The principal chain. `arn` is that of the credentials; of a service it is the service principal,
/// of a provider the provider's ARN or name, of an unsigned call nothing.
struct Caller {
  CallerKind kind = CallerKind::Anonymous;
  std::string arn;
  std::string account;         // Nothing for services, providers, unsigned calls.
  std::string role_arn;        // Of a role session, with its path.
  std::string user_arn;        // Of a federated user's session.
  std::string unique_id;       // Of the user or role.
  std::string canonical_user;  // Of the account, as S3 names it.
  bool in_management_account = false;
  bool delegated_administrator = false;
};

/// A grant of the KMS key that is asked for.
struct KeyGrant {
  PrincipalEntry grantee;
  std::vector<std::string> operations;
  std::vector<std::pair<std::string, std::string>> encryption_context;
  bool exactly_this_context = false;
};

using Documents = std::vector<PolicyDocument>;

/// A root, an OU or an account with the SCPs or RCPs attached there.
struct Level {
  std::string name;
  Documents policies;
};

/// One authorization with everything that bears on it. A layer that is nothing does not exist, one
/// without documents exists and allows nothing; without levels no SCPs or RCPs are in force.
struct Case {
  Caller caller;
  std::string action;
  std::string resource;          // ARN, or `*` when the action takes none.
  std::string resource_account;  // Nothing: the caller's.
  bool block_public_access = false;
  Context context;
  std::optional<Documents> identity;
  std::optional<Documents> boundary;
  std::optional<Documents> session;
  std::vector<Level> scps;
  std::vector<Level> rcps;
  std::optional<Documents> resource_policy;
  bool resource_policy_unknown = false;  // Then it is nothing.
  std::vector<KeyGrant> key_grants;
  std::optional<Documents> endpoint;
};

}  // namespace orgsim::reference

#include "sim/match.h"

#include <algorithm>

#include "model/arn.h"
#include "model/text.h"
#include "sim/condition.h"
#include "sim/pattern.h"

namespace orgsim::sim {
namespace {

bool names_account_of(std::string_view value, const Caller& caller) {
  if (caller.account.empty() || value == caller.account) {
    return !caller.account.empty();
  }
  const auto arn = parse_arn(value);
  return arn && arn->service == "iam" && arn->resource == "root" && arn->account == caller.account;
}

GrantClass aws_entry(std::string_view value, const Caller& caller) {
  if (names_account_of(value, caller)) {
    return caller.kind == CallerKind::RootUser ? GrantClass::Direct : GrantClass::Account;
  }
  if (!caller.arn.empty() && value == caller.arn) {
    return GrantClass::Direct;
  }
  const bool by_id = !caller.unique_id.empty() && value == caller.unique_id;
  switch (caller.kind) {
    case CallerKind::User:
      return by_id ? GrantClass::Direct : GrantClass::None;
    case CallerKind::RoleSession:
      return by_id || value == caller.role_arn ? GrantClass::RoleOfSession : GrantClass::None;
    case CallerKind::FederatedUser:
      return by_id || value == caller.user_arn ? GrantClass::UserOfFederated : GrantClass::None;
    case CallerKind::RootUser:
    case CallerKind::Service:
    case CallerKind::Anonymous:
      return GrantClass::None;
  }
  return GrantClass::None;
}

GrantClass entry_class(const PrincipalEntry& entry, const Caller& caller) {
  switch (entry.type) {
    case PrincipalType::Everyone:
      return GrantClass::Direct;
    case PrincipalType::Aws:
      return caller.kind == CallerKind::Service || caller.kind == CallerKind::Anonymous
                 ? GrantClass::None
                 : aws_entry(entry.value, caller);
    case PrincipalType::Service:
      return caller.kind == CallerKind::Service && entry.value == caller.arn ? GrantClass::Direct
                                                                             : GrantClass::None;
    case PrincipalType::Federated:
    case PrincipalType::CanonicalUser:
      return GrantClass::None;
  }
  return GrantClass::None;
}

Truth exempted(const std::vector<PrincipalEntry>& entries, const Caller& caller) {
  bool account = false;
  bool entity = false;
  for (const PrincipalEntry& entry : entries) {
    const GrantClass named = entry_class(entry, caller);
    account = account || named == GrantClass::Account || entry.type == PrincipalType::Everyone;
    entity = entity || named > GrantClass::Account;
  }
  const bool whole = caller.kind == CallerKind::RootUser || caller.kind == CallerKind::Service;
  if (entity && (account || whole)) {
    return Truth::Yes;
  }
  return account || entity ? Truth::Unknown : Truth::No;
}

Truth any_resource(const PatternElement& element, PolicyVersion version, const Request& request) {
  Truth any = Truth::No;
  for (const std::string& pattern : element.patterns) {
    any = either(any, matches(compile_pattern(pattern, version, PatternSyntax::Resource),
                              request.resource, request.context));
  }
  return any;
}

Truth resource_applies(const PatternElement& element, PolicyVersion version,
                       const Request& request) {
  if (element.patterns.empty()) {
    return Truth::Yes;  // A trust policy: its resource is the role.
  }
  const Truth any = any_resource(element, version, request);
  return element.negated ? negation(any) : any;
}

}  // namespace

bool Caller::service_linked_role() const {
  return kind == CallerKind::RoleSession &&
         role_arn.find(":role/aws-service-role/") != std::string::npos;
}

GrantClass grant_class(const std::vector<PrincipalEntry>& entries, const Caller& caller) {
  GrantClass best = GrantClass::None;
  for (const PrincipalEntry& entry : entries) {
    best = std::max(best, entry_class(entry, caller));
  }
  return best;
}

Truth principal_applies(const Statement& statement, const Caller& caller, bool has_boundary) {
  if (!statement.principal) {
    return Truth::Yes;
  }
  const PrincipalElement& principal = *statement.principal;
  if (!principal.negated) {
    return truth(grant_class(principal.entries, caller) != GrantClass::None);
  }
  return has_boundary ? Truth::Yes : negation(exempted(principal.entries, caller));
}

bool action_matches(std::string_view pattern, std::string_view action) {
  return pattern == "*" || pattern == "*:*" ||
         (pattern.find(':') != std::string_view::npos &&
          matches_wildcard(to_lower(pattern), to_lower(action)));
}

Truth request_applies(const Statement& statement, PolicyVersion version, const Request& request) {
  const bool listed = std::ranges::any_of(
      statement.action.patterns,
      [&](const std::string& pattern) { return action_matches(pattern, request.action); });
  if (listed == statement.action.negated) {
    return Truth::No;
  }
  Truth result = resource_applies(statement.resource, version, request);
  for (const Condition& condition : statement.conditions) {
    if (result == Truth::No) {
      break;
    }
    result = both(result, holds(condition, version, request.context));
  }
  return result;
}

}  // namespace orgsim::sim

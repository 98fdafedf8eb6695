#include "sim/decide/match.h"

#include <algorithm>

namespace orgsim::sim {
namespace {

GrantClass entity_class(std::string_view value, const Caller& caller) {
  const bool by_id = !caller.unique_id.empty() && value == caller.unique_id;
  switch (caller.kind) {
    case CallerKind::User:
      return by_id || value == caller.arn ? GrantClass::Direct : GrantClass::None;
    case CallerKind::RoleSession:
      if (by_id || value == caller.role_arn) {
        return GrantClass::RoleOfSession;
      }
      return value == caller.arn ? GrantClass::Direct : GrantClass::None;
    case CallerKind::FederatedUser:
      if (by_id || value == caller.user_arn) {
        return GrantClass::UserOfFederated;
      }
      return value == caller.arn ? GrantClass::Direct : GrantClass::None;
    case CallerKind::RootUser:
    case CallerKind::Service:
    case CallerKind::Anonymous:
    case CallerKind::FederatedProvider:
      return GrantClass::None;
  }
  return GrantClass::None;
}

GrantClass aws_class(const CompiledPrincipal& entry, const Caller& caller) {
  if (!caller.is_principal()) {
    return GrantClass::None;
  }
  if (entry.account) {
    const bool own = !caller.account.empty() && entry.value == caller.account;
    return own ? GrantClass::Account : GrantClass::None;
  }
  return entry.value.empty() ? GrantClass::None : entity_class(entry.value, caller);
}

GrantClass direct_if(bool named) { return named ? GrantClass::Direct : GrantClass::None; }

/// Whether NotPrincipal's entries exempt the caller. AWS checks account, entity and session in an
/// order that depends on the service, so account and entity must both be there to be sure.
Truth exempted(const CompiledStatement& statement, const Caller& caller) {
  bool account = false;
  bool entity = false;
  bool session = false;
  for (const CompiledPrincipal& entry : statement.principals) {
    const GrantClass named = grant_class(entry, caller);
    const bool root = caller.kind == CallerKind::RootUser && named == GrantClass::Account;
    if (root || (named == GrantClass::Direct && entry.type != PrincipalType::Aws)) {
      return Truth::Yes;  // Everybody, or a caller that has no account beside itself.
    }
    const bool is_user = caller.kind == CallerKind::User;
    account = account || named == GrantClass::Account;
    entity = entity || named == GrantClass::RoleOfSession || named == GrantClass::UserOfFederated ||
             (named == GrantClass::Direct && is_user);
    session = session || named == GrantClass::Direct;
  }
  if (account && entity) {
    return Truth::Yes;
  }
  return account || entity || session ? Truth::Unknown : Truth::No;
}

}  // namespace

GrantClass grant_class(const CompiledPrincipal& entry, const Caller& caller) {
  switch (entry.type) {
    case PrincipalType::Everyone:
      return direct_if(caller.named_by_everyone);
    case PrincipalType::Aws:
      return aws_class(entry, caller);
    case PrincipalType::Service:
      return direct_if(caller.kind == CallerKind::Service && entry.value == caller.arn);
    case PrincipalType::Federated:
      return direct_if(caller.kind == CallerKind::FederatedProvider && entry.value == caller.arn);
    case PrincipalType::CanonicalUser:
      return caller.is_principal() && !caller.canonical_user.empty() &&
                     entry.value == caller.canonical_user
                 ? GrantClass::Account
                 : GrantClass::None;
  }
  return GrantClass::None;
}

GrantClass grant_class(const CompiledStatement& statement, const Caller& caller) {
  if (statement.principal_negated) {
    return GrantClass::Direct;
  }
  GrantClass best = GrantClass::None;
  for (const CompiledPrincipal& entry : statement.principals) {
    best = std::max(best, grant_class(entry, caller));
  }
  return best;
}

Truth principal_applies(const CompiledStatement& statement, Layer layer, const Caller& caller,
                        bool has_boundary) {
  if (!statement.principal_stated) {
    return truth(layer != Layer::Resource && layer != Layer::Endpoint);
  }
  if (!statement.principal_negated) {
    return truth(grant_class(statement, caller) != GrantClass::None);
  }
  if (has_boundary && statement.effect == Effect::Deny) {
    return Truth::Yes;
  }
  const Truth exempt = exempted(statement, caller);
  // An Allow, which AWS no longer takes, is for those alone of whom nothing is listed.
  return statement.effect == Effect::Allow ? truth(exempt == Truth::No) : negation(exempt);
}

bool action_applies(const CompiledStatement& statement, const ActionName& action) {
  if ((statement.services & action.mark()) == 0) {
    return false;
  }
  for (const ActionPattern& pattern : statement.actions) {
    if (pattern.matches(action)) {
      return !statement.action_negated;
    }
  }
  return statement.action_negated;
}

Truth resource_applies(const CompiledStatement& statement, Layer layer, std::string_view resource,
                       const Context& context) {
  if (statement.resources.empty()) {
    return Truth::Yes;  // The resource is what the policy is attached to.
  }
  Truth any = Truth::No;
  for (const ResourcePattern& candidate : statement.resources) {
    if ((candidate.layers & layer_bit(layer)) != 0) {
      any = either(any, matches(candidate.pattern, resource, context));
      if (any == Truth::Yes) {
        break;
      }
    }
  }
  return statement.resource_negated ? negation(any) : any;
}

Truth applies(const CompiledStatement& statement, Layer layer, const Request& request,
              const Context& context, bool has_boundary) {
  if (!action_applies(statement, request.action)) {
    return Truth::No;
  }
  Truth result = principal_applies(statement, layer, request.caller, has_boundary);
  if (result != Truth::No) {
    result = both(result, resource_applies(statement, layer, request.resource, context));
  }
  for (const CompiledCondition& condition : statement.conditions) {
    if (result == Truth::No) {
      return result;
    }
    result = both(result, holds(condition, context));
  }
  return statement.uncertain ? both(result, Truth::Unknown) : result;
}

}  // namespace orgsim::sim

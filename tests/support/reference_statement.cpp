#include "tests/support/reference_statement.h"

#include <algorithm>

#include "model/text.h"
#include "tests/support/reference_condition.h"
#include "tests/support/reference_text.h"

namespace orgsim::reference {
namespace {

constexpr std::size_t kArnFields = 6;

/// An ARN (nothing else is padded) with fewer than six fields: whether it can match at all, then
/// its missing fields are `*`. The rule differs by policy type and is not stated by AWS.
bool may_be_short(Layer layer, std::string_view pattern) {
  switch (layer) {
    case Layer::Identity:
    case Layer::Boundary:
    case Layer::Session:
      return true;
    case Layer::Resource:
    case Layer::Endpoint:
      return pattern.find('*') != std::string_view::npos;
    case Layer::Scp:
      return pattern.ends_with('*');
    case Layer::Rcp:
      return false;
  }
  return false;
}

/// A star that ends its field may extend over the colon behind it; any other wildcard of the first
/// five fields stays in its field.
void append_field(Glob& glob, std::size_t index, const Glob& field) {
  if (index > 0) {
    glob.push_back({.character = ':'});
  }
  for (std::size_t i = 0; i < field.size(); ++i) {
    Symbol symbol = field[i];
    const bool ending_star = symbol.kind == Symbol::Kind::AnyRun && i + 1 == field.size();
    symbol.crosses_colon = index + 1 == kArnFields || ending_star;
    glob.push_back(symbol);
  }
}

bool account_is_named(const std::string& value, const Caller& caller) {
  if (caller.account.empty()) {
    return false;
  }
  const std::vector<std::string> parts = arn_fields(value, false);
  const bool root = parts.size() == kArnFields && parts[0] == "arn" && parts[2] == "iam" &&
                    parts[4] == caller.account && parts[5] == "root";
  return value == caller.account || root;
}

bool is_entity(const std::string& value, const Caller& caller) {
  const bool by_id = !caller.unique_id.empty() && value == caller.unique_id;
  switch (caller.kind) {
    case CallerKind::User:
      return by_id || value == caller.arn;
    case CallerKind::RoleSession:
      return by_id || value == caller.role_arn;
    case CallerKind::FederatedUser:
      return by_id || value == caller.user_arn;
    case CallerKind::RootUser:
    case CallerKind::Service:
    case CallerKind::Provider:
    case CallerKind::Anonymous:
      return false;
  }
  return false;
}

Grant aws_entry_grant(const std::string& value, const Case& request) {
  const Caller& caller = request.caller;
  if (!is_iam_principal(caller)) {
    return Grant::None;
  }
  if (account_is_named(value, caller)) {
    return caller.kind == CallerKind::RootUser ? Grant::Direct : Grant::Account;
  }
  if (value == caller.arn) {
    return Grant::Direct;
  }
  if (is_entity(value, caller)) {
    return caller.kind == CallerKind::User ? Grant::Direct : Grant::Entity;
  }
  return Grant::None;
}

Grant entry_grant(const PrincipalEntry& entry, const Case& request) {
  const Caller& caller = request.caller;
  const auto if_same = [&](CallerKind kind) {
    return caller.kind == kind && entry.value == caller.arn ? Grant::Direct : Grant::None;
  };
  switch (entry.type) {
    case PrincipalType::Everyone:
      return Grant::Direct;
    case PrincipalType::Aws:
      return aws_entry_grant(entry.value, request);
    case PrincipalType::Service:
      return if_same(CallerKind::Service);
    case PrincipalType::Federated:
      return if_same(CallerKind::Provider);
    case PrincipalType::CanonicalUser:
      return !entry.value.empty() && entry.value == caller.canonical_user ? Grant::Account
                                                                          : Grant::None;
  }
  return Grant::None;
}

/// A `NotPrincipal` exempts for sure a caller whose account and whose user or role are both listed
/// (one without an account: that is listed itself), and nobody of whose chain nothing is listed.
bool exempted(const std::vector<PrincipalEntry>& entries, const Case& request, Doubt doubt) {
  const Caller& caller = request.caller;
  bool account = false;
  bool entity = false;
  bool anything = false;
  for (const PrincipalEntry& entry : entries) {
    const bool everyone = entry.type == PrincipalType::Everyone;
    const bool aws = entry.type == PrincipalType::Aws;
    account = account || everyone || (aws && account_is_named(entry.value, caller)) ||
              entry_grant(entry, request) == Grant::Account;
    entity = entity || everyone || (aws && is_entity(entry.value, caller));
    anything = anything || entry_grant(entry, request) != Grant::None;
  }
  if (!is_iam_principal(caller)) {
    return anything;
  }
  if (account && (entity || caller.kind == CallerKind::RootUser)) {
    return true;
  }
  return anything && doubt == Doubt::Spares;
}

/// Whether the caller has a permissions boundary: users and roles can, and who acts as them.
bool has_boundary(const Case& request) {
  return request.boundary.has_value() && is_iam_principal(request.caller) &&
         request.caller.kind != CallerKind::RootUser && !is_service_linked_role(request.caller);
}

bool takes_principal(Layer layer) {
  return layer == Layer::Resource || layer == Layer::Rcp || layer == Layer::Endpoint;
}

bool principal_applies(const Statement& statement, Layer layer, const Case& request, Doubt doubt) {
  if (!takes_principal(layer)) {
    return true;
  }
  if (!statement.principal) {
    return false;
  }
  if (!statement.principal->negated) {
    return grant_of(statement.principal->entries, request) != Grant::None;
  }
  if (statement.effect == Effect::Deny && has_boundary(request)) {
    return true;
  }
  const bool allows = statement.effect == Effect::Allow;
  return !exempted(statement.principal->entries, request, allows ? Doubt::Spares : doubt);
}

bool resource_applies(const PatternElement& element, Layer layer, PolicyVersion version,
                      const Case& request, const Context& context) {
  if (element.patterns.empty()) {
    return true;  // A trust policy: its resource is the role it belongs to.
  }
  bool listed = false;
  for (const std::string& pattern : element.patterns) {
    listed = resource_matches(pattern, layer, version, request.resource, context) || listed;
  }
  return listed != element.negated;
}

bool action_applies(const PatternElement& element, std::string_view action) {
  bool listed = false;
  for (const std::string& pattern : element.patterns) {
    listed = action_matches(pattern, action) || listed;
  }
  return listed != element.negated;
}

}  // namespace

bool is_iam_principal(const Caller& caller) {
  switch (caller.kind) {
    case CallerKind::RootUser:
    case CallerKind::User:
    case CallerKind::RoleSession:
    case CallerKind::FederatedUser:
      return true;
    case CallerKind::Service:
    case CallerKind::Provider:
    case CallerKind::Anonymous:
      return false;
  }
  return false;
}

bool is_service_linked_role(const Caller& caller) {
  const std::vector<std::string> parts = arn_fields(caller.role_arn, false);
  return caller.kind == CallerKind::RoleSession && parts.size() == kArnFields &&
         parts[5].starts_with("role/aws-service-role/");
}

bool action_matches(std::string_view pattern, std::string_view action) {
  if (pattern == "*" || pattern == "*:*") {
    return true;
  }
  const std::size_t pattern_colon = pattern.find(':');
  const std::size_t action_colon = action.find(':');
  if (pattern_colon == std::string_view::npos || action_colon == std::string_view::npos ||
      to_lower(pattern.substr(0, pattern_colon)) != to_lower(action.substr(0, action_colon))) {
    return false;
  }
  const std::string name = to_lower(pattern.substr(pattern_colon + 1));
  return glob_matches(*expand(name, {.wildcards = true}, {}),
                      to_lower(action.substr(action_colon + 1)));
}

bool resource_matches(std::string_view pattern, Layer layer, PolicyVersion version,
                      std::string_view resource, const Context& context) {
  if (pattern == "*") {
    return true;
  }
  const bool variables = version == PolicyVersion::Of2012;
  std::vector<std::string> fields = arn_fields(pattern, variables);
  if (fields.size() < kArnFields && pattern.starts_with("arn:")) {
    if (!may_be_short(layer, pattern)) {
      return false;
    }
    fields.resize(kArnFields, "*");
  }
  Glob glob;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (variables && i + 1 < kArnFields && has_variable(fields[i])) {
      return false;
    }
    const std::optional<Glob> field =
        expand(fields[i], {.variables = variables, .wildcards = true}, context);
    if (!field) {
      return false;
    }
    append_field(glob, i, *field);
  }
  return glob_matches(glob, resource);
}

Grant grant_of(const std::vector<PrincipalEntry>& entries, const Case& request) {
  Grant best = Grant::None;
  for (const PrincipalEntry& entry : entries) {
    best = std::max(best, entry_grant(entry, request));
  }
  // The task policy of a root session always limits it, however a resource names the session.
  const bool root_session = request.caller.kind == CallerKind::RootUser && request.session;
  return root_session ? std::min(best, Grant::Entity) : best;
}

bool statement_applies(const Statement& statement, Layer layer, PolicyVersion version,
                       const Case& request, const Context& context, Doubt doubt) {
  bool every = !statement.uncertain || doubt == Doubt::Strikes;
  every = principal_applies(statement, layer, request, doubt) && every;
  every = action_applies(statement.action, request.action) && every;
  every = resource_applies(statement.resource, layer, version, request, context) && every;
  for (const Condition& condition : statement.conditions) {
    every = condition_holds(condition, version, context) && every;
  }
  return every;
}

}  // namespace orgsim::reference

#include "sim/organization/administrator.h"

#include <algorithm>

#include "model/text.h"

namespace orgsim::sim {
namespace {

bool lists(const PatternElement& element, std::string_view pattern) {
  return !element.negated && std::ranges::find(element.patterns, pattern) != element.patterns.end();
}

/// An Allow that covers every resource.
bool is_broad(const Statement& statement) {
  return statement.effect == Effect::Allow && lists(statement.resource, "*");
}

bool covers_pattern(const Statement& statement, std::string_view pattern) {
  return !statement.action.negated &&
         std::ranges::any_of(statement.action.patterns, [&](const std::string& wider) {
           return wider == "*" || matches_wildcard(to_lower(wider), to_lower(pattern));
         });
}

/// Whether the broad Allows together cover every action: one of them does, or others grant all that
/// its `NotAction` leaves out.
bool cover_everything(const std::vector<const Statement*>& broad) {
  return std::ranges::any_of(broad, [&](const Statement* statement) {
    if (!statement->action.negated) {
      return lists(statement->action, "*") || lists(statement->action, "*:*");
    }
    return std::ranges::all_of(statement->action.patterns, [&](const std::string& left_out) {
      return std::ranges::any_of(
          broad, [&](const Statement* other) { return covers_pattern(*other, left_out); });
    });
  });
}

/// What a set of policies says, as far as it can make an administrator.
struct Grants {
  std::vector<const Statement*> certain;   // Broad Allows without conditions.
  std::vector<const Statement*> possible;  // The same with those under conditions.
  bool unrestricted = false;               // By what stands in for a root user's permissions.
  bool not_collected = false;
  bool denies = false;
};

void add(const PolicyDocument& document, Grants& grants) {
  for (const Statement& statement : document.statements) {
    grants.denies = grants.denies || statement.effect == Effect::Deny;
    if (is_broad(statement)) {
      grants.possible.push_back(&statement);
      if (statement.conditions.empty()) {
        grants.certain.push_back(&statement);
      }
    }
  }
}

Grants grants_of(const Authorizer& authorizer, const std::vector<PolicyRef>& policies) {
  Grants grants;
  for (const PolicyRef policy : policies) {
    if (const auto document = authorizer.documents().document_of(policy)) {
      add(authorizer.organization().document(*document), grants);
    } else if (policy == authorizer.documents().everything()) {
      grants.unrestricted = true;
    } else {
      grants.not_collected = true;
    }
  }
  return grants;
}

Truth allow_everything(const Authorizer& authorizer, const std::vector<PolicyRef>& policies) {
  const Grants grants = grants_of(authorizer, policies);
  if (grants.denies) {
    return Truth::No;
  }
  if (grants.unrestricted || cover_everything(grants.certain)) {
    return grants.not_collected ? Truth::Unknown : Truth::Yes;
  }
  return cover_everything(grants.possible) || grants.not_collected ? Truth::Unknown : Truth::No;
}

}  // namespace

Truth is_administrator(const Authorizer& authorizer, const Principal& principal) {
  switch (principal.kind) {
    case PrincipalKind::RootUser:
    case PrincipalKind::HypotheticalAdministrator:
      return Truth::Yes;
    case PrincipalKind::RootSession:
    case PrincipalKind::Person:
      return Truth::No;
    case PrincipalKind::User:
    case PrincipalKind::Role:
      break;
  }
  const Truth own = allow_everything(authorizer, principal.identity);
  return principal.boundary ? both(own, allow_everything(authorizer, *principal.boundary)) : own;
}

}  // namespace orgsim::sim

#include "sim/administrator.h"

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

Truth allow_everything(const Authorizer& authorizer, const std::vector<PolicyRef>& policies) {
  std::vector<const Statement*> certain;
  std::vector<const Statement*> possible;
  bool opaque = false;
  for (const PolicyRef policy : policies) {
    const auto document = authorizer.documents().document_of(policy);
    if (!document) {
      if (policy == authorizer.documents().everything()) {
        return Truth::Yes;
      }
      opaque = opaque || policy == authorizer.documents().not_collected();
      continue;
    }
    for (const Statement& statement : authorizer.organization().document(*document).statements) {
      if (statement.effect == Effect::Deny) {
        return Truth::No;
      }
      if (is_broad(statement)) {
        possible.push_back(&statement);
        if (statement.conditions.empty()) {
          certain.push_back(&statement);
        }
      }
    }
  }
  if (cover_everything(certain)) {
    return opaque ? Truth::Unknown : Truth::Yes;
  }
  return cover_everything(possible) || opaque ? Truth::Unknown : Truth::No;
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

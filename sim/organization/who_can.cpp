#include "sim/organization/who_can.h"

#include <algorithm>
#include <set>

#include "model/arn.h"

namespace orgsim::sim {
namespace {

bool is_listed(PrincipalKind kind) {
  return kind == PrincipalKind::RootUser || kind == PrincipalKind::User ||
         kind == PrincipalKind::Role;
}

/// Whom the policy of a resource, or the trust of a role, names beyond the snapshot.
struct Named {
  std::set<std::string> accounts;  // As principal ARNs.
  std::set<std::string> services;
};

std::string account_of(const std::string& value) {
  const auto arn = parse_arn(value);
  return arn ? std::string(arn->account) : value;
}

void add_names(const Organization& organization, const PolicyDocument& document, Named& named) {
  for (const Statement& statement : document.statements) {
    if (statement.effect != Effect::Allow || !statement.principal) {
      continue;
    }
    for (const PrincipalEntry& entry : statement.principal->entries) {
      if (entry.type == PrincipalType::Service) {
        named.services.insert(entry.value);
      } else if (entry.type == PrincipalType::Aws &&
                 !organization.find_account(account_of(entry.value))) {
        named.accounts.insert(entry.value);
      }
    }
  }
}

Named named_outside(const Authorizer& authorizer, std::string_view resource) {
  const Organization& organization = authorizer.organization();
  Named named;
  if (const auto role = authorizer.principals().find(resource)) {
    if (const auto& trust = authorizer.principals()[*role].trust) {
      add_names(organization, organization.document(*trust), named);
    }
  }
  if (const auto index = authorizer.resources().find(resource)) {
    for (const PolicyDocument* policy : authorizer.policies_of(*index)) {
      add_names(organization, *policy, named);
    }
  }
  return named;
}

class WhoCan {
 public:
  WhoCan(const Authorizer& authorizer, std::string_view action, std::string_view resource)
      : authorizer_(authorizer), action_(action), resource_(resource) {}

  std::vector<Permitted> answer() && {
    const Principals& principals = authorizer_.principals();
    for (const auto principal : principals.all().indexes()) {
      if (is_listed(principals[principal].kind)) {
        ask(principal);
      }
    }
    const Named named = named_outside(authorizer_, resource_);
    for (const std::string& value : named.accounts) {
      ask(OutsideCaller{.arn = value, .account = account_of(value)});
    }
    for (const std::string& service : named.services) {
      ask(ServiceCaller{.name = service});
    }
    ask(AnonymousCaller());
    return std::move(permitted_);
  }

 private:
  void ask(Asker asker) {
    const Outcome outcome =
        authorizer_.decide({.asker = asker, .action = action_, .resource = resource_});
    if (may_allow(outcome)) {
      permitted_.push_back({.asker = std::move(asker), .outcome = outcome});
    }
  }

  const Authorizer& authorizer_;
  std::string_view action_;
  std::string_view resource_;
  std::vector<Permitted> permitted_;
};

}  // namespace

std::vector<Permitted> who_can(const Authorizer& authorizer, std::string_view action,
                               std::string_view resource) {
  return WhoCan(authorizer, action, resource).answer();
}

}  // namespace orgsim::sim

#include "sim/closure/role_trusts.h"

#include <algorithm>
#include <optional>
#include <set>

#include "model/arn.h"
#include "sim/decide/statement_query.h"

namespace orgsim::sim {
namespace {

/// By an Allow with `NotPrincipal`.
bool admits_all_but_some(const PolicyDocument& document) {
  return std::ranges::any_of(document.statements, [](const Statement& statement) {
    return statement.effect == Effect::Allow && statement.principal && statement.principal->negated;
  });
}

/// Whom the trust policy names, as ARNs and, for whole accounts, as their ids. Nothing when it
/// admits callers that it does not name.
std::optional<std::set<std::string>> trusted_names(const PolicyDocument& trust) {
  if (admits_all_but_some(trust)) {
    return std::nullopt;
  }
  std::set<std::string> names;
  for (const PrincipalEntry* entry : admitted_entries(trust)) {
    if (entry->type == PrincipalType::Everyone) {
      return std::nullopt;
    }
    if (entry->type == PrincipalType::Aws) {
      const auto arn = parse_arn(entry->value);
      names.emplace(arn && arn->resource == "root" ? arn->account : std::string_view(entry->value));
    }
  }
  return names;
}

void sort_distinct(std::vector<Index<Principal>>& roles) {
  std::ranges::sort(roles);
  const auto duplicates = std::ranges::unique(roles);
  roles.erase(duplicates.begin(), duplicates.end());
}

void add_once(std::vector<Index<Principal>>& roles, Index<Principal> role) {
  if (roles.empty() || roles.back() != role) {
    roles.push_back(role);
  }
}

}  // namespace

RoleTrusts::RoleTrusts(const Authorizer& authorizer) : authorizer_(authorizer) {
  const Principals& principals = authorizer.principals();
  for (const auto role : principals.all().indexes()) {
    const auto& trust = principals[role].trust;
    if (!trust) {
      continue;
    }
    const auto names = trusted_names(authorizer.organization().document(*trust));
    if (!names) {
      naming_everybody_.push_back(role);
      continue;
    }
    for (const std::string& name : *names) {
      named_[name].push_back(role);
    }
  }
}

std::vector<Index<Principal>> RoleTrusts::naming(
    const Principal& caller, const std::function<bool(Index<Principal>)>& is_wanted) const {
  std::vector<Index<Principal>> result;
  const auto add = [&](const std::vector<Index<Principal>>& roles) {
    std::ranges::copy_if(roles, std::back_inserter(result), is_wanted);
  };
  const auto add_named = [&](const std::string& name) {
    if (const auto found = named_.find(name); found != named_.end()) {
      add(found->second);
    }
  };
  add(naming_everybody_);
  add_named(caller.arn);
  if (caller.account) {
    add_named(authorizer_.organization().accounts()[*caller.account].id.text());
  }
  sort_distinct(result);
  return result;
}

const RoleTrusts::OfAccount& RoleTrusts::of(Index<Account> account) {
  const auto [found, added] = accounts_.try_emplace(account);
  OfAccount& result = found->second;
  if (!added) {
    return result;
  }
  for (const auto role : authorizer_.principals().of_account(account)) {
    const auto& trust = authorizer_.principals()[role].trust;
    if (!trust) {
      continue;
    }
    const PolicyDocument& document = authorizer_.organization().document(*trust);
    if (admits_all_but_some(document)) {
      add_once(result.unnamed, role);
    }
    for (const PrincipalEntry* entry : admitted_entries(document)) {
      if (entry->type == PrincipalType::Everyone) {
        add_once(result.unnamed, role);
      } else if (entry->type == PrincipalType::Service) {
        add_once(result.services[entry->value], role);
      } else if (entry->type == PrincipalType::Federated) {
        add_once(result.providers[entry->value], role);
      }
    }
  }
  return result;
}

std::vector<Index<Principal>> RoleTrusts::naming_service(Index<Account> account,
                                                         std::string_view service) {
  const OfAccount& named = of(account);
  std::vector<Index<Principal>> result = named.unnamed;
  if (const auto found = named.services.find(service); found != named.services.end()) {
    result.insert(result.end(), found->second.begin(), found->second.end());
  }
  sort_distinct(result);
  return result;
}

const RoleTrusts::Providers& RoleTrusts::providers(Index<Account> account) {
  return of(account).providers;
}

}  // namespace orgsim::sim

#include "sim/closure/role_trusts.h"

#include <algorithm>
#include <set>

#include "model/arn.h"
#include "sim/decide/statement_query.h"
#include "sim/graph/audience.h"

namespace orgsim::sim {
namespace {

/// By an Allow with `NotPrincipal`.
bool admits_all_but_some(const PolicyDocument& document) {
  return std::ranges::any_of(document.statements, [](const Statement& statement) {
    return statement.effect == Effect::Allow && statement.principal && statement.principal->negated;
  });
}

/// Whom the trust policy names, as ARNs and, for whole accounts, as their ids.
std::set<std::string> trusted_names(const PolicyDocument& trust) {
  std::set<std::string> names;
  for (const PrincipalEntry* entry : admitted_entries(trust)) {
    if (entry->type == PrincipalType::Aws) {
      const auto arn = parse_arn(entry->value);
      names.emplace(arn && arn->resource == "root" ? arn->account : std::string_view(entry->value));
    }
  }
  return names;
}

/// Whether it lets in callers that it does not name.
bool admits_unnamed(const CompiledStatement& statement) {
  return statement.effect == Effect::Allow && statement.principal_stated &&
         (statement.principal_negated ||
          std::ranges::any_of(statement.principals, [](const CompiledPrincipal& entry) {
            return entry.type == PrincipalType::Everyone;
          }));
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
  std::map<std::string, std::size_t> audiences;
  for (const auto role : principals.all().indexes()) {
    const auto& trust = principals[role].trust;
    if (!trust) {
      continue;
    }
    const PolicyDocument& document = authorizer.organization().document(*trust);
    for (const std::string& name : trusted_names(document)) {
      named_[name].push_back(role);
    }
    add_audiences(role, *authorizer.documents()[*trust], audiences);
  }
}

void RoleTrusts::add_audiences(Index<Principal> role, const CompiledPolicy& trust,
                               std::map<std::string, std::size_t>& known) {
  for (std::size_t i = 0; i < trust.statements().size(); ++i) {
    const CompiledStatement& statement = trust.statements()[i];
    if (!admits_unnamed(statement)) {
      continue;
    }
    std::vector<std::size_t> conditions = conditions_on_caller(statement);
    const auto [found, added] =
        known.try_emplace(audience_key(trust, i, conditions), audiences_.size());
    if (added) {
      audiences_.push_back({.statement = &statement,
                            .conditions = std::move(conditions),
                            .roles = {},
                            .meets = {},
                            .last_wanted = 0});
    }
    add_once(audiences_[found->second].roles, role);
  }
}

bool RoleTrusts::is_in(Audience& audience, Index<Principal> caller) const {
  if (audience.meets.empty()) {
    audience.meets.assign(authorizer_.principals().all().size(), Truth::Unknown);
  }
  Truth& meets = audience.meets[caller.value()];
  if (meets == Truth::Unknown) {
    meets = truth(sim::meets(authorizer_, *audience.statement, audience.conditions, caller) !=
                  Truth::No);
  }
  return meets == Truth::Yes;
}

/// Starts where the last search ended, as what was wanted then mostly still is.
bool RoleTrusts::Audience::any(const std::function<bool(Index<Principal>)>& is_wanted) {
  for (std::size_t n = 0; n < roles.size(); ++n) {
    if (is_wanted(roles[last_wanted])) {
      return true;
    }
    last_wanted = (last_wanted + 1) % roles.size();
  }
  return false;
}

std::vector<Index<Principal>> RoleTrusts::naming(
    Index<Principal> caller, const std::function<bool(Index<Principal>)>& is_wanted) {
  std::vector<Index<Principal>> result;
  const auto add = [&](const std::vector<Index<Principal>>& roles) {
    std::ranges::copy_if(roles, std::back_inserter(result), is_wanted);
  };
  const auto add_named = [&](const std::string& name) {
    if (const auto found = named_.find(name); found != named_.end()) {
      add(found->second);
    }
  };
  for (Audience& audience : audiences_) {
    if (audience.is_empty_of(caller)) {
      continue;
    }
    if (audience.any(is_wanted) && is_in(audience, caller)) {
      add(audience.roles);
    }
  }
  const Principal& who = authorizer_.principals()[caller];
  add_named(who.arn);
  if (who.account) {
    add_named(authorizer_.organization().accounts()[*who.account].id.text());
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

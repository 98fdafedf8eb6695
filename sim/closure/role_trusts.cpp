#include "sim/closure/role_trusts.h"

#include <algorithm>

#include "model/account_id.h"
#include "model/arn.h"
#include "model/given.h"
#include "model/sort_distinct.h"
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

/// Whether it lets in callers that it does not name.
bool admits_unnamed(const CompiledStatement& statement) {
  return statement.effect == Effect::Allow && statement.principal_stated &&
         (statement.principal_negated ||
          std::ranges::any_of(statement.principals, [](const CompiledPrincipal& entry) {
            return entry.type == PrincipalType::Everyone;
          }));
}

void add_once(std::vector<Index<Principal>>& roles, Index<Principal> role) {
  if (roles.empty() || roles.back() != role) {
    roles.push_back(role);
  }
}

}  // namespace

RoleTrusts::RoleTrusts(const Authorizer& authorizer)
    : authorizer_(authorizer),
      naming_account_(authorizer.organization().accounts().size()),
      naming_principal_(authorizer.principals().all().size()),
      accounts_(authorizer.organization().accounts().size()) {
  const Principals& principals = authorizer.principals();
  std::map<std::string, std::size_t> audiences;
  for (const auto role : principals.all().indexes()) {
    if (const auto& trust = principals[role].trust) {
      add_names(role, authorizer.organization().document(*trust));
      add_audiences(role, *authorizer.documents()[*trust], audiences);
    }
  }
}

RoleTrusts::List RoleTrusts::list_of(std::optional<List>& list) {
  if (!list) {
    list = lists_.size();
    lists_.emplace_back();
  }
  return *list;
}

void RoleTrusts::add_names(Index<Principal> role, const PolicyDocument& trust) {
  OfAccount& own = accounts_[given(authorizer_.principals()[role].account).value()];
  if (admits_all_but_some(trust)) {
    add_once(own.unnamed, role);
  }
  for (const PrincipalEntry* entry : admitted_entries(trust)) {
    if (entry->type == PrincipalType::Everyone) {
      add_once(own.unnamed, role);
    } else if (entry->type == PrincipalType::Service) {
      add_once(own.services[entry->value], role);
    } else if (entry->type == PrincipalType::Federated) {
      add_once(own.providers[entry->value], role);
    } else if (entry->type == PrincipalType::Aws) {
      add_name(role, entry->value);
    }
  }
}

/// Whole accounts are named by their root users or ids.
void RoleTrusts::add_name(Index<Principal> role, const std::string& name) {
  const auto arn = parse_arn(name);
  const bool whole = !arn || arn->resource == "root";
  const auto id = whole ? AccountId::parse(arn ? arn->account : name) : std::nullopt;
  if (const auto account =
          id ? authorizer_.organization().find_account(id->text()) : std::nullopt) {
    add_once(lists_[list_of(naming_account_[account->value()])], role);
  } else if (const auto named = authorizer_.principals().find(name)) {
    add_once(lists_[list_of(naming_principal_[named->value()])], role);
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
                            .roles = lists_.size(),
                            .meets = {}});
      lists_.emplace_back();
    }
    add_once(lists_[audiences_[found->second].roles], role);
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

/// From the first on that is wanted.
std::span<const Index<Principal>> RoleTrusts::wanted_of(
    List list, const std::function<bool(Index<Principal>)>& is_wanted, Progress& progress) const {
  progress.wanted_from_.resize(lists_.size(), 0);
  const std::vector<Index<Principal>>& roles = lists_[list];
  std::size_t& from = progress.wanted_from_[list];
  while (from < roles.size() && !is_wanted(roles[from])) {
    ++from;
  }
  return std::span(roles).subspan(from);
}

std::vector<Index<Principal>> RoleTrusts::naming(
    Index<Principal> caller, const std::function<bool(Index<Principal>)>& is_wanted,
    Progress& progress) {
  std::vector<Index<Principal>> result;
  const auto add = [&](std::span<const Index<Principal>> roles) {
    std::ranges::copy_if(roles, std::back_inserter(result), is_wanted);
  };
  for (Audience& audience : audiences_) {
    if (audience.is_empty_of(caller)) {
      continue;
    }
    const auto roles = wanted_of(audience.roles, is_wanted, progress);
    if (!roles.empty() && is_in(audience, caller)) {
      add(roles);
    }
  }
  if (const auto& list = naming_principal_[caller.value()]) {
    add(wanted_of(*list, is_wanted, progress));
  }
  const auto& account = authorizer_.principals()[caller].account;
  if (const auto& list = account ? naming_account_[account->value()] : std::nullopt) {
    add(wanted_of(*list, is_wanted, progress));
  }
  sort_distinct(result);
  return result;
}

std::vector<Index<Principal>> RoleTrusts::naming_service(Index<Account> account,
                                                         std::string_view service) const {
  const OfAccount& named = accounts_[account.value()];
  std::vector<Index<Principal>> result = named.unnamed;
  if (const auto found = named.services.find(service); found != named.services.end()) {
    result.insert(result.end(), found->second.begin(), found->second.end());
  }
  sort_distinct(result);
  return result;
}

const RoleTrusts::Providers& RoleTrusts::providers(Index<Account> account) const {
  return accounts_[account.value()].providers;
}

}  // namespace orgsim::sim

#include "sim/graph/assume_callers.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "model/arn.h"
#include "model/given.h"
#include "model/sort_distinct.h"
#include "sim/decide/match.h"
#include "sim/graph/audience.h"
#include "sim/graph/caller_keys.h"

namespace orgsim::sim {
namespace {

/// Whether the trust policy lets in anybody but services and federated identities.
bool names_principals(const PolicyDocument& trust) {
  return std::ranges::any_of(trust.statements, [](const Statement& statement) {
    return statement.effect == Effect::Allow && statement.principal &&
           (statement.principal->negated ||
            std::ranges::any_of(statement.principal->entries, [](const PrincipalEntry& entry) {
              return entry.type == PrincipalType::Everyone || entry.type == PrincipalType::Aws;
            }));
  });
}

/// Whether a statement of the resource's side treats callers of one class alike, but for those
/// that its principals name.
bool is_plain(const CompiledStatement& statement) {
  return statement.principal_stated && !statement.principal_negated && !has_variables(statement) &&
         std::ranges::all_of(statement.conditions, [](const CompiledCondition& condition) {
           const KeyScope scope = scope_of(condition.key.text());
           return (scope == KeyScope::Account || scope == KeyScope::Resource) &&
                  !has_variables(condition);
         });
}

bool names_everybody(const CompiledStatement& statement) {
  return std::ranges::all_of(statement.principals, [](const CompiledPrincipal& entry) {
    return entry.type == PrincipalType::Everyone;
  });
}

/// The account that every match of an operand of `aws:PrincipalArn` or `aws:PrincipalAccount` is
/// of; nothing when it may be of several.
std::string_view only_account(const Operand& operand, bool arn) {
  const auto* pattern = std::get_if<Pattern>(&operand);
  if (pattern == nullptr || pattern->tokens.empty() ||
      pattern->tokens.front().kind != PatternToken::Kind::Literal) {
    return {};
  }
  const std::string_view start = pattern->tokens.front().text;
  if (!arn) {
    return pattern->kind == Pattern::Kind::Exact && pattern->tokens.size() == 1
               ? start
               : std::string_view();
  }
  const auto parts = parse_arn(start);
  return parts ? parts->account : std::string_view();
}

/// The accounts that a condition narrows the callers down to; nothing when it does not. Only
/// operators that an absent or different value makes false narrow.
std::optional<std::vector<std::string_view>> accounts_of(const CompiledCondition& condition) {
  const bool arn = condition.key.text() == "aws:principalarn";
  const bool positive = condition.op.comparison == Comparison::StringEquals ||
                        condition.op.comparison == Comparison::StringLike ||
                        condition.op.comparison == Comparison::ArnLike;
  if ((!arn && condition.key.text() != "aws:principalaccount") || !positive ||
      condition.op.if_exists || condition.op.quantifier != Quantifier::None) {
    return std::nullopt;
  }
  std::vector<std::string_view> accounts;
  for (const Operand& operand : condition.operands) {
    const std::string_view account = only_account(operand, arn);
    if (account.empty()) {
      return std::nullopt;
    }
    accounts.push_back(account);
  }
  return accounts;
}

}  // namespace

bool can_assume(const Principal& principal) {
  return principal.kind == PrincipalKind::User || principal.kind == PrincipalKind::Role ||
         principal.kind == PrincipalKind::HypotheticalAdministrator;
}

AssumeCallers::AssumeCallers(const Authorizer& authorizer)
    : authorizer_(authorizer),
      principals_(authorizer.principals()),
      action_("sts:AssumeRole"),
      granting_("sts:AssumeRole"),
      permitted_in_(authorizer.organization().accounts().size()) {
  classes_.assign(principals_.all().size(), Granting::kNobody);
  for (const auto index : principals_.all().indexes()) {
    const Principal& principal = principals_[index];
    if (!can_assume(principal)) {
      continue;
    }
    classes_[index.value()] = granting_.class_of(principal);
    if (principal.account && classes_[index.value()] != Granting::kNobody) {
      permitted_.push_back(index);
      permitted_in_[principal.account->value()].push_back(index);
    }
    index_names(index, principal);
  }
}

void AssumeCallers::index_names(Index<Principal> index, const Principal& principal) {
  const OrganizationTables& tables = authorizer_.organization().tables();
  if (const auto* role = std::get_if<Index<Role>>(&principal.origin)) {
    by_unique_id_.emplace((*tables.roles)[*role].unique_id, index);
  } else if (const auto* user = std::get_if<Index<User>>(&principal.origin)) {
    by_unique_id_.emplace((*tables.users)[*user].unique_id, index);
  }
}

std::vector<Index<Principal>> AssumeCallers::candidates(Index<Principal> role) {
  found_.clear();
  named_.clear();
  plain_ = false;
  covers_.assign(granting_.n_classes(), Truth::Unknown);
  role_ = role;
  const auto& document = principals_[role].trust;
  if (document && names_principals(authorizer_.organization().document(*document))) {
    const CompiledPolicy& trust = *authorizer_.documents()[*document];
    const auto& account = principals_[role].account;
    plain_ = account && ceilings_are_plain(*account);
    for (std::size_t i = 0; i < trust.document().statements.size(); ++i) {
      add_statement(trust, i);
    }
  }
  std::ranges::sort(named_);
  sort_distinct(found_);
  return found_;
}

bool AssumeCallers::treated_as_class(Index<Principal> caller) const {
  return plain_ && !std::ranges::binary_search(named_, caller);
}

bool AssumeCallers::ceilings_are_plain(Index<Account> account) {
  const auto is_plain_policy = [&](PolicyRef policy) {
    const auto [found, added] = plain_policies_.try_emplace(policy, true);
    if (added && policy->collected() && (policy->services() & action_.mark()) != 0) {
      found->second =
          std::ranges::all_of(policy->statements(), [&](const CompiledStatement& statement) {
            return !action_applies(statement, action_) ||
                   (is_plain(statement) && names_everybody(statement));
          });
    }
    return found->second;
  };
  return std::ranges::all_of(authorizer_.ceilings(account).rcps, [&](const Level& level) {
    return std::ranges::all_of(level.policies, is_plain_policy);
  });
}

void AssumeCallers::add_statement(const CompiledPolicy& trust, std::size_t index) {
  const CompiledStatement& statement = trust.statements()[index];
  if (!action_applies(statement, action_)) {
    return;
  }
  plain_ = plain_ && is_plain(statement);
  const std::size_t n_named = named_.size();
  for (const CompiledPrincipal& entry : statement.principals) {
    if (entry.type == PrincipalType::Aws && !entry.account) {
      add_named(entry.value);
    }
  }
  if (statement.effect != Effect::Allow || !statement.principal_stated) {
    return;
  }
  if (statement.principal_negated) {
    add_everybody(trust, index);
    return;
  }
  found_.insert(found_.end(), named_.begin() + static_cast<std::ptrdiff_t>(n_named), named_.end());
  for (const CompiledPrincipal& entry : statement.principals) {
    if (entry.type == PrincipalType::Everyone) {
      add_everybody(trust, index);
    } else if (entry.type == PrincipalType::Aws && entry.account) {
      add_account(entry.value);
    }
  }
}

/// Within the account such a trust is a grant of its own; elsewhere the caller needs permission.
void AssumeCallers::add_everybody(const CompiledPolicy& trust, std::size_t statement) {
  add_permitted(audience_of(trust, statement));
  if (const auto account = principals_[role_].account) {
    std::ranges::copy_if(principals_.of_account(*account), std::back_inserter(found_),
                         [&](Index<Principal> index) { return can_assume(principals_[index]); });
  }
}

void AssumeCallers::add_permitted(const Callers& callers) {
  std::ranges::copy_if(callers, std::back_inserter(found_),
                       [&](Index<Principal> caller) { return permits(classes_[caller.value()]); });
}

bool AssumeCallers::permits(Granting::Class granted) {
  Truth& covers = covers_[granted];
  if (covers == Truth::Unknown) {
    covers = truth(granting_.covers(granted, principals_[role_].arn));
  }
  return covers == Truth::Yes;
}

const AssumeCallers::Callers& AssumeCallers::audience_of(const CompiledPolicy& trust,
                                                         std::size_t index) {
  const CompiledStatement& statement = trust.statements()[index];
  const std::vector<std::size_t> conditions = conditions_on_caller(statement);
  if (conditions.empty()) {
    return permitted_;
  }
  const auto [found, added] = audiences_.try_emplace(audience_key(trust, index, conditions));
  if (!added) {
    return found->second;
  }
  const auto add_those_of = [&](const Callers& callers) {
    std::ranges::copy_if(callers, std::back_inserter(found->second), [&](Index<Principal> caller) {
      return meets(authorizer_, statement, conditions, caller) != Truth::No;
    });
  };
  const auto confined = std::ranges::find_if(conditions, [&](std::size_t condition) {
    return accounts_of(statement.conditions[condition]).has_value();
  });
  if (confined == conditions.end()) {
    add_those_of(permitted_);
    return found->second;
  }
  const auto ids = accounts_of(statement.conditions[*confined]);
  for (const std::string_view id : given(ids)) {
    if (const auto account = authorizer_.organization().find_account(id)) {
      add_those_of(permitted_in_[account->value()]);
    }
  }
  return found->second;
}

void AssumeCallers::add_account(std::string_view id) {
  if (const auto account = authorizer_.organization().find_account(id)) {
    add_permitted(permitted_in_[account->value()]);
  }
}

void AssumeCallers::add_named(const std::string& value) {
  if (const auto principal = principals_.find(value)) {
    named_.push_back(*principal);
  } else if (const auto by_id = by_unique_id_.find(value); by_id != by_unique_id_.end()) {
    named_.push_back(by_id->second);
  }
  if (const auto arn = parse_arn(value); arn && arn->service == "sts") {
    add_role_of_session(arn->account, arn->resource);
  }
}

/// `assumed-role/NAME/SESSION` names the role without its path.
void AssumeCallers::add_role_of_session(std::string_view account_id, std::string_view resource) {
  constexpr std::string_view kPrefix = "assumed-role/";
  const auto account = authorizer_.organization().find_account(account_id);
  if (!account || !resource.starts_with(kPrefix)) {
    return;
  }
  const std::string_view rest = resource.substr(kPrefix.size());
  const std::string_view name = rest.substr(0, rest.find('/'));
  std::ranges::copy_if(
      principals_.of_account(*account), std::back_inserter(named_), [&](Index<Principal> index) {
        return principals_[index].kind == PrincipalKind::Role && principals_[index].name == name;
      });
}

}  // namespace orgsim::sim

#include "compliance/invitation.h"

#include <algorithm>

#include "compliance/judging.h"
#include "model/arn.h"
#include "model/text.h"

namespace orgsim::compliance {
namespace {

constexpr std::size_t kAccountDigits = 12;

void append(const Invitation& form, const PolicyDocument& document,
            std::vector<Invitation>& result) {
  for (const Statement& statement : document.statements) {
    if (statement.effect == Effect::Allow && statement.principal) {
      result.push_back(form);
      result.back().statement = &statement;
    }
  }
}

bool is_account_id(std::string_view text) {
  return text.size() == kAccountDigits &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::vector<Invitation> trust_invitations(const Premises& premises) {
  std::vector<Invitation> result;
  for (const Role& role : *premises.tables().roles) {
    if (role.presence == Presence::Present && premises.at_home(role.account)) {
      append({.subject = role.arn, .owner = role.account, .trust = true},
             premises.organization().document(role.trust), result);
    }
  }
  return result;
}

std::vector<Invitation> resource_invitations(const Premises& premises) {
  std::vector<Invitation> result;
  const Table<Resource>& resources = *premises.tables().resources;
  for (const auto index : resources.indexes()) {
    const Resource& resource = resources[index];
    if (resource.presence != Presence::Present || !premises.at_home(resource.account)) {
      continue;
    }
    for (const PolicyDocument* policy : premises.authorizer().policies_of(index)) {
      append({.subject = resource.arn, .owner = resource.account}, *policy, result);
    }
  }
  return result;
}

std::string_view whole_account(const PrincipalEntry& entry) {
  if (entry.type != PrincipalType::Aws) {
    return {};
  }
  if (is_account_id(entry.value)) {
    return entry.value;
  }
  const auto arn = parse_arn(entry.value);
  return arn && arn->service == "iam" && arn->resource == "root" ? arn->account
                                                                 : std::string_view();
}

std::string_view account_of(const PrincipalEntry& entry) {
  if (entry.type != PrincipalType::Aws) {
    return {};
  }
  if (is_account_id(entry.value)) {
    return entry.value;
  }
  const auto arn = parse_arn(entry.value);
  return arn ? arn->account : std::string_view();
}

bool admits_everyone(const Statement& statement) {
  return statement.principal &&
         (statement.principal->negated ||
          std::ranges::any_of(statement.principal->entries, [](const PrincipalEntry& entry) {
            return entry.type == PrincipalType::Everyone;
          }));
}

bool holds_for_strangers(std::string_view key, std::string_view pattern) {
  constexpr std::string_view kStranger = "999999999999";
  if (pattern.find_first_not_of("*?") == std::string_view::npos) {
    return true;
  }
  if (key.ends_with("arn")) {
    const auto arn = parse_arn(pattern);
    // An ARN without an account is of a bucket, whose name is everybody's to choose.
    return !arn || (arn->account.empty() ? arn->resource.starts_with('*')
                                         : matches_wildcard(arn->account, kStranger));
  }
  if (key.ends_with("account")) {
    return matches_wildcard(pattern, kStranger);
  }
  if (key.ends_with("orgid")) {
    return matches_wildcard(pattern, "o-orgsimprobe");
  }
  return key.ends_with("orgpaths") && matches_wildcard(pattern, "o-orgsimprobe/r-probe/");
}

bool demands_by(const Condition& condition) {
  return !condition.op.if_exists && !is_negated(condition.op.comparison) &&
         condition.op.comparison != Comparison::Null &&
         condition.op.quantifier != Quantifier::ForAllValues;
}

bool demands(const Statement& statement, std::initializer_list<std::string_view> keys) {
  return std::ranges::any_of(statement.conditions, [&](const Condition& condition) {
    const std::string key = to_lower(condition.key);
    const bool asked = std::ranges::any_of(
        keys, [&](std::string_view one) { return equals_ignoring_case(one, key); });
    return asked && demands_by(condition) &&
           std::ranges::none_of(condition.values, [&](const std::string& value) {
             return holds_for_strangers(key, value);
           });
  });
}

std::vector<std::string> accounts_by_condition(const Statement& statement) {
  std::vector<std::string> result;
  for (const Condition& condition : statement.conditions) {
    const bool of_arn = equals_ignoring_case(condition.key, "aws:PrincipalArn");
    if (!demands_by(condition) ||
        !(of_arn || equals_ignoring_case(condition.key, "aws:PrincipalAccount"))) {
      continue;
    }
    for (const std::string& value : condition.values) {
      const auto arn = of_arn ? parse_arn(value) : std::nullopt;
      const std::string_view account = arn ? arn->account : std::string_view(value);
      if (is_account_id(account)) {
        result.emplace_back(account);
      }
    }
  }
  return result;
}

std::set<std::string> accounts_admitted(const Statement& statement) {
  std::set<std::string> result;
  if (!statement.principal) {
    return result;
  }
  if (admits_everyone(statement)) {
    const auto pinned = accounts_by_condition(statement);
    result.insert(pinned.begin(), pinned.end());
  }
  for (const PrincipalEntry& entry : statement.principal->entries) {
    if (const auto account = account_of(entry);
        !statement.principal->negated && !account.empty() && account != "*") {
      result.emplace(account);
    }
  }
  return result;
}

}  // namespace orgsim::compliance

#include "compliance/invitation.h"

#include <algorithm>

#include "compliance/judging.h"
#include "model/arn.h"
#include "model/text.h"

namespace orgsim::compliance {
namespace {

constexpr std::size_t kAccountDigits = 12;

void append(const Premises& premises, const Invitation& form, Index<PolicyDocument> document,
            std::vector<Invitation>& result) {
  for (const Statement& statement : premises.organization().document(document).statements) {
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
      append(premises, {.subject = role.arn, .owner = role.account, .trust = true}, role.trust,
             result);
    }
  }
  return result;
}

std::vector<Invitation> resource_invitations(const Premises& premises) {
  std::vector<Invitation> result;
  for (const Resource& resource : *premises.tables().resources) {
    if (resource.presence == Presence::Present && resource.policy &&
        premises.at_home(resource.account)) {
      append(premises, {.subject = resource.arn, .owner = resource.account}, *resource.policy,
             result);
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

bool demands(const Statement& statement, std::initializer_list<std::string_view> keys) {
  return std::ranges::any_of(statement.conditions, [&](const Condition& condition) {
    const bool strict = !condition.op.if_exists && !is_negated(condition.op.comparison) &&
                        condition.op.comparison != Comparison::Null &&
                        condition.op.quantifier != Quantifier::ForAllValues &&
                        !contains(condition.values, "*");
    return strict && std::ranges::any_of(keys, [&](std::string_view key) {
             return equals_ignoring_case(key, condition.key);
           });
  });
}

}  // namespace orgsim::compliance

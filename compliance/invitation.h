#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/premises.h"

namespace orgsim::compliance {

/// An Allow of a trust or resource policy with what it is attached to.
struct Invitation {
  std::string_view subject;  // ARN of the role or resource.
  Index<Account> owner;
  const Statement* statement = nullptr;
  bool trust = false;
};

/// Every Allow of the trust policies of the home accounts' roles, in order of the table.
std::vector<Invitation> trust_invitations(const Premises& premises);

/// Every Allow of the policies of the home accounts' resources, and of the grants of their keys.
std::vector<Invitation> resource_invitations(const Premises& premises);

/// The account that an `AWS` entry names as a whole, by id or by its root; empty when it names
/// somebody in it, or everyone.
/// Source: AWS JSON policy elements: Principal ("AWS account principals").
std::string_view whole_account(const PrincipalEntry& entry);

/// The account that an `AWS` entry is of; empty when the entry does not tell.
std::string_view account_of(const PrincipalEntry& entry);

/// Whether the statement admits everyone: a bare `*`, or everyone but a few.
bool admits_everyone(const Statement& statement);

/// Whether the condition is false for everybody whom none of its values names, also without the
/// key.
bool demands_by(const Condition& condition);

/// Whether some condition demands a value of one of these keys (in lower case): with an operator
/// that is false when the key is absent and that is not negated, and with values that a stranger
/// does not have. `o-*` is every organization's id, `arn:aws:iam::*:role/app` anybody's role.
bool demands(const Statement& statement, std::initializer_list<std::string_view> keys);

/// Whether the pattern of a condition on the key (in lower case) holds for somebody of whom nothing
/// is known but that AWS let the request through.
bool holds_for_strangers(std::string_view key, std::string_view pattern);

/// The accounts by which a condition pins the caller: of `aws:PrincipalAccount` and
/// `aws:PrincipalArn`.
std::vector<std::string> accounts_by_condition(const Statement& statement);

/// The accounts that the statement admits by name: those of its principals, and those by which a
/// condition pins the caller where it admits everyone.
std::set<std::string> accounts_admitted(const Statement& statement);

}  // namespace orgsim::compliance

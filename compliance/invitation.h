#pragma once

#include <initializer_list>
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

/// Every Allow of the policies of the home accounts' resources.
std::vector<Invitation> resource_invitations(const Premises& premises);

/// The account that an `AWS` entry names as a whole, by id or by its root; empty when it names
/// somebody in it, or everyone.
/// Source: AWS JSON policy elements: Principal ("AWS account principals").
std::string_view whole_account(const PrincipalEntry& entry);

/// The account that an `AWS` entry is of; empty when the entry does not tell.
std::string_view account_of(const PrincipalEntry& entry);

/// Whether the statement admits everyone: a bare `*`, or everyone but a few.
bool admits_everyone(const Statement& statement);

/// Whether some condition demands one of these keys (in lower case), with an operator that is false
/// when the key is absent and that is not negated.
bool demands(const Statement& statement, std::initializer_list<std::string_view> keys);

}  // namespace orgsim::compliance

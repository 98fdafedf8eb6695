#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compliance/check.h"

namespace orgsim::compliance {

/// What a check lacks: domains, and the accounts that lack one of them; both sorted.
struct MissingEvidence {
  std::vector<std::string> domains;
  std::vector<std::string> accounts;
  bool everywhere = false;  // One of the domains was collected of no account in range.
};

/// As the organization file spells it: `iam`.
std::string_view name_of(EvidenceDomain domain);

/// Whether the input says that this part of the account was collected.
bool collected(const Premises& premises, Index<Account> account, EvidenceDomain domain);

/// An account that the input does not list as collected lacks every domain.
MissingEvidence missing_evidence(const Premises& premises, const Check& check);

}  // namespace orgsim::compliance

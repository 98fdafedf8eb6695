#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "model/index.h"
#include "model/organization_tree.h"

namespace orgsim {

/// What is collected of an account, in parts that can be missing one by one.
enum class EvidenceDomain { Iam, Network, Logging, Dns, Resources };

struct AccountEvidence {
  std::optional<Date> collected;
  std::set<EvidenceDomain> domains;
  std::optional<bool> hashes_match;  // Of the collected files with their manifest.
  SourceLocation where;
};

/// What was collected, and how old it may be. An account without an entry was not collected.
struct Evidence {
  std::optional<int> max_age_days;
  std::optional<std::set<EvidenceDomain>> domains;  // Those that every account must have.
  std::map<Index<Account>, AccountEvidence> accounts;
  SourceLocation where;
};

}  // namespace orgsim

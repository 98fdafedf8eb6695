#pragma once

#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "compliance/closure.h"
#include "compliance/finding.h"
#include "compliance/premises.h"

namespace orgsim::compliance {

/// The finding that `source` comes to act as `target`. The subject is the source, or its account
/// when the source stands for a takeover of it.
Finding reach_finding(const Premises& premises, Index<sim::Principal> source,
                      Index<sim::Principal> target, const Closure& closure, Reason reason);

/// The nearest target that is reached and is not the source itself.
std::optional<Index<sim::Principal>> first_reached(
    const Closure& closure, Index<sim::Principal> source,
    const std::function<bool(Index<sim::Principal>)>& is_target);

/// Whether the principal is of one of the accounts and able to act there.
bool acts_in(const Premises& premises, Index<sim::Principal> index,
             const std::set<Index<Account>>& accounts);

/// The finding that a person alone, by pushing, comes to act in one of the accounts; nothing when
/// the step is no push or does not lead there.
std::optional<Finding> push_finding(const Premises& premises, const Step& push,
                                    const std::set<Index<Account>>& accounts, Reason reason);

/// The data stores of the home organization that are wanted, in order of the table.
std::vector<const Resource*> stores_where(const Premises& premises,
                                          const std::function<bool(const Resource&)>& wanted);

/// The accounts of the home organization that are wanted.
std::set<Index<Account>> accounts_where(const Premises& premises,
                                        const std::function<bool(const Account&)>& wanted);

}  // namespace orgsim::compliance

#pragma once

#include <memory>
#include <optional>
#include <set>

#include "sim/graph/fact.h"
#include "sim/organization/ceilings.h"

namespace orgsim::sim {

/// What somebody has changed of an organization to lift its ceilings.
struct Raised {
  std::set<Index<OrganizationPolicy>> policies;  // Edited, so that they allow everything.
  std::set<Index<Account>> moved;                // To directly below the root.
  std::set<Index<Account>> left;                 // In no organization any more.

  bool empty() const { return policies.empty() && moved.empty() && left.empty(); }
  void add(const Fact& raise);
  void remove(const Fact& raise);

  friend auto operator<=>(const Raised&, const Raised&) = default;
};

/// The ceilings that are left. Refers to the documents, which must outlive it.
class RaisedCeilings {
 public:
  RaisedCeilings(const Organization& organization, const CompiledDocuments& documents,
                 const Raised& raised);

  const Ceilings& ceilings() const { return ceilings_; }

 private:
  Organization organization_;
  Ceilings ceilings_;
};

/// Whether some policy that is in force over the account, and not lifted yet, could hold somebody
/// back: one of the organization's own, not those of AWS that allow everything. With
/// `below_the_root` only those that moving the account to the root would take off.
bool has_ceilings(const Organization& organization, Index<Account> account, const Raised& raised,
                  bool below_the_root);

/// The accounts over which the raise lifts something.
std::set<Index<Account>> accounts_under(const Organization& organization, const Fact& raise);

}  // namespace orgsim::sim

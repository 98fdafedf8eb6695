#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/finding.h"
#include "compliance/premises.h"

namespace orgsim::compliance {

/// The categories of PCI DSS scoping, the strictest last. `Review` is out of scope unless an
/// assessor decides otherwise. Source: PCI DSS v4.0.1, "Scope of PCI DSS requirements".
enum class ScopeCategory { OutOfScope, Review, ConnectedTo, SecurityImpacting, Cde };

/// As the organization file declares it: `security-impacting`.
std::string_view name_of(ScopeCategory category);

/// Why an account is in its category: a relation with the cardholder data environment.
struct ScopeReason {
  std::string relation;  // `holds-account-data`, `open-network`, `names`, `keys`, `become`, ...
  std::string other;     // The account, store, zone or principal on the other end.
  std::vector<Hop> witness;
  SourceLocation where;
};

/// One relation that a takeover of an account does not have with the environment, and what refuses
/// it. Each can be checked by itself: ask for `action` on `target`.
struct Certificate {
  std::string_view kind;  // `become`, `data`, `keys`, `names`, `artifacts`, `logs`, ...
  std::string action;     // Empty: no request, as of a network.
  std::string target;
  std::string layer;      // `rcp-statement`, `no-allow`, `no-route`, ...
  std::string policy;     // Which refuses; for `no-allow` the layer that lacks one.
  std::string statement;  // Its Sid; empty: none.
  SourceLocation where;
};

struct ScopedAccount {
  Index<Account> account;
  ScopeCategory category = ScopeCategory::OutOfScope;
  std::vector<ScopeReason> reasons;      // Of the category.
  std::vector<Certificate> certificate;  // For one that is out.
  /// What was not collected of it. With any it may not count as out: treat it as in scope.
  std::vector<EvidenceDomain> missing;
};

/// Computes the category of every account of the home organization, in order of the table. Control
/// is transitive, connectivity one hop. Adding a relation or account data never shrinks the scope.
std::vector<ScopedAccount> scope(const Premises& premises);

/// Whether it may count as out of scope: computed so, and everything of it was looked at.
bool is_surely_out(const ScopedAccount& scoped);

}  // namespace orgsim::compliance

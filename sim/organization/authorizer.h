#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/decide/context_axioms.h"
#include "sim/decide/decision.h"
#include "sim/decide/near_misses.h"
#include "sim/organization/access_request.h"
#include "sim/organization/ceilings.h"
#include "sim/organization/principals.h"
#include "sim/organization/resource_lookup.h"

namespace orgsim::sim {

class RequestAssembly;

/// A policy that bears on a request: one of a layer, and of a level of SCPs or RCPs.
struct PolicySource {
  std::string name;  // Its name, the ARN of a managed policy, or a KMS grant; empty: it has none.
  std::string attached_to;                   // The ARN, OU or account it is attached to.
  const PolicyDocument* document = nullptr;  // Null: it stands in for a text.
};

/// A decision with the policies that its references count in, and what was found of the resource.
struct Explanation {
  Decision decision;
  std::vector<std::string> scp_levels;  // Ids, from the root down.
  std::vector<std::string> rcp_levels;
  std::string resource_account;  // Empty: not known.
  bool resource_known = false;   // The snapshot holds the resource, or it can carry no policy.
  std::vector<NearMiss> near_misses;
  /// The keys that conditions of matching and nearly matching statements ask for, as these spell
  /// them, sorted without regard to case, with what the request has.
  std::vector<ContextValue> context;
  std::vector<ContextAxiom> contradictions;  // What the stated keys break; empty: nothing.

  /// The policy of a reference; it must be one of the decision's.
  const PolicySource& source(const StatementRef& statement) const;

  std::map<std::pair<Layer, std::size_t>, std::vector<PolicySource>> sources;  // By layer, level.
};

/// Answers requests about one snapshot: it finds the policies that bear on each, the context keys
/// that follow from the snapshot, and asks the evaluation. Build it once per snapshot, which it
/// refers to and which must outlive it. Constant use is safe from several threads.
class Authorizer {
 public:
  explicit Authorizer(const Organization& organization, const Assumptions& assumptions = {});
  Authorizer(const Authorizer&) = delete;
  Authorizer& operator=(const Authorizer&) = delete;

  const Organization& organization() const { return organization_; }
  const Principals& principals() const { return principals_; }
  const CompiledDocuments& documents() const { return documents_; }
  const ResourceLookup& resources() const { return resources_; }
  const Assumptions& assumptions() const { return assumptions_; }
  const AccountCeilings& ceilings(Index<Account> account) const { return ceilings_[account]; }

  /// What AWS decides. `Conditional` when it hangs on what the snapshot and the request do not say.
  /// An implicit deny may be one that `explain` knows to be explicit.
  Outcome decide(const AccessRequest& request) const;

  /// The same with its reasons, by references alone.
  Decision reasons(const AccessRequest& request) const;

  /// The same with the policies that the references mean.
  Explanation trace(const AccessRequest& request) const;

  /// The same with near misses, context keys and contradictions as well.
  Explanation explain(const AccessRequest& request) const;

  /// The policy of a resource, and what grants of a key add to it; empty: it has none.
  std::vector<const PolicyDocument*> policies_of(Index<Resource> resource) const;

  /// The statement of a reference; nothing when its policy stands in for a text.
  const Statement* statement(const Explanation& explanation, const StatementRef& reference) const;

 private:
  Explanation trace(const RequestAssembly& assembly, const Request& asked) const;

  const Organization& organization_;
  Assumptions assumptions_;
  CompiledDocuments documents_;
  Principals principals_;
  ResourceLookup resources_;
  Ceilings ceilings_;
};

/// Whether the outcome may be an allow: surely, or under some context that cannot be ruled out.
/// What an attacker asks.
constexpr bool may_allow(Outcome outcome) {
  return outcome == Outcome::Allow || outcome == Outcome::Conditional;
}

}  // namespace orgsim::sim

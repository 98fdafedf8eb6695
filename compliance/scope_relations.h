#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/scope.h"

namespace orgsim::compliance {

/// An account that serves the cardholder data environment in a way that could impact its security.
struct ProviderRelation {
  Index<Account> provider;
  std::string_view kind;
  std::string other;
  SourceLocation where;
};

/// Who provides names, keys, logs, detection, deployment, authentication, backup, routes or policy
/// to the environment; never an account of the environment itself.
std::vector<ProviderRelation> provider_relations(const Premises& premises,
                                                 const std::set<Index<Account>>& cde);

/// The zones whose names systems of the environment use.
std::vector<const HostedZone*> cde_zones(const Premises& premises,
                                         const std::set<Index<Account>>& cde);

/// The stores that hold account data.
std::vector<const Resource*> account_data_stores(const Premises& premises);

/// What somebody who comes to act as others does to the environment.
class CdeEffects {
 public:
  CdeEffects(const Premises& premises, const std::set<Index<Account>>& cde);

  /// The first way from the source; nothing when there is none.
  std::optional<ScopeReason> first(Index<sim::Principal> source) const;

 private:
  std::optional<ScopeReason> on_resources(Index<sim::Principal> actor) const;

  const Premises& premises_;
  const std::set<Index<Account>>& cde_;
  std::vector<const Resource*> stores_;
  std::vector<const Resource*> keys_;
  std::vector<const HostedZone*> zones_;
};

/// What keeps a takeover of the account away from the environment, by kind of relation.
std::vector<Certificate> out_certificate(const Premises& premises, Index<Account> account,
                                         const std::set<Index<Account>>& cde);

}  // namespace orgsim::compliance

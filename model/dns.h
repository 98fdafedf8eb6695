#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/index.h"
#include "model/organization_tree.h"

namespace orgsim {

/// A registered domain.
struct Domain {
  std::string name;
  Index<Account> account;
  std::optional<bool> transfer_lock;
  std::optional<bool> auto_renew;
  SourceLocation where;
};

struct HostedZone {
  std::string id;
  std::string name;  // Lower case, without the trailing dot.
  bool private_zone = false;
  Index<Account> account;
  std::vector<std::string> vpcs;
  std::optional<bool> dnssec;
  std::optional<Index<Account>> query_logging;
  std::vector<std::string> serves;
  std::string purpose;
  SourceLocation where;
};

/// NS records of `parent` for `child`. `child_zone` is the id of the zone those name servers serve;
/// empty when no zone of the model does.
struct Delegation {
  std::string parent;  // Zone id.
  std::string child;   // Name.
  std::string child_zone;
  bool ns_match = true;
  bool removed = false;
  SourceLocation where;
};

/// A record set: either values or the target of an alias.
struct RecordSet {
  std::string zone;  // Zone id.
  std::string name;  // Lower case, without the trailing dot.
  std::string type;
  std::vector<std::string> values;
  std::string alias_to;
  std::optional<Index<Account>> target_account;
  bool removed = false;
  SourceLocation where;
};

struct ResolverRule {
  std::string id;
  Index<Account> account;
  std::string domain;
  std::vector<std::string> shared_with;
  std::vector<std::string> associated_vpcs;
  SourceLocation where;
};

struct Dns {
  std::vector<Domain> domains;
  std::vector<HostedZone> zones;
  std::vector<Delegation> delegations;
  std::vector<RecordSet> records;
  std::vector<ResolverRule> resolver_rules;
};

}  // namespace orgsim

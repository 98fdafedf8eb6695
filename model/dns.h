#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/index.h"
#include "model/organization_tree.h"

namespace orgsim {

/// Where a record set of several answers with its member. At most one kind is set.
/// Source: Amazon Route 53 Developer Guide, "Choosing a routing policy".
struct GeoLocation {
  std::string continent;
  std::string country;  // `*`: the default.
  std::string subdivision;
};

struct GeoProximity {
  std::string region;
  std::string local_zone_group;
  std::string latitude;
  std::string longitude;
  int bias = 0;
};

struct CidrRouting {
  std::string collection;
  std::string location;
};

enum class Failover { Primary, Secondary };

struct Routing {
  std::string set_identifier;  // Empty: simple routing.
  std::optional<int> weight;
  std::string region;  // Latency routing; empty: none.
  std::optional<Failover> failover;
  std::optional<GeoLocation> geolocation;
  std::optional<GeoProximity> geoproximity;
  std::optional<CidrRouting> cidr;
  bool multivalue = false;
  std::string health_check;
};

/// A registered domain.
struct Domain {
  std::string name;
  Index<Account> account;
  std::optional<bool> transfer_lock;
  std::optional<bool> auto_renew;
  std::optional<std::vector<std::string>> name_servers;  // As the registry has them.
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
  std::optional<std::vector<std::string>> name_servers;    // Its delegation set.
  std::optional<std::vector<std::string>> authorizations;  // VPC ids that may be associated.
  std::vector<std::string> unsaid;  // Members that the source could say and does not.
  bool removed = false;
  SourceLocation where;
};

/// NS records of `parent` for `child`. `child_zone` is the id of the zone those name servers serve;
/// empty when no zone of the model does.
struct Delegation {
  std::string parent;  // Zone id.
  std::string child;   // Name.
  std::string child_zone;
  bool ns_match = true;
  std::optional<std::vector<std::string>> name_servers;
  std::vector<std::string> unsaid;  // Members that the source could say and does not.
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
  std::string alias_zone;  // The zone id of an alias target; empty: not said.
  std::optional<bool> evaluate_target_health;
  std::optional<int> ttl;
  Routing routing;
  bool removed = false;
  SourceLocation where;
};

struct ResolverRule {
  std::string id;
  Index<Account> account;
  std::string domain;
  std::vector<std::string> shared_with;
  std::vector<std::string> associated_vpcs;
  std::string region;
  std::string type;  // `FORWARD`, `SYSTEM`, `DELEGATE`, `RECURSIVE`; empty: not said.
  std::optional<std::vector<std::string>> targets;  // `ADDRESS` or `ADDRESS:PORT`.
  std::string endpoint;                             // Id of the outbound endpoint.
  std::vector<std::string> unsaid;  // Members that the source could say and does not.
  SourceLocation where;
};

/// Source: Amazon Route 53 Developer Guide, "What is Route 53 VPC Resolver?".
struct ResolverEndpoint {
  std::string id;
  Index<Account> account;
  std::string region;
  std::string direction;  // `INBOUND`, `OUTBOUND`, `INBOUND_DELEGATION`.
  std::string vpc;
  std::vector<std::string> addresses;
  std::string status;  // Empty: `OPERATIONAL`.
  SourceLocation where;
};

/// A Route 53 Profile: what every VPC that is associated with it sees.
struct ResolverProfile {
  std::string id;
  Index<Account> account;
  std::string region;
  std::vector<std::string> zones;  // Private hosted zone ids.
  std::vector<std::string> rules;  // Resolver rule ids.
  std::vector<std::string> firewall_groups;
  std::vector<std::string> associated_vpcs;
  std::vector<std::string> shared_with;
  SourceLocation where;
};

struct FirewallRule {
  int priority = 0;
  std::string action;          // `ALLOW`, `BLOCK`, `ALERT`.
  std::string block_response;  // `NODATA`, `NXDOMAIN`, `OVERRIDE`.
  std::string override_domain;
  std::string query_type;
  std::vector<std::string> domains;
  SourceLocation where;
};

/// A rule group of the DNS Firewall with the VPCs it guards, by priority of the association.
struct FirewallGroup {
  std::string id;
  Index<Account> account;
  std::string region;
  std::vector<FirewallRule> rules;
  std::map<std::string, int> associated_vpcs;
  SourceLocation where;
};

/// A resolver outside AWS: declared, because no API shows it.
struct OnPremisesResolver {
  std::string id;
  std::vector<std::string> addresses;
  std::vector<std::string> networks;                         // CIDRs of its clients.
  std::map<std::string, std::vector<std::string>> forwards;  // Domain to targets.
  bool recursion = false;
  SourceLocation where;
};

enum class Health { Healthy, Unhealthy, Unknown };

struct Dns {
  std::vector<Domain> domains;
  std::vector<HostedZone> zones;
  std::vector<Delegation> delegations;
  std::vector<RecordSet> records;
  std::vector<ResolverRule> resolver_rules;
  std::vector<ResolverEndpoint> resolver_endpoints;
  std::vector<ResolverProfile> profiles;
  std::vector<FirewallGroup> firewall_groups;
  std::vector<OnPremisesResolver> on_premises;
  std::map<std::string, Health> health_checks;  // By id; one that is missing is unknown.
};

}  // namespace orgsim

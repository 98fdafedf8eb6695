#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/dns.h"

namespace orgsim::io {

/// What Route 53 says, before it is put together.
struct DnsFacts {
  bool any = false;
  std::map<std::string, HostedZone> zones;                    // By id.
  std::map<std::string, std::set<std::string>> name_servers;  // Of delegation sets, by zone id.
  std::set<std::string> zones_with_records;                   // Those whose records were listed.
  std::set<Index<Account>> zones_collected;                   // Accounts whose zones were listed.
  std::map<std::string, ResolverRule> resolver_rules;         // By id. Shared ones are seen twice.
  std::map<std::string, std::vector<std::string>> rule_vpcs;
  std::map<std::string, std::vector<std::string>> authorizations;  // By zone id.
  Dns rest;
};

/// Lower case, without the trailing dot, and with the octal escapes of Route 53 replaced.
/// Source: Amazon Route 53 Developer Guide, "DNS domain name format".
std::string route53_name(std::string_view text);

/// `/hostedzone/Z123` is `Z123`.
std::string hosted_zone_id(std::string_view text);

}  // namespace orgsim::io

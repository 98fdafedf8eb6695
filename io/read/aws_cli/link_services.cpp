#include <algorithm>

#include "io/read/aws_cli/link.h"

namespace orgsim::io {
namespace {

/// Takes what `part` says into the trail.
void merge(Trail& trail, const Trail& part) {
  if (part.management_events) {
    trail.management_events = part.management_events;
  }
  if (!part.data_events.empty()) {
    trail.data_events = part.data_events;
  }
  if (part.is_logging) {
    trail.is_logging = part.is_logging;
    trail.last_delivery = part.last_delivery;
  }
}

bool is_named(const std::string& arn, const std::string& name) {
  return arn == name || arn.ends_with(":trail/" + name);
}

class DnsLinker {
 public:
  explicit DnsLinker(DumpReading& reading) : reading_(reading), facts_(reading.dns) {}

  void link() {
    for (const auto& [id, servers] : facts_.name_servers) {
      facts_.zones[id].name_servers.emplace(servers.begin(), servers.end());
    }
    read_own_name_servers();
    for (auto& [id, rule] : facts_.resolver_rules) {
      rule.associated_vpcs = facts_.rule_vpcs[id];
      facts_.rest.resolver_rules.push_back(std::move(rule));
    }
    std::ranges::sort(facts_.rest.records, {}, [](const RecordSet& record) {
      return std::tie(record.zone, record.name, record.type, record.where);
    });
    for (const RecordSet& record : facts_.rest.records) {
      const auto zone = facts_.zones.find(record.zone);
      if (zone == facts_.zones.end()) {
        unknown_zone(record);
      } else if (record.type == "NS" && record.name != zone->second.name) {
        delegation(record);
      }
    }
    for (auto& [id, zone] : facts_.zones) {
      if (const auto granted = facts_.authorizations.find(id);
          granted != facts_.authorizations.end()) {
        zone.authorizations = granted->second;
      }
      facts_.rest.zones.push_back(std::move(zone));
    }
    coverage();
    reading_.tables().dns.emplace().edit() = std::move(facts_.rest);
  }

 private:
  /// Where no delegation set was collected, the NS records at the apex of a zone name its servers.
  void read_own_name_servers() {
    std::map<std::string, std::set<std::string>> servers;
    for (const RecordSet& record : facts_.rest.records) {
      const auto zone = facts_.zones.find(record.zone);
      if (record.type == "NS" && zone != facts_.zones.end() && record.name == zone->second.name) {
        for (const std::string& value : record.values) {
          servers[record.zone].insert(route53_name(value));
        }
      }
    }
    facts_.name_servers.merge(servers);
  }

  void unknown_zone(const RecordSet& record) {
    if (unknown_.insert(record.zone).second) {
      reading_.error("E3001", "unknown hosted zone `" + record.zone + "`", record.where,
                     "collect `list-hosted-zones` of its account");
    }
  }

  /// The zone of the name that has the same name servers, of those that share one: a set that
  /// agrees in part delegates to some of the zone's servers only.
  void delegation(const RecordSet& record) {
    std::set<std::string> servers;
    for (const std::string& value : record.values) {
      servers.insert(route53_name(value));
    }
    Delegation result{.parent = record.zone,
                      .child = record.name,
                      .ns_match = false,
                      .name_servers = std::vector<std::string>(servers.begin(), servers.end()),
                      .where = record.where};
    for (const auto& [id, zone] : facts_.zones) {
      const auto own = facts_.name_servers.find(id);
      if (zone.name != record.name || zone.private_zone || own == facts_.name_servers.end()) {
        continue;
      }
      const bool shares = std::ranges::any_of(
          servers, [&](const std::string& server) { return own->second.contains(server); });
      if (shares && !result.ns_match) {
        result.child_zone = id;
        result.ns_match = own->second == servers;
      }
    }
    facts_.rest.delegations.push_back(std::move(result));
  }

  void coverage() {
    std::map<Index<Account>, bool> whole;
    for (const auto& account : facts_.zones_collected) {
      whole.emplace(account, true);
    }
    for (const HostedZone& zone : facts_.rest.zones) {
      if (!facts_.zones_with_records.contains(zone.id)) {
        whole[zone.account] = false;
      }
    }
    for (const auto& [account, complete] : whole) {
      if (complete) {
        reading_.collected(account, EvidenceDomain::Dns);
      }
    }
  }

  DumpReading& reading_;
  DnsFacts& facts_;
  std::set<std::string> unknown_;
};

}  // namespace

void link_logging(DumpReading& reading) {
  LoggingFacts& facts = reading.logging;
  if (!facts.any) {
    return;
  }
  for (const auto& [name, part] : facts.parts) {
    for (auto& [arn, trail] : facts.trails) {
      if (is_named(arn, name)) {
        merge(trail, part);
      }
    }
  }
  for (auto& [arn, trail] : facts.trails) {
    facts.rest.trails.push_back(std::move(trail));
  }
  for (const auto& account : facts.trails_collected) {
    if (facts.recorders_collected.contains(account)) {
      reading.collected(account, EvidenceDomain::Logging);
    }
  }
  reading.tables().logging.emplace().edit() = std::move(facts.rest);
}

void link_dns(DumpReading& reading) {
  if (reading.dns.any) {
    DnsLinker(reading).link();
  }
}

}  // namespace orgsim::io

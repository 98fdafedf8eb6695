#include <array>

#include "io/read/aws_cli/calls.h"

namespace orgsim::io {
namespace {

/// Where a record set answers with its member of several.
void read_places(JsonCursor& cursor, Routing& routing, DumpReading& reading) {
  with_object(cursor, "GeoLocation", "geolocation", {}, reading, [&](JsonCursor& place) {
    routing.geolocation = GeoLocation{.continent = place.text("ContinentCode"),
                                      .country = place.text("CountryCode"),
                                      .subdivision = place.text("SubdivisionCode")};
  });
  with_object(cursor, "CidrRoutingConfig", "CIDR routing", {}, reading, [&](JsonCursor& cidr) {
    routing.cidr =
        CidrRouting{.collection = cidr.text("CollectionId"), .location = cidr.text("LocationName")};
  });
  with_object(cursor, "GeoProximityLocation", "geoproximity", {}, reading, [&](JsonCursor& place) {
    GeoProximity& proximity = routing.geoproximity.emplace();
    proximity.region = place.text("AWSRegion");
    proximity.local_zone_group = place.text("LocalZoneGroup");
    proximity.bias = place.integer("Bias").value_or(0);
    with_object(place, "Coordinates", "coordinates", {}, reading, [&](JsonCursor& coordinates) {
      proximity.latitude = coordinates.text("Latitude");
      proximity.longitude = coordinates.text("Longitude");
    });
  });
}

void read_routing(JsonCursor& cursor, Routing& routing, DumpReading& reading) {
  routing.set_identifier = cursor.text("SetIdentifier");
  routing.weight = cursor.integer("Weight");
  routing.region = cursor.text("Region");
  routing.multivalue = cursor.boolean("MultiValueAnswer").value_or(false);
  routing.health_check = cursor.text("HealthCheckId");
  if (const std::string failover = cursor.text("Failover"); !failover.empty()) {
    routing.failover = failover == "PRIMARY" ? Failover::Primary : Failover::Secondary;
  }
  read_places(cursor, routing, reading);
}

RecordSet read_record(JsonCursor& cursor, const std::string& zone, DumpReading& reading) {
  RecordSet record{.zone = zone,
                   .name = route53_name(cursor.required_text("Name")),
                   .type = cursor.required_text("Type"),
                   .ttl = cursor.integer("TTL"),
                   .where = cursor.where()};
  each_object(cursor, "ResourceRecords", "record", {}, reading,
              [&](JsonCursor& value) { record.values.push_back(value.required_text("Value")); });
  with_object(cursor, "AliasTarget", "alias target", {}, reading, [&](JsonCursor& alias) {
    record.alias_to = route53_name(alias.required_text("DNSName"));
    record.alias_zone = alias.text("HostedZoneId");
    record.evaluate_target_health = alias.boolean("EvaluateTargetHealth");
  });
  read_routing(cursor, record.routing, reading);
  return record;
}

bool read_records(Call& call, DumpReading& reading) {
  reading.dns.any = true;
  const std::string zone =
      hosted_zone_id(required_key(call.context.key, "hosted zone", call, reading));
  reading.dns.zones_with_records.insert(zone);
  each_object(call.output, "ResourceRecordSets", "record set", {}, reading,
              [&](JsonCursor& cursor) {
                reading.dns.rest.records.push_back(read_record(cursor, zone, reading));
              });
  ignore(call.output, {"MaxItems"});
  return true;
}

/// An address with its port, where one is given.
std::string target_of(JsonCursor& target) {
  const std::string v4 = target.text("Ip");
  const auto port = target.integer("Port");
  if (v4.empty()) {
    return target.text("Ipv6");
  }
  return port ? v4 + ":" + std::to_string(*port) : v4;
}

void read_rule(JsonCursor& cursor, const Call& call, DumpReading& reading) {
  ResolverRule rule{.id = cursor.required_text("Id"),
                    .domain = route53_name(cursor.text("DomainName")),
                    .region = call.context.region,
                    .type = cursor.text("RuleType"),
                    .endpoint = cursor.text("ResolverEndpointId"),
                    .where = cursor.where()};
  each_object(cursor, "TargetIps", "target", {"Protocol", "ServerNameIndication"}, reading,
              [&](JsonCursor& target) {
                if (!rule.targets) {
                  rule.targets.emplace();
                }
                rule.targets->push_back(target_of(target));
              });
  // The rules that AWS defines itself are of no account.
  if (cursor.text("OwnerId") == "Route 53 Resolver") {
    return;
  }
  if (const auto account = reading.account(cursor, "OwnerId")) {
    rule.account = *account;
    reading.dns.resolver_rules.try_emplace(rule.id, rule);
  }
}

bool read_resolver_rules(Call& call, DumpReading& reading) {
  reading.dns.any = true;
  each_object(call.output, "ResolverRules", "resolver rule",
              {"CreatorRequestId", "Arn", "Status", "StatusMessage", "Name", "ShareStatus",
               "CreationTime", "ModificationTime", "DelegationRecord"},
              reading, [&](JsonCursor& cursor) { read_rule(cursor, call, reading); });
  ignore(call.output, {"MaxResults"});
  return true;
}

bool read_rule_associations(Call& call, DumpReading& reading) {
  reading.dns.any = true;
  each_object(call.output, "ResolverRuleAssociations", "resolver rule association",
              {"Id", "Name", "Status", "StatusMessage"}, reading, [&](JsonCursor& cursor) {
                reading.dns.rule_vpcs[cursor.required_text("ResolverRuleId")].push_back(
                    cursor.required_text("VPCId"));
              });
  ignore(call.output, {"MaxResults"});
  return true;
}

constexpr std::array kRows = {
    CallRow{"ResourceRecordSets", &read_records},
    CallRow{"ResolverRules", &read_resolver_rules},
    CallRow{"ResolverRuleAssociations", &read_rule_associations},
};

}  // namespace

std::span<const CallRow> dns_record_calls() { return kRows; }

}  // namespace orgsim::io

#include "io/read/dns_reader.h"

#include <algorithm>
#include <array>

#include "model/text.h"

namespace orgsim::io {
namespace {

using Strings = std::vector<std::string>;

constexpr std::array kHealth = {std::pair{"healthy", Health::Healthy},
                                std::pair{"unhealthy", Health::Unhealthy},
                                std::pair{"unknown", Health::Unknown}};

/// Domains, zones, delegations, records.
class ZonesReader {
 public:
  ZonesReader(JsonCursor& cursor, OrganizationReading& reading, Dns& dns)
      : cursor_(cursor), reading_(reading), dns_(dns) {}

  void read() {
    each("domains", "domain", [&](JsonCursor& json) {
      dns_.domains.push_back({.name = dns_name(json.required_text("name")),
                              .account = reading_.owner_or_outside(json, "account"),
                              .transfer_lock = json.boolean("transfer_lock"),
                              .auto_renew = json.boolean("auto_renew"),
                              .name_servers = json.strings("name_servers"),
                              .where = json.where()});
    });
    each("zones", "hosted zone", [&](JsonCursor& json) { zone(json); });
    each("delegations", "delegation", [&](JsonCursor& json) {
      dns_.delegations.push_back({.parent = json.required_text("parent"),
                                  .child = dns_name(json.required_text("child")),
                                  .child_zone = json.text("child_zone"),
                                  .ns_match = json.boolean("ns_match").value_or(true),
                                  .name_servers = json.strings("name_servers"),
                                  .unsaid = json.unsaid({"ns_match"}),
                                  .where = json.where()});
    });
    each("records", "record set", [&](JsonCursor& json) { record(json); });
    cursor_.each_member("health_checks", [&](const JsonMember& member) { health(member); });
  }

 private:
  void each(const std::string& key, const std::string& what,
            const std::function<void(JsonCursor&)>& visit) {
    each_object(cursor_, key, what, reading_, visit);
  }

  void zone(JsonCursor& json) {
    dns_.zones.push_back({.id = json.required_text("id"),
                          .name = dns_name(json.required_text("name")),
                          .private_zone = json.boolean("private").value_or(false),
                          .account = reading_.owner(json, "account"),
                          .vpcs = json.strings("vpcs").value_or(Strings()),
                          .dnssec = json.boolean("dnssec"),
                          .query_logging = reading_.account_or_outside(json, "query_logging"),
                          .serves = json.strings("serves").value_or(Strings()),
                          .purpose = json.text("purpose"),
                          .name_servers = json.strings("name_servers"),
                          .authorizations = json.strings("authorizations"),
                          .unsaid = json.unsaid({"vpcs", "serves"}, {"query_logging"}),
                          .where = json.where()});
  }

  void record(JsonCursor& json) {
    dns_.records.push_back({.zone = json.required_text("zone"),
                            .name = dns_name(json.required_text("name")),
                            .type = json.required_text("type"),
                            .values = json.strings("values").value_or(Strings()),
                            .alias_to = json.text("alias_to"),
                            .target_account = reading_.account_or_outside(json, "target_account"),
                            .alias_zone = json.text("alias_zone"),
                            .evaluate_target_health = json.boolean("evaluate_target_health"),
                            .ttl = json.integer("ttl"),
                            .routing = routing(json),
                            .where = json.where()});
  }

  Routing routing(JsonCursor& json) {
    Routing result{.set_identifier = json.text("set_identifier"),
                   .weight = json.integer("weight"),
                   .region = json.text("region"),
                   .failover = failover(json),
                   .multivalue = json.boolean("multivalue").value_or(false),
                   .health_check = json.text("health_check")};
    part(json, "geolocation", [&](JsonCursor& geo) {
      result.geolocation = GeoLocation{.continent = geo.text("continent"),
                                       .country = geo.text("country"),
                                       .subdivision = geo.text("subdivision")};
    });
    part(json, "geoproximity", [&](JsonCursor& geo) {
      result.geoproximity = GeoProximity{.region = geo.text("region"),
                                         .local_zone_group = geo.text("local_zone_group"),
                                         .latitude = geo.text("latitude"),
                                         .longitude = geo.text("longitude"),
                                         .bias = geo.integer("bias").value_or(0)};
    });
    part(json, "cidr", [&](JsonCursor& cidr) {
      result.cidr =
          CidrRouting{.collection = cidr.text("collection"), .location = cidr.text("location")};
    });
    return result;
  }

  void part(JsonCursor& json, const std::string& key,
            const std::function<void(JsonCursor&)>& visit) {
    if (const JsonValue* value = json.member(key, JsonKind::Object)) {
      JsonCursor cursor(*value, key, reading_.diagnostics);
      visit(cursor);
      reading_.unmodelled(cursor, "/dns/records/" + key + "/");
    }
  }

  std::optional<Failover> failover(JsonCursor& json) {
    const std::string text = json.text("failover");
    if (text == "PRIMARY") {
      return Failover::Primary;
    }
    if (text == "SECONDARY") {
      return Failover::Secondary;
    }
    if (!text.empty()) {
      reading_.error("E1105", "unknown failover `" + text + "`", json.where(),
                     "`PRIMARY` or `SECONDARY`");
    }
    return std::nullopt;
  }

  void health(const JsonMember& member) {
    const auto row =
        std::ranges::find(kHealth, member.value.text, &decltype(kHealth)::value_type::first);
    if (row == kHealth.end()) {
      reading_.error("E1105", "unknown state of health check `" + member.key + "`",
                     member.value.where, "`healthy`, `unhealthy` or `unknown`");
    } else {
      dns_.health_checks.insert_or_assign(member.key, row->second);
    }
  }

  JsonCursor& cursor_;
  OrganizationReading& reading_;
  Dns& dns_;
};

}  // namespace

std::string dns_name(const std::string& text) {
  std::string name = to_lower(text);
  if (name.size() > 1 && name.ends_with('.')) {
    name.pop_back();
  }
  return name;
}

void each_object(JsonCursor& cursor, const std::string& key, const std::string& what,
                 OrganizationReading& reading, const std::function<void(JsonCursor&)>& visit) {
  cursor.each_item(key, [&](const JsonValue& item) {
    JsonCursor json(item, what, reading.diagnostics);
    visit(json);
    reading.unmodelled(json, "/dns/" + key + "/");
  });
}

void read_dns(JsonCursor& file, OrganizationReading& reading) {
  if (const JsonValue* json = file.member("dns", JsonKind::Object)) {
    JsonCursor cursor(*json, "dns", reading.diagnostics);
    auto& table = reading.tables().dns;
    Dns& dns = (table ? *table : table.emplace()).edit();
    ZonesReader(cursor, reading, dns).read();
    read_resolver(cursor, reading, dns);
    reading.unmodelled(cursor, "/dns/");
  }
}

}  // namespace orgsim::io

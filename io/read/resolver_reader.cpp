#include "io/read/dns_reader.h"

namespace orgsim::io {
namespace {

using Strings = std::vector<std::string>;

Strings list(JsonCursor& json, std::string_view key) {
  return json.strings(key).value_or(Strings());
}

ResolverRule rule(JsonCursor& json, OrganizationReading& reading) {
  return {.id = json.required_text("id"),
          .account = reading.owner(json, "account"),
          .domain = dns_name(json.text("domain")),
          .shared_with = list(json, "shared_with"),
          .associated_vpcs = list(json, "associated_vpcs"),
          .region = json.text("region"),
          .type = json.text("type"),
          .targets = json.strings("targets"),
          .endpoint = json.text("endpoint"),
          .unsaid = json.unsaid({"shared_with", "associated_vpcs"}),
          .where = json.where()};
}

ResolverEndpoint endpoint(JsonCursor& json, OrganizationReading& reading) {
  return {.id = json.required_text("id"),
          .account = reading.owner(json, "account"),
          .region = json.text("region"),
          .direction = json.required_text("direction"),
          .vpc = json.text("vpc"),
          .addresses = list(json, "addresses"),
          .status = json.text("status"),
          .where = json.where()};
}

ResolverProfile profile(JsonCursor& json, OrganizationReading& reading) {
  return {.id = json.required_text("id"),
          .account = reading.owner(json, "account"),
          .region = json.text("region"),
          .zones = list(json, "zones"),
          .rules = list(json, "rules"),
          .firewall_groups = list(json, "firewall_groups"),
          .associated_vpcs = list(json, "associated_vpcs"),
          .shared_with = list(json, "shared_with"),
          .where = json.where()};
}

FirewallRule firewall_rule(JsonCursor& json) {
  FirewallRule result{.priority = json.integer("priority").value_or(0),
                      .action = json.required_text("action"),
                      .block_response = json.text("block_response"),
                      .override_domain = dns_name(json.text("override_domain")),
                      .query_type = json.text("query_type"),
                      .where = json.where()};
  for (const std::string& domain : list(json, "domains")) {
    result.domains.push_back(dns_name(domain));
  }
  return result;
}

FirewallGroup firewall_group(JsonCursor& json, OrganizationReading& reading) {
  FirewallGroup result{.id = json.required_text("id"),
                       .account = reading.owner(json, "account"),
                       .region = json.text("region"),
                       .where = json.where()};
  json.each_item("rules", [&](const JsonValue& item) {
    JsonCursor cursor(item, "firewall rule", reading.diagnostics);
    result.rules.push_back(firewall_rule(cursor));
    reading.unmodelled(cursor, "/dns/firewall_groups/rules/");
  });
  json.each_member("associated_vpcs", [&](const JsonMember& member) {
    if (const auto priority = integer_of(member.value)) {
      result.associated_vpcs.emplace(member.key, *priority);
    } else {
      reading.error("E1101", "the priority of `" + member.key + "` must be a whole number",
                    member.value.where);
    }
  });
  return result;
}

OnPremisesResolver on_premises(JsonCursor& json, OrganizationReading& reading) {
  OnPremisesResolver result{.id = json.required_text("id"),
                            .addresses = list(json, "addresses"),
                            .networks = list(json, "networks"),
                            .recursion = json.boolean("recursion").value_or(false),
                            .where = json.where()};
  json.each_member("forwards", [&](const JsonMember& member) {
    for (const JsonValue* target : reading.names(member.key, member.value)) {
      result.forwards[dns_name(member.key)].push_back(target->text);
    }
  });
  return result;
}

}  // namespace

void read_resolver(JsonCursor& cursor, OrganizationReading& reading, Dns& dns) {
  const auto each = [&](const std::string& key, const std::string& what, auto& table,
                        auto read_one) {
    each_object(cursor, key, what, reading,
                [&](JsonCursor& json) { table.push_back(read_one(json, reading)); });
  };
  each("resolver_rules", "resolver rule", dns.resolver_rules, rule);
  each("resolver_endpoints", "resolver endpoint", dns.resolver_endpoints, endpoint);
  each("profiles", "resolver profile", dns.profiles, profile);
  each("firewall_groups", "firewall group", dns.firewall_groups, firewall_group);
  each("on_premises", "on-premises resolver", dns.on_premises, on_premises);
}

}  // namespace orgsim::io

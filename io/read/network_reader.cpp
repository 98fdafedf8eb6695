#include "io/read/organization_references.h"

namespace orgsim::io {
namespace {

using Strings = std::vector<std::string>;

class NetworkReader {
 public:
  NetworkReader(JsonCursor& cursor, OrganizationReading& reading)
      : cursor_(cursor), reading_(reading), network_(network_of(reading)) {}

  void read() {
    network_.unsaid = cursor_.unsaid({"vpcs", "peerings", "shared_subnets"}, {"transit_gateway"});
    cursor_.each_item("vpcs", [&](const JsonValue& json) { vpc(json); });
    if (!network_.transit_gateway) {  // The model holds one; a second one is listed.
      if (const JsonValue* json = cursor_.member("transit_gateway", JsonKind::Object)) {
        transit_gateway(*json);
      }
    }
    cursor_.each_item("peerings", [&](const JsonValue& item) {
      JsonCursor json(item, "peering", reading_.diagnostics);
      network_.peerings.push_back({.requester = json.required_text("requester"),
                                   .accepter = json.required_text("accepter"),
                                   .where = item.where});
      reading_.unmodelled(json, "/network/peerings/");
    });
    cursor_.each_item("shared_subnets", [&](const JsonValue& item) {
      JsonCursor json(item, "shared subnet", reading_.diagnostics);
      network_.shared_subnets.push_back({.subnet = json.required_text("subnet"),
                                         .vpc = json.text("vpc"),
                                         .shared_with = reading_.accounts_of(json, "shared_with"),
                                         .where = item.where});
      reading_.unmodelled(json, "/network/shared_subnets/");
    });
    reading_.unmodelled(cursor_, "/network/");
  }

 private:
  static Network& network_of(OrganizationReading& reading) {
    auto& table = reading.tables().network;
    return (table ? *table : table.emplace()).edit();
  }

  void vpc(const JsonValue& item) {
    JsonCursor json(item, "VPC", reading_.diagnostics);
    Vpc result{.id = json.required_text("id"),
               .account = reading_.owner(json, "account"),
               .cidr = json.text("cidr"),
               .internet_gateway = json.boolean("internet_gateway").value_or(false),
               .flow_logs = reading_.account_or_outside(json, "flow_logs"),
               .egress = json.text("egress"),
               .region = json.text("region"),
               .dns_support = json.boolean("dns_support"),
               .dns_hostnames = json.boolean("dns_hostnames"),
               .dns_servers = json.strings("dns_servers"),
               .dnssec_validation = json.boolean("dnssec_validation"),
               .unsaid = json.unsaid({"internet_gateway", "ingress"}, {"flow_logs"}),
               .where = item.where};
    json.each_item("ingress", [&](const JsonValue& rule) {
      JsonCursor ingress(rule, "ingress rule", reading_.diagnostics);
      result.ingress.push_back(
          {.from = ingress.required_text("from"), .ports = ingress.integers("ports")});
      reading_.unmodelled(ingress, "/network/vpcs/" + result.id + "/ingress/");
    });
    reading_.unmodelled(json, "/network/vpcs/" + result.id + "/");
    network_.vpcs.push_back(std::move(result));
  }

  void transit_gateway(const JsonValue& item) {
    JsonCursor json(item, "transit gateway", reading_.diagnostics);
    TransitGateway result{
        .account = reading_.owner(json, "account"),
        .auto_accept_shared_attachments =
            json.boolean("auto_accept_shared_attachments").value_or(false),
        .default_association = json.boolean("default_association").value_or(false),
        .default_propagation = json.boolean("default_propagation").value_or(false),
        .attachments = json.strings("attachments").value_or(Strings()),
        .association = json.texts("association"),
        .route_tables = {},
        .unsaid = json.unsaid({"auto_accept_shared_attachments", "default_association",
                               "default_propagation", "attachments"}),
        .where = item.where};
    json.each_member("route_tables", [&](const JsonMember& table) {
      auto& routes = result.route_tables[table.key];
      for (const JsonValue* vpc : reading_.names(table.key, table.value)) {
        routes.push_back(vpc->text);
      }
    });
    reading_.unmodelled(json, "/network/transit_gateway/");
    network_.transit_gateway = std::move(result);
  }

  JsonCursor& cursor_;
  OrganizationReading& reading_;
  Network& network_;
};

}  // namespace

void read_network(JsonCursor& file, OrganizationReading& reading) {
  if (const JsonValue* json = file.member("network", JsonKind::Object)) {
    JsonCursor cursor(*json, "network", reading.diagnostics);
    NetworkReader(cursor, reading).read();
  }
}

}  // namespace orgsim::io

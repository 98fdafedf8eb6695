#include "io/read/organization_references.h"
#include "model/text.h"

namespace orgsim::io {
namespace {

using Strings = std::vector<std::string>;

/// Names compare without regard to case and without the trailing dot. Source: RFC 4343 section 3.
std::string dns_name(const std::string& text) {
  std::string name = to_lower(text);
  if (name.size() > 1 && name.ends_with('.')) {
    name.pop_back();
  }
  return name;
}

class DnsReader {
 public:
  DnsReader(JsonCursor& cursor, OrganizationReading& reading)
      : cursor_(cursor), reading_(reading), dns_(reading.tables().dns.emplace().edit()) {}

  void read() {
    each("domains", [&](JsonCursor& json) {
      dns_.domains.push_back({.name = dns_name(json.required_text("name")),
                              .account = reading_.owner(json, "account"),
                              .transfer_lock = json.boolean("transfer_lock"),
                              .auto_renew = json.boolean("auto_renew"),
                              .where = json.where()});
    });
    each("zones", [&](JsonCursor& json) { zone(json); });
    each("delegations", [&](JsonCursor& json) {
      dns_.delegations.push_back({.parent = json.required_text("parent"),
                                  .child = dns_name(json.required_text("child")),
                                  .child_zone = json.text("child_zone"),
                                  .ns_match = json.boolean("ns_match").value_or(true),
                                  .where = json.where()});
    });
    each("records", [&](JsonCursor& json) {
      dns_.records.push_back({.zone = json.required_text("zone"),
                              .name = dns_name(json.required_text("name")),
                              .type = json.required_text("type"),
                              .values = json.strings("values").value_or(Strings()),
                              .alias_to = json.text("alias_to"),
                              .target_account = reading_.account(json, "target_account"),
                              .where = json.where()});
    });
    each("resolver_rules", [&](JsonCursor& json) {
      dns_.resolver_rules.push_back(
          {.id = json.required_text("id"),
           .account = reading_.owner(json, "account"),
           .domain = dns_name(json.text("domain")),
           .shared_with = json.strings("shared_with").value_or(Strings()),
           .associated_vpcs = json.strings("associated_vpcs").value_or(Strings()),
           .where = json.where()});
    });
    reading_.unmodelled(cursor_, "/dns/");
  }

 private:
  void each(const std::string& key, const std::function<void(JsonCursor&)>& visit) {
    cursor_.each_item(key, [&](const JsonValue& item) {
      JsonCursor json(item, key, reading_.diagnostics);
      visit(json);
      reading_.unmodelled(json, "/dns/" + key + "/");
    });
  }

  void zone(JsonCursor& json) {
    dns_.zones.push_back({.id = json.required_text("id"),
                          .name = dns_name(json.required_text("name")),
                          .private_zone = json.boolean("private").value_or(false),
                          .account = reading_.owner(json, "account"),
                          .vpcs = json.strings("vpcs").value_or(Strings()),
                          .dnssec = json.boolean("dnssec"),
                          .query_logging = reading_.account(json, "query_logging"),
                          .serves = json.strings("serves").value_or(Strings()),
                          .purpose = json.text("purpose"),
                          .where = json.where()});
  }

  JsonCursor& cursor_;
  OrganizationReading& reading_;
  Dns& dns_;
};

}  // namespace

void read_dns(JsonCursor& file, OrganizationReading& reading) {
  if (const JsonValue* json = file.member("dns", JsonKind::Object)) {
    JsonCursor cursor(*json, "dns", reading.diagnostics);
    DnsReader(cursor, reading).read();
  }
}

}  // namespace orgsim::io

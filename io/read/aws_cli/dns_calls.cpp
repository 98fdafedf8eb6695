#include <algorithm>
#include <array>

#include "io/read/aws_cli/calls.h"
#include "model/text.h"

namespace orgsim::io {
namespace {

bool is_octal(std::string_view digits) {
  return digits.size() == 3 && digits.find_first_not_of("01234567") == std::string_view::npos &&
         digits.front() <= '3';
}

HostedZone* read_zone(JsonCursor& cursor, Call& call, DumpReading& reading) {
  const auto account = account_of(call, reading);
  const std::string id = hosted_zone_id(cursor.required_text("Id"));
  if (!account || id.empty()) {
    return nullptr;
  }
  ignore(cursor, {"CallerReference", "ResourceRecordSetCount", "LinkedService", "Features"});
  HostedZone& zone = reading.dns.zones[id];
  zone.id = id;
  zone.name = route53_name(cursor.required_text("Name"));
  zone.account = *account;
  zone.where = cursor.where();
  with_object(cursor, "Config", "zone configuration", {"Comment"}, reading,
              [&](JsonCursor& config) {
                zone.private_zone = config.boolean("PrivateZone").value_or(false);
              });
  return &zone;
}

bool read_zones(Call& call, DumpReading& reading) {
  reading.dns.any = true;
  if (const auto account = account_of(call, reading)) {
    reading.dns.zones_collected.insert(*account);
  }
  each_object(call.output, "HostedZones", "hosted zone", {}, reading,
              [&](JsonCursor& cursor) { read_zone(cursor, call, reading); });
  ignore(call.output, {"MaxItems"});
  return true;
}

bool read_one_zone(Call& call, DumpReading& reading) {
  reading.dns.any = true;
  HostedZone* zone = nullptr;
  with_object(call.output, "HostedZone", "hosted zone", {}, reading,
              [&](JsonCursor& cursor) { zone = read_zone(cursor, call, reading); });
  with_object(call.output, "DelegationSet", "delegation set", {"Id", "CallerReference"}, reading,
              [&](JsonCursor& cursor) {
                for (const std::string& server :
                     cursor.strings("NameServers").value_or(std::vector<std::string>())) {
                  if (zone != nullptr) {
                    reading.dns.name_servers[zone->id].insert(route53_name(server));
                  }
                }
              });
  each_object(call.output, "VPCs", "VPC", {"VPCRegion"}, reading, [&](JsonCursor& cursor) {
    const std::string vpc = cursor.required_text("VPCId");
    if (zone != nullptr && std::ranges::find(zone->vpcs, vpc) == zone->vpcs.end()) {
      zone->vpcs.push_back(vpc);
    }
  });
  return true;
}

/// `list-vpc-association-authorizations`.
bool read_authorizations(Call& call, DumpReading& reading) {
  const std::string zone = hosted_zone_id(call.output.text("HostedZoneId"));
  if (zone.empty() || call.output.member("VPCs") == nullptr) {
    return false;
  }
  auto& authorizations = reading.dns.authorizations[zone];
  each_object(call.output, "VPCs", "VPC", {"VPCRegion"}, reading,
              [&](JsonCursor& cursor) { authorizations.push_back(cursor.required_text("VPCId")); });
  return true;
}

bool read_domains(Call& call, DumpReading& reading) {
  if (!first_has(call.output, "Domains", "DomainName")) {
    return false;
  }
  reading.dns.any = true;
  const auto account = account_of(call, reading);
  each_object(call.output, "Domains", "domain", {"Expiry"}, reading, [&](JsonCursor& cursor) {
    reading.dns.rest.domains.push_back({.name = route53_name(cursor.required_text("DomainName")),
                                        .account = account.value_or(Index<Account>()),
                                        .transfer_lock = cursor.boolean("TransferLock"),
                                        .auto_renew = cursor.boolean("AutoRenew"),
                                        .where = cursor.where()});
  });
  return true;
}

constexpr std::array kRows = {
    CallRow{"HostedZones", &read_zones},
    CallRow{"HostedZone", &read_one_zone},
    CallRow{"HostedZoneId", &read_authorizations},
    CallRow{"Domains", &read_domains},
};

}  // namespace

std::string hosted_zone_id(std::string_view text) {
  return std::string(text.substr(text.rfind('/') + 1));
}

std::string route53_name(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && is_octal(text.substr(i + 1, 3))) {
      name += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 +
                                (text[i + 3] - '0'));
      i += 3;
    } else {
      name += text[i];
    }
  }
  name = to_lower(name);
  if (name.size() > 1 && name.ends_with('.')) {
    name.pop_back();
  }
  return name;
}

std::span<const CallRow> dns_calls() { return kRows; }

}  // namespace orgsim::io

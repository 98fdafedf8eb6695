#include "sim/closure/name_control.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "sim/closure/zone_reach.h"
#include "sim/decide/statement_query.h"

namespace orgsim::sim {
namespace {

class NameControl {
 public:
  NameControl(const Fallen& fallen, const Dns& dns)
      : fallen_(fallen), organization_(fallen.organization()), dns_(dns) {}

  NamesControlled controlled() {
    for (const HostedZone& zone : dns_.zones) {
      if (!zone.removed) {
        written(zone);
      }
    }
    for (std::size_t i = 0; i < result_.zones.size(); ++i) {
      delegated(i);
    }
    consequences();
    return std::move(result_);
  }

 private:
  void written(const HostedZone& zone) {
    const std::string arn = zone_arn(organization_, zone);
    constexpr std::string_view kRecords = "route53:ChangeResourceRecordSets";
    constexpr std::string_view kServers = "route53domains:UpdateDomainNameservers";
    if (auto doer = fallen_.nearest_of(
            zone.account, [&](const Standing& standing) { return standing.may(kRecords, arn); })) {
      add(zone, "", "dns-01", kRecords, *std::move(doer));
      return;
    }
    for (const Domain& domain : dns_.domains) {
      if (zone.private_zone || domain.name != zone.name) {
        continue;
      }
      if (auto doer = fallen_.nearest_of(domain.account, [&](const Standing& standing) {
            return standing.may(kServers, "*");
          })) {
        add(zone, "", "dns-06", kServers, *std::move(doer));
        return;
      }
    }
  }

  void delegated(std::size_t parent) {
    for (const Delegation& delegation : dns_.delegations) {
      if (delegation.removed || delegation.parent != result_.zones[parent].zone) {
        continue;
      }
      const auto zone = std::ranges::find(dns_.zones, delegation.child_zone, &HostedZone::id);
      if (zone == dns_.zones.end() || zone->removed || has(zone->id)) {
        continue;
      }
      const ControlledZone& by = result_.zones[parent];
      add(*zone, by.zone, "dns-01", by.action,
          {.principal = by.principal, .needs = by.needs, .hops = by.hops});
    }
  }

  bool has(const std::string& zone) const {
    return std::ranges::find(result_.zones, zone, &ControlledZone::zone) != result_.zones.end();
  }

  void add(const HostedZone& zone, std::string through, std::string_view technique,
           std::string_view action, Doer doer) {
    ControlledZone controlled{.zone = zone.id,
                              .through = std::move(through),
                              .technique = technique,
                              .action = action,
                              .principal = doer.principal,
                              .needs = std::move(doer.needs),
                              .hops = doer.hops};
    std::set<std::string> names;
    for (const RecordSet& record : dns_.records) {
      if (!record.removed && record.zone == zone.id) {
        names.insert(record.name);
        controlled.has_wildcard = controlled.has_wildcard || record.name.starts_with("*.");
      }
    }
    controlled.n_names = names.size();
    result_.zones.push_back(std::move(controlled));
  }

  const HostedZone& zone_of(const ControlledZone& controlled) const {
    return *std::ranges::find(dns_.zones, controlled.zone, &HostedZone::id);
  }

  void consequences() {
    std::set<std::string> certificates;
    std::map<std::string, std::set<Index<Account>>> mail;
    std::map<std::string, std::set<Index<Principal>>> issuers;
    const auto trusted = trusted_issuers();
    for (const ControlledZone& controlled : result_.zones) {
      const HostedZone& zone = zone_of(controlled);
      if (zone.private_zone) {
        continue;
      }
      certificates.insert(zone.name);
      for (const auto account : accounts_by_mail(organization_, zone.name)) {
        mail[mail_domain(organization_.accounts()[account].root_email)].insert(account);
      }
      for (const auto& [host, roles] : trusted) {
        if (answers_for(zone.name, host)) {
          issuers[host] = roles;
        }
      }
    }
    result_.certificates.assign(certificates.begin(), certificates.end());
    for (const auto& [domain, accounts] : mail) {
      result_.mail_domains.push_back({domain, {accounts.begin(), accounts.end()}});
    }
    for (const auto& [host, roles] : issuers) {
      result_.issuers.push_back({host, {roles.begin(), roles.end()}});
    }
  }

  /// By host: the roles that trust an OIDC provider there.
  std::map<std::string, std::set<Index<Principal>>> trusted_issuers() const {
    std::map<std::string, std::set<Index<Principal>>> result;
    const Principals& principals = fallen_.authorizer().principals();
    for (const auto role : principals.all().indexes()) {
      const auto& trust = principals[role].trust;
      if (!trust) {
        continue;
      }
      for (const PrincipalEntry* entry : admitted_entries(organization_.document(*trust))) {
        if (entry->type == PrincipalType::Federated && entry->value.contains(":oidc-provider/")) {
          result[issuer_host(entry->value)].insert(role);
        }
      }
    }
    return result;
  }

  const Fallen& fallen_;
  const Organization& organization_;
  const Dns& dns_;
  NamesControlled result_;
};

}  // namespace

NamesControlled names_controlled(const Fallen& fallen) {
  const auto& dns = fallen.organization().tables().dns;
  return dns ? NameControl(fallen, **dns).controlled() : NamesControlled();
}

}  // namespace orgsim::sim

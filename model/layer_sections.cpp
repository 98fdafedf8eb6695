#include "model/layer_sections.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace orgsim {
namespace {

/// Replaces the records that both lists have by those of `above`, and adds the others.
template <class T, class Key>
void lay_list(std::vector<T>& below, const std::vector<T>& above, Key key_of) {
  std::map<decltype(key_of(above.front())), std::size_t> known;
  for (std::size_t i = 0; i < below.size(); ++i) {
    known.emplace(key_of(below[i]), i);
  }
  for (const T& record : above) {
    const auto [place, added] = known.emplace(key_of(record), below.size());
    if (added) {
      below.push_back(record);
    } else {
      below[place->second] = record;
    }
  }
}

template <class K, class V>
void lay_map(std::map<K, V>& below, const std::map<K, V>& above) {
  for (const auto& [key, value] : above) {
    below.insert_or_assign(key, value);
  }
}

template <class T>
void take(std::optional<T>& below, const std::optional<T>& above) {
  if (above) {
    below = above;
  }
}

void take(std::string& below, const std::string& above) {
  if (!above.empty()) {
    below = above;
  }
}

constexpr auto kId = [](const auto& record) { return record.id; };
constexpr auto kName = [](const auto& record) { return record.name; };

void lay(Delivery& below, const Delivery& above) {
  lay_list(below.pipelines, above.pipelines, kName);
  lay_list(below.repositories, above.repositories, kName);
}

void lay(Network& below, const Network& above) {
  lay_list(below.vpcs, above.vpcs, kId);
  lay_list(below.peerings, above.peerings, [](const VpcPeering& peering) {
    return std::pair(peering.requester, peering.accepter);
  });
  lay_list(below.shared_subnets, above.shared_subnets,
           [](const SharedSubnet& subnet) { return subnet.subnet; });
  take(below.transit_gateway, above.transit_gateway);
}

void lay(Dns& below, const Dns& above) {
  lay_list(below.domains, above.domains, kName);
  lay_list(below.zones, above.zones, kId);
  lay_list(below.delegations, above.delegations, [](const Delegation& delegation) {
    return std::pair(delegation.parent, delegation.child);
  });
  lay_list(below.records, above.records, [](const RecordSet& record) {
    return std::tuple(record.zone, record.name, record.type, record.routing.set_identifier);
  });
  lay_list(below.resolver_rules, above.resolver_rules, kId);
  lay_list(below.resolver_endpoints, above.resolver_endpoints, kId);
  lay_list(below.profiles, above.profiles, kId);
  lay_list(below.firewall_groups, above.firewall_groups, kId);
  lay_list(below.on_premises, above.on_premises, kId);
  lay_map(below.health_checks, above.health_checks);
}

void lay(DetectionService& below, const DetectionService& above) {
  take(below.delegated_administrator, above.delegated_administrator);
  take(below.auto_enable, above.auto_enable);
  take(below.central_configuration, above.central_configuration);
  lay_map(below.enabled, above.enabled);
}

void lay(Logging& below, const Logging& above) {
  lay_list(below.trails, above.trails, [](const Trail& trail) { return trail.arn; });
  lay_map(below.config.recorders, above.config.recorders);
  if (above.config.aggregator_account) {
    below.config.aggregator_account = above.config.aggregator_account;
    below.config.aggregator_all_accounts = above.config.aggregator_all_accounts;
  }
  take(below.config.bucket, above.config.bucket);
  lay(below.guardduty, above.guardduty);
  lay(below.security_hub, above.security_hub);
  if (above.access_analyzer.account) {
    below.access_analyzer = above.access_analyzer;
  }
  if (above.alerts) {
    auto& alerts = below.alerts ? *below.alerts : below.alerts.emplace();
    lay_list(alerts, *above.alerts, [](const std::string& alert) { return alert; });
  }
}

void lay(Evidence& below, const Evidence& above) {
  take(below.max_age_days, above.max_age_days);
  take(below.domains, above.domains);
  for (const auto& [account, evidence] : above.accounts) {
    const auto [place, added] = below.accounts.emplace(account, evidence);
    if (!added) {
      take(place->second.collected, evidence.collected);
      take(place->second.hashes_match, evidence.hashes_match);
      place->second.domains.insert(evidence.domains.begin(), evidence.domains.end());
    }
  }
}

void lay(std::vector<ManagementAccountResource>& below,
         const std::vector<ManagementAccountResource>& above) {
  below.insert(below.end(), above.begin(), above.end());
}

template <class Section>
void lay_section(std::optional<Cow<Section>>& below, const std::optional<Cow<Section>>& above) {
  if (!below) {
    below = above;
  } else if (above) {
    lay(below->edit(), **above);
  }
}

/// What one of the layers holds whole is whole.
void lay_coverage(Coverage& below, const Coverage& above) {
  std::erase_if(below.organization,
                [&](const auto& domain) { return above.of(domain.first) == Extent::Complete; });
  for (auto& [domain, extent] : below.organization) {
    extent = std::max(extent, above.of(domain));
  }
}

}  // namespace

void lay_sections(OrganizationTables& below, const OrganizationTables& above) {
  take(below.as_of, above.as_of);
  below.resources_listed = below.resources_listed || above.resources_listed;
  lay_map(below.account_identities.edit(), *above.account_identities);
  lay_map(below.inventories.edit(), *above.inventories);
  lay_section(below.management_account_resources, above.management_account_resources);
  lay_section(below.delivery, above.delivery);
  lay_section(below.network, above.network);
  lay_section(below.dns, above.dns);
  lay_section(below.logging, above.logging);
  lay_section(below.evidence, above.evidence);
  lay_coverage(below.coverage.edit(), *above.coverage);
  if (above.declared->where.known()) {
    below.declared = above.declared;
  }
  lay_list(below.waivers.edit(), *above.waivers, kId);
  auto& unknown = below.unknown_attachments.edit();
  unknown.insert(unknown.end(), above.unknown_attachments->begin(),
                 above.unknown_attachments->end());
  auto& unmodelled = below.unmodelled.edit();
  unmodelled.insert(unmodelled.end(), above.unmodelled->begin(), above.unmodelled->end());
}

}  // namespace orgsim

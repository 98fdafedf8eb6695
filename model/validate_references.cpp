#include <algorithm>
#include <iterator>
#include <set>

#include "model/text.h"
#include "model/validate.h"

namespace orgsim {
namespace {

using Ids = std::set<std::string, std::less<>>;

/// References by text, each to one kind of thing.
class References {
 public:
  References(const Organization& organization, Diagnostics& warnings)
      : organization_(organization), tables_(organization.tables()), warnings_(warnings) {
    if (const auto& network = tables_.network) {
      std::ranges::transform((*network)->vpcs, std::inserter(vpcs_, vpcs_.end()), &Vpc::id);
    }
    if (const auto& dns = tables_.dns) {
      std::ranges::transform((*dns)->zones, std::inserter(zones_, zones_.end()), &HostedZone::id);
    }
  }

  void check() {
    if (tables_.network) {
      network(**tables_.network);
    }
    if (tables_.dns) {
      zones(**tables_.dns);
      resolver(**tables_.dns);
    }
    if (tables_.delivery) {
      delivery(**tables_.delivery);
    }
    encryption_keys();
  }

 private:
  void missing(std::string_view kind, const std::string& name, const std::string& holder,
               SourceLocation where) {
    warnings_.push_back({.level = DiagnosticLevel::Warning,
                         .code = "W5205",
                         .message = "`" + holder + "` names the " + std::string(kind) + " `" +
                                    name + "`, which the input does not have",
                         .hint = "what depends on it stays unknown or dangling",
                         .where = where});
  }

  /// VPCs are known only where a network is.
  void vpcs(const std::vector<std::string>& names, const std::string& holder,
            SourceLocation where) {
    for (const std::string& name : names) {
      if (tables_.network && !vpcs_.contains(name)) {
        missing("VPC", name, holder, where);
      }
    }
  }

  void zone(const std::string& name, const std::string& holder, SourceLocation where) {
    if (!name.empty() && !zones_.contains(name)) {
      missing("hosted zone", name, holder, where);
    }
  }

  void role(const std::string& arn, const std::string& holder, SourceLocation where) {
    if (!arn.empty() && arn.starts_with("arn:") && !organization_.find_role(arn)) {
      missing("role", arn, holder, where);
    }
  }

  void network(const Network& network) {
    if (const auto& gateway = network.transit_gateway) {
      const std::string holder = "transit_gateway";
      vpcs(gateway->attachments, holder, gateway->where);
      for (const auto& [vpc, table] : gateway->association) {
        vpcs({vpc}, holder, gateway->where);
        if (!gateway->route_tables.contains(table)) {
          missing("route table", table, holder, gateway->where);
        }
      }
      for (const auto& [table, targets] : gateway->route_tables) {
        vpcs(targets, holder, gateway->where);
      }
    }
    for (const VpcPeering& peering : network.peerings) {
      vpcs({peering.requester, peering.accepter}, "peering", peering.where);
    }
  }

  void zones(const Dns& dns) {
    for (const HostedZone& hosted : dns.zones) {
      vpcs(hosted.vpcs, hosted.id, hosted.where);
    }
    for (const Delegation& delegation : dns.delegations) {
      zone(delegation.parent, delegation.child, delegation.where);
      zone(delegation.child_zone, delegation.child, delegation.where);
    }
    for (const RecordSet& record : dns.records) {
      zone(record.zone, record.name, record.where);
    }
  }

  void resolver(const Dns& dns) {
    Ids endpoints;
    for (const ResolverEndpoint& endpoint : dns.resolver_endpoints) {
      endpoints.insert(endpoint.id);
    }
    for (const ResolverRule& rule : dns.resolver_rules) {
      vpcs(rule.associated_vpcs, rule.id, rule.where);
      if (!rule.endpoint.empty() && !endpoints.contains(rule.endpoint)) {
        missing("resolver endpoint", rule.endpoint, rule.id, rule.where);
      }
    }
    for (const ResolverProfile& profile : dns.profiles) {
      vpcs(profile.associated_vpcs, profile.id, profile.where);
      for (const std::string& id : profile.zones) {
        zone(id, profile.id, profile.where);
      }
    }
  }

  void delivery(const Delivery& delivery) {
    for (const Pipeline& pipeline : delivery.pipelines) {
      role(pipeline.role, pipeline.name, pipeline.where);
      role(pipeline.build_role, pipeline.name, pipeline.where);
      if (!pipeline.repository.empty() &&
          std::ranges::find(delivery.repositories, pipeline.repository, &Repository::name) ==
              delivery.repositories.end()) {
        missing("repository", pipeline.repository, pipeline.name, pipeline.where);
      }
    }
    for (const Repository& repository : delivery.repositories) {
      for (const std::string& name : repository.pipelines) {
        if (std::ranges::find(delivery.pipelines, name, &Pipeline::name) ==
            delivery.pipelines.end()) {
          missing("pipeline", name, repository.name, repository.where);
        }
      }
    }
  }

  void encryption_keys() {
    for (const Resource& resource : *tables_.resources) {
      const std::string& key = resource.encryption_key;
      if (resource.presence == Presence::Present && key.starts_with("arn:") &&
          !organization_.find_resource(key)) {
        missing("key", key, resource.arn, resource.where);
      }
    }
  }

  const Organization& organization_;
  const OrganizationTables& tables_;
  Diagnostics& warnings_;
  Ids vpcs_;
  Ids zones_;
};

}  // namespace

void validate_references(const Organization& organization, Diagnostics& warnings) {
  References(organization, warnings).check();
}

}  // namespace orgsim

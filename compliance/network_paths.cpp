#include "compliance/network_paths.h"

#include <algorithm>

#include "compliance/judging.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

const Vpc* vpc_by_id(const Network& network, std::string_view id) {
  const auto found = std::ranges::find(network.vpcs, id, &Vpc::id);
  return found == network.vpcs.end() ? nullptr : &*found;
}

void add_route(const Network& network, std::string_view from, std::string_view to,
               std::string_view by, SourceLocation where, std::vector<Route>& result) {
  const Vpc* source = vpc_by_id(network, from);
  const Vpc* target = vpc_by_id(network, to);
  if (source != nullptr && target != nullptr && source != target) {
    result.push_back({.from = source, .to = target, .by = by, .where = where});
  }
}

void add_hub_routes(const Network& network, std::vector<Route>& result) {
  if (!network.transit_gateway) {
    return;
  }
  const TransitGateway& hub = *network.transit_gateway;
  for (const auto& [vpc, table] : hub.association) {
    const auto found = hub.route_tables.find(table);
    if (found != hub.route_tables.end()) {
      for (const std::string& target : found->second) {
        add_route(network, vpc, target, "transit-gateway", hub.where, result);
      }
    }
  }
}

/// Accounts that share a subnet put their own systems into its VPC.
void add_shared_routes(const Network& network, std::vector<Route>& result) {
  for (const SharedSubnet& subnet : network.shared_subnets) {
    for (const Vpc& vpc : network.vpcs) {
      if (std::ranges::count(subnet.shared_with, vpc.account) != 0) {
        add_route(network, vpc.id, subnet.vpc, "shared-subnet", subnet.where, result);
        add_route(network, subnet.vpc, vpc.id, "shared-subnet", subnet.where, result);
      }
    }
  }
}

}  // namespace

const Network* collected_network(const Premises& premises, Judgement& judgement) {
  return demand_section(premises.tables().network, "network", "network", judgement);
}

std::vector<Route> routes(const Network& network) {
  std::vector<Route> result;
  add_hub_routes(network, result);
  for (const VpcPeering& peering : network.peerings) {
    add_route(network, peering.requester, peering.accepter, "peering", peering.where, result);
    add_route(network, peering.accepter, peering.requester, "peering", peering.where, result);
  }
  add_shared_routes(network, result);
  std::ranges::stable_sort(
      result, {}, [](const Route& route) { return std::tie(route.from->id, route.to->id); });
  return result;
}

std::vector<std::string_view> attachments_without_table(const Network& network) {
  std::vector<std::string_view> result;
  if (network.transit_gateway) {
    const TransitGateway& hub = *network.transit_gateway;
    for (const std::string& vpc : hub.attachments) {
      const auto table = hub.association.find(vpc);
      if (table == hub.association.end() || !hub.route_tables.contains(table->second)) {
        result.push_back(vpc);
      }
    }
  }
  return result;
}

Filter filter_between(const Vpc& from, const Vpc& to) {
  Filter result = Filter::Closed;
  for (const IngressRule& rule : to.ingress) {
    if (rule.from == from.id || rule.from == from.cidr || rule.from == "0.0.0.0/0") {
      result = std::max(result, rule.ports.empty() ? Filter::Open : Filter::SomePorts);
    }
  }
  return result;
}

}  // namespace orgsim::compliance

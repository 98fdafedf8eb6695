#include <algorithm>

#include "compliance/checks/checks.h"
#include "compliance/judging.h"
#include "compliance/network_paths.h"
#include "model/given.h"
#include "sim/decide/ip_network.h"

namespace orgsim::compliance {
namespace {

enum class Side { Neither, Production, NonProduction };

Side side_of(const Account& account) {
  if (account.risk_profile == "prod" || account.risk_profile == "pci" ||
      account.risk_profile == "ephi") {
    return Side::Production;
  }
  return account.risk_profile == "nonprod" || account.risk_profile == "sandbox"
             ? Side::NonProduction
             : Side::Neither;
}

/// Routes that nobody collected: of a whole kind, or of an attachment without a table.
void report_unknown_routes(const Network& net, Judgement& judgement) {
  demand_said(net.unsaid, {"vpcs", "transit_gateway", "peerings", "shared_subnets"}, "network", {},
              judgement);
  for (const std::string_view vpc : attachments_without_table(net)) {
    judgement.undecided.push_back(finding(vpc, Reason::NotCollected,
                                          given(net.transit_gateway).where,
                                          {{"what", "route table of the attachment"}}));
  }
}

}  // namespace

Judgement no_route_between_environments(const Premises& premises) {
  Judgement judgement;
  const Network* net = collected_network(premises, judgement);
  if (net == nullptr) {
    return judgement;
  }
  report_unknown_routes(*net, judgement);
  for (const Route& route : routes(*net)) {
    const Side from = side_of(premises.account(route.from->account));
    const Side to = side_of(premises.account(route.to->account));
    ++judgement.n_examined;
    if (from != Side::Neither && to != Side::Neither && from != to) {
      Finding found = finding(route.from->id, Reason::RouteBetweenEnvironments, route.where,
                              {{"to", route.to->id}, {"by", std::string(route.by)}});
      found.witness = {
          {.relation = "route", .from = route.from->id, .to = route.to->id, .where = route.where}};
      judgement.failures.push_back(std::move(found));
    }
  }
  return judgement;
}

namespace {

bool covers(const NetworkFlow& flow, const std::vector<int>& ports) {
  return flow.ports.empty() || (!ports.empty() && std::ranges::all_of(ports, [&](int port) {
           return std::ranges::count(flow.ports, port) != 0;
         }));
}

/// Whether all that `from` stands for is what a flow declares: the same, or a part of its
/// addresses.
bool is_within(const Network& net, std::string_view from, std::string_view declared) {
  if (from == declared) {
    return true;
  }
  const auto vpc = std::ranges::find(net.vpcs, declared, &Vpc::id);
  const auto outer = sim::parse_ip_network(vpc == net.vpcs.end() ? declared : vpc->cidr);
  const auto inner = sim::parse_ip_network(from);
  return outer && inner && sim::contains(*outer, *inner);
}

/// Whether a declared flow allows it; a route alone says nothing of ports.
bool declared_flow(const Network& net, const std::vector<NetworkFlow>& flows, std::string_view from,
                   std::string_view to, const std::vector<int>* ports) {
  return std::ranges::any_of(flows, [&](const NetworkFlow& flow) {
    return is_within(net, from, flow.from) && flow.to == to &&
           (ports == nullptr || covers(flow, *ports));
  });
}

std::string text_of(const std::vector<int>& ports) {
  if (ports.empty()) {
    return "every port";
  }
  std::vector<std::string> texts;
  texts.reserve(ports.size());
  for (const int port : ports) {
    texts.push_back(std::to_string(port));
  }
  return "port " + joined(texts);
}

void judge_ingress(const Network& net, const Vpc& vpc, const std::vector<NetworkFlow>& flows,
                   Judgement& judgement) {
  for (const IngressRule& rule : vpc.ingress) {
    ++judgement.n_examined;
    if (!declared_flow(net, flows, rule.from, vpc.id, &rule.ports)) {
      judgement.failures.push_back(finding(vpc.id, Reason::UndeclaredIngress, vpc.where,
                                           {{"from", rule.from}, {"ports", text_of(rule.ports)}}));
    }
  }
}

}  // namespace

Judgement cde_ingress_is_declared(const Premises& premises) {
  Judgement judgement;
  if (!has_declared_cde(premises)) {
    judgement.not_applicable = Reason::NoCardholderEnvironment;
    return judgement;
  }
  const Network* net = collected_network(premises, judgement);
  const auto& flows = premises.declared().network_flows;
  if (net == nullptr || !flows) {
    if (!flows) {
      judgement.undeclared.emplace("network_flows");
    }
    return judgement;
  }
  report_unknown_routes(*net, judgement);
  for (const Vpc& vpc : net->vpcs) {
    if (is_declared_cde(premises.account(vpc.account))) {
      demand_said(vpc.unsaid, {"ingress"}, vpc.id, vpc.where, judgement);
      judge_ingress(*net, vpc, *flows, judgement);
    }
  }
  for (const Route& route : routes(*net)) {
    if (!is_declared_cde(premises.account(route.to->account)) ||
        is_declared_cde(premises.account(route.from->account))) {
      continue;
    }
    ++judgement.n_examined;
    if (!declared_flow(*net, *flows, route.from->id, route.to->id, nullptr)) {
      judgement.failures.push_back(
          finding(route.to->id, Reason::UndeclaredRoute, route.where,
                  {{"from", route.from->id}, {"by", std::string(route.by)}}));
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance

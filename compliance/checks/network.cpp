#include <algorithm>
#include <array>
#include <set>

#include "compliance/checks/checks.h"
#include "compliance/judging.h"
#include "compliance/network_paths.h"
#include "model/given.h"
#include "sim/decide/ip_network.h"

namespace orgsim::compliance {
std::set<Index<Account>> accounts_with_restricted_data(const Premises& premises) {
  std::set<Index<Account>> result;
  for (const auto index : premises.accounts()) {
    const auto& classes = premises.account(index).data_classes;
    if (classes && holds_restricted(*classes)) {
      result.insert(index);
    }
  }
  for (const Resource& resource : *premises.tables().resources) {
    if (is_data_store(resource) && resource.data_classes &&
        holds_restricted(*resource.data_classes) && premises.at_home(resource.account)) {
      result.insert(resource.account);
    }
  }
  return result;
}

bool has_declared_cde(const Premises& premises) {
  return std::ranges::any_of(premises.accounts(), [&](Index<Account> index) {
    return is_declared_cde(premises.account(index));
  });
}

Judgement cde_egress_is_limited(const Premises& premises) {
  Judgement judgement;
  if (!has_declared_cde(premises)) {
    judgement.not_applicable = Reason::NoCardholderEnvironment;
    return judgement;
  }
  const Network* net = collected_network(premises, judgement);
  if (net == nullptr) {
    return judgement;
  }
  for (const Vpc& vpc : net->vpcs) {
    if (!is_declared_cde(premises.account(vpc.account))) {
      continue;
    }
    ++judgement.n_examined;
    if (vpc.egress.empty()) {
      judgement.undecided.push_back(
          finding(vpc.id, Reason::NotCollected, vpc.where, {{"what", "egress"}}));
    } else if (vpc.egress != "none" && !vpc.egress.ends_with("allow-list")) {
      judgement.failures.push_back(
          finding(vpc.id, Reason::EgressNotLimited, vpc.where, {{"actual", vpc.egress}}));
    }
  }
  return judgement;
}

namespace {

/// Whether it stands for addresses of the internet: any that no network may use for itself alone.
/// Source: RFC 1918, RFC 4193, RFC 6598.
bool is_of_the_internet(std::string_view from) {
  const auto addresses = sim::parse_ip_network(from);
  if (!addresses) {
    return from == "internet";
  }
  constexpr auto kPrivate = std::to_array<std::string_view>(
      {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"});
  return std::ranges::none_of(kPrivate, [&](std::string_view range) {
    const auto outer = sim::parse_ip_network(range);
    return outer && sim::contains(*outer, *addresses);
  });
}

}  // namespace

Judgement restricted_data_is_off_the_internet(const Premises& premises) {
  Judgement judgement;
  const Network* net = collected_network(premises, judgement);
  if (net == nullptr) {
    return judgement;
  }
  const auto holders = accounts_with_restricted_data(premises);
  for (const Vpc& vpc : net->vpcs) {
    if (!holders.contains(vpc.account)) {
      continue;
    }
    ++judgement.n_examined;
    demand_said(vpc.unsaid, {"internet_gateway", "ingress"}, vpc.id, vpc.where, judgement);
    if (vpc.internet_gateway) {
      judgement.failures.push_back(finding(vpc.id, Reason::InternetGateway, vpc.where));
    }
    for (const IngressRule& rule : vpc.ingress) {
      if (is_of_the_internet(rule.from)) {
        judgement.failures.push_back(
            finding(vpc.id, Reason::InternetIngress, vpc.where, {{"from", rule.from}}));
      }
    }
  }
  return judgement;
}

namespace {

void judge_attachment(const Premises& premises, const Network& net, const std::string& id,
                      SourceLocation where, Judgement& judgement) {
  ++judgement.n_examined;
  const auto vpc = std::ranges::find(net.vpcs, id, &Vpc::id);
  if (vpc == net.vpcs.end() || !premises.at_home(vpc->account)) {
    judgement.failures.push_back(finding(id, Reason::AttachmentUnknown, where));
    return;
  }
  const std::string& profile = premises.account(vpc->account).risk_profile;
  if (profile == "sandbox" || profile == "suspended") {
    judgement.failures.push_back(
        finding(id, Reason::AttachmentNotAllowed, where, {{"profile", profile}}));
  }
}

}  // namespace

Judgement transit_hub_joins_nobody(const Premises& premises) {
  Judgement judgement;
  const Network* net = collected_network(premises, judgement);
  if (net == nullptr) {
    return judgement;
  }
  if (!net->transit_gateway) {
    demand_said(net->unsaid, {"transit_gateway"}, "network", {}, judgement);
    return judgement;
  }
  const TransitGateway& hub = *net->transit_gateway;
  const std::string_view owner = premises.id(hub.account);
  ++judgement.n_examined;
  demand_said(hub.unsaid,
              {"auto_accept_shared_attachments", "default_association", "default_propagation",
               "attachments"},
              owner, hub.where, judgement);
  for (const auto& [on, what] : {std::pair(hub.auto_accept_shared_attachments, "auto-accept"),
                                 std::pair(hub.default_association, "default association"),
                                 std::pair(hub.default_propagation, "default propagation")}) {
    if (on) {
      judgement.failures.push_back(
          finding(owner, Reason::HubJoinsByItself, hub.where, {{"what", what}}));
    }
  }
  for (const std::string& id : hub.attachments) {
    judge_attachment(premises, *net, id, hub.where, judgement);
  }
  return judgement;
}

}  // namespace orgsim::compliance

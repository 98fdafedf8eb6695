#include <algorithm>
#include <array>
#include <set>

#include "compliance/access.h"
#include "compliance/checks/checks.h"
#include "compliance/dependence.h"
#include "compliance/isolation.h"
#include "compliance/judging.h"
#include "compliance/network_paths.h"
#include "compliance/stores.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

/// What a sandbox does to the resources that others rely on.
void judge_effects(const Premises& premises, const std::vector<const Resource*>& resources,
                   Index<Account> sandbox, Index<sim::Principal> source, Judgement& judgement) {
  for (const Resource* relied_on : resources) {
    const Resource& resource = *relied_on;
    std::vector<Attempt> attempts = altering_attempts(source, resource);
    if (resource.type == "kms-key") {
      for (const std::string_view action : {"kms:Decrypt", "kms:DisableKey", "kms:PutKeyPolicy"}) {
        attempts.push_back({.asker = source,
                            .action = std::string(action),
                            .resource = resource.arn,
                            .resource_account = {},
                            .context = {}});
      }
    } else if (!attempts.empty()) {
      attempts.push_back(reading_attempt(source, resource));
    }
    for (const Attempt& attempt : attempts) {
      if (may(premises, attempt)) {
        Finding found = finding(premises.id(sandbox), Reason::SandboxTouches, resource.where,
                                {{"actions", attempt.action},
                                 {"resource", resource.arn},
                                 {"source", premises.principals()[source].arn}});
        found.witness = {hop_of(premises, attempt)};
        judgement.failures.push_back(std::move(found));
        break;
      }
    }
  }
}

/// What a sandbox does to names that others use.
void judge_names(const Premises& premises, Index<Account> sandbox, Index<sim::Principal> source,
                 Judgement& judgement) {
  if (!premises.tables().dns) {
    return;
  }
  for (const HostedZone& zone : given(premises.tables().dns).zones) {
    const Attempt attempt = name_change(premises, zone, source);
    if (!zone.removed && names_serve_others(premises, zone, sandbox) && may(premises, attempt)) {
      judgement.failures.push_back(finding(premises.id(sandbox), Reason::SandboxTouches, zone.where,
                                           {{"actions", attempt.action},
                                            {"resource", attempt.resource},
                                            {"source", premises.principals()[source].arn}}));
      judgement.failures.back().witness = {hop_of(premises, attempt)};
    }
  }
}

/// The networks of the account that a route joins to one of another account, in either direction.
std::set<std::string_view> joined_networks(const Network& net, Index<Account> account) {
  std::set<std::string_view> result;
  for (const Route& route : routes(net)) {
    if ((route.from->account == account) != (route.to->account == account)) {
      result.insert(route.from->account == account ? route.from->id : route.to->id);
    }
  }
  return result;
}

/// Whatever joins a network of the sandbox to one of another account.
void judge_sandbox_network(const Premises& premises, Index<Account> sandbox, Judgement& judgement) {
  const auto& collected = premises.tables().network;
  if (!collected) {
    return;
  }
  const Network& net = **collected;
  const std::set<std::string_view> connected = joined_networks(net, sandbox);
  for (const Vpc& vpc : net.vpcs) {
    const bool attached = net.transit_gateway && contains(net.transit_gateway->attachments, vpc.id);
    if (vpc.account == sandbox && (attached || connected.contains(vpc.id))) {
      judgement.failures.push_back(
          finding(premises.id(sandbox), Reason::SandboxConnected, vpc.where, {{"vpc", vpc.id}}));
    }
  }
  for (const SharedSubnet& subnet : net.shared_subnets) {
    const auto owner = std::ranges::find(net.vpcs, subnet.vpc, &Vpc::id);
    if (std::ranges::count(subnet.shared_with, sandbox) != 0 && owner != net.vpcs.end() &&
        owner->account != sandbox) {
      judgement.failures.push_back(finding(premises.id(sandbox), Reason::SandboxConnected,
                                           subnet.where, {{"vpc", subnet.vpc}}));
    }
  }
}

}  // namespace

Judgement sandboxes_reach_nothing(const Premises& premises) {
  Judgement judgement;
  const auto sandboxes = accounts_where(
      premises, [](const Account& account) { return account.risk_profile == "sandbox"; });
  if (sandboxes.empty()) {
    judgement.not_applicable = Reason::NoSandbox;
    return judgement;
  }
  demand_sections(premises, {Section::Delivery, Section::Dns, Section::Network}, judgement);
  for (const auto sandbox : sandboxes) {
    std::set<Index<Account>> others(premises.accounts().begin(), premises.accounts().end());
    others.erase(sandbox);
    const auto resources = resources_of(premises, others);
    for (const auto source : takeover_sources(premises, sandbox)) {
      ++judgement.n_examined;
      const Closure closure(premises, std::span(&source, 1));
      const auto target = first_reached(closure, source, [&](Index<sim::Principal> index) {
        return premises.principals()[index].account != sandbox;
      });
      if (target) {
        judgement.failures.push_back(
            reach_finding(premises, source, *target, closure, Reason::SandboxReaches));
      }
      judge_effects(premises, resources, sandbox, source, judgement);
      judge_names(premises, sandbox, source, judgement);
    }
    judge_sandbox_network(premises, sandbox, judgement);
  }
  return judgement;
}

}  // namespace orgsim::compliance

#include <algorithm>
#include <map>
#include <set>

#include "compliance/checks/checks.h"
#include "compliance/evidence.h"
#include "compliance/judging.h"
#include "model/given.h"
#include "model/text.h"

namespace orgsim::compliance {
namespace {

const Dns* dns(const Premises& premises, Judgement& judgement) {
  return demand_section(premises.tables().dns, "dns", "DNS", judgement);
}

const HostedZone* zone_by_id(const Dns& names, std::string_view id) {
  const auto found = std::ranges::find(names.zones, id, &HostedZone::id);
  return found == names.zones.end() ? nullptr : &*found;
}

/// Whether a delegation names the servers of its child, by the sets where both are collected;
/// nothing where neither those nor the answer are.
std::optional<bool> servers_match(const Delegation& delegation, const HostedZone& child) {
  if (delegation.name_servers && child.name_servers) {
    const auto names = [](const std::vector<std::string>& servers) {
      std::set<std::string> result;
      for (const std::string& server : servers) {
        result.insert(
            to_lower(server.ends_with('.') ? server.substr(0, server.size() - 1) : server));
      }
      return result;
    };
    return names(*delegation.name_servers) == names(*child.name_servers);
  }
  return contains(delegation.unsaid, "ns_match") ? std::nullopt
                                                 : std::optional(delegation.ns_match);
}

void judge_delegation(const Premises& premises, const Dns& names, const Delegation& delegation,
                      Judgement& judgement) {
  ++judgement.n_examined;
  const HostedZone* child = zone_by_id(names, delegation.child_zone);
  const std::vector<Fact> facts = {{"zone", delegation.parent}};
  if (child == nullptr || !premises.at_home(child->account)) {
    judgement.failures.push_back(
        finding(delegation.child, Reason::DelegationDangles, delegation.where, facts));
    return;
  }
  const auto match = servers_match(delegation, *child);
  if (!match) {
    demand_said({"ns_match"}, {"ns_match"}, delegation.child, delegation.where, judgement);
  } else if (!*match) {
    judgement.failures.push_back(
        finding(delegation.child, Reason::DelegationMismatch, delegation.where, facts));
  }
}

/// A public zone that nobody delegates to answers nobody, or somebody else registered its name.
void judge_public_zone(const Dns& names, const HostedZone& zone, Judgement& judgement) {
  const bool registered = std::ranges::count(names.domains, zone.name, &Domain::name) != 0;
  const bool delegated = std::ranges::any_of(names.delegations, [&](const Delegation& delegation) {
    return !delegation.removed && delegation.child_zone == zone.id;
  });
  ++judgement.n_examined;
  if (!registered && !delegated) {
    judgement.failures.push_back(
        finding(zone.id, Reason::ZoneNotDelegated, zone.where, {{"zone", zone.name}}));
  }
}

/// Whether the name is one that a zone of the organization answers for.
bool answered_here(const Dns& names, std::string_view name) {
  if (name.ends_with('.')) {
    name.remove_suffix(1);
  }
  return std::ranges::any_of(names.records, [&](const RecordSet& record) {
    return !record.removed && record.name == name;
  });
}

void judge_target(const Premises& premises, const Dns& names, const RecordSet& record,
                  Judgement& judgement) {
  if (record.target_account) {
    if (!premises.at_home(*record.target_account)) {
      judgement.failures.push_back(
          finding(record.name, Reason::TargetOutside, record.where,
                  {{"account", std::string(premises.id(*record.target_account))}}));
    }
    return;
  }
  std::vector<std::string> targets =
      record.alias_to.empty() ? record.values : std::vector{record.alias_to};
  const auto& external = premises.declared().external_dns_targets;
  for (const std::string& target : targets) {
    if (!answered_here(names, target) && approval(external, target) != Approval::Approved) {
      judgement.undecided.push_back(
          finding(record.name, Reason::TargetOwnerUnknown, record.where, {{"target", target}}));
    }
  }
}

}  // namespace

Judgement names_resolve_inside(const Premises& premises) {
  Judgement judgement;
  const Dns* names = dns(premises, judgement);
  if (names == nullptr) {
    return judgement;
  }
  for (const Delegation& delegation : names->delegations) {
    if (!delegation.removed) {
      judge_delegation(premises, *names, delegation, judgement);
    }
  }
  for (const HostedZone& zone : names->zones) {
    if (!zone.private_zone && premises.at_home(zone.account)) {
      judge_public_zone(*names, zone, judgement);
    }
  }
  for (const RecordSet& record : names->records) {
    if (!record.removed && (!record.alias_to.empty() || record.type == "CNAME")) {
      ++judgement.n_examined;
      judge_target(premises, *names, record, judgement);
    }
  }
  return judgement;
}

namespace {

const Vpc* vpc_by_id(const Premises& premises, std::string_view id) {
  if (!premises.tables().network) {
    return nullptr;
  }
  const auto& vpcs = given(premises.tables().network).vpcs;
  const auto found = std::ranges::find(vpcs, id, &Vpc::id);
  return found == vpcs.end() ? nullptr : &*found;
}

void judge_visibility(const Premises& premises, const HostedZone& zone, Judgement& judgement) {
  for (const std::string& id : zone.vpcs) {
    ++judgement.n_examined;
    const Vpc* vpc = vpc_by_id(premises, id);
    if (vpc == nullptr) {
      judgement.undecided.push_back(
          finding(zone.id, Reason::NotCollected, zone.where, {{"what", "VPC " + id}}));
      continue;
    }
    const std::string& profile = premises.account(vpc->account).risk_profile;
    if (!contains(zone.unsaid, "serves") && !contains(zone.serves, profile)) {
      judgement.failures.push_back(
          finding(zone.id, Reason::ZoneVisibleElsewhere, zone.where,
                  {{"zone", zone.name}, {"vpc", id}, {"profile", profile}}));
    }
  }
}

void judge_shadows(const Dns& names, Judgement& judgement) {
  std::map<std::pair<std::string, std::string>, const HostedZone*> seen;
  for (const HostedZone& zone : names.zones) {
    if (!zone.private_zone) {
      continue;
    }
    for (const std::string& vpc : zone.vpcs) {
      const auto [first, is_new] = seen.try_emplace({vpc, zone.name}, &zone);
      if (!is_new && first->second->id != zone.id) {
        judgement.failures.push_back(
            finding(zone.id, Reason::ZoneShadowed, zone.where,
                    {{"zone", zone.name}, {"vpc", vpc}, {"other", first->second->id}}));
      }
    }
  }
}

/// Sharing targets are account, OU or organization ids or their ARNs; hand-written files mark
/// organizations with `o:`.
bool shared_inside(const Premises& premises, std::string_view target) {
  for (const std::string_view prefix : {"o:", "ou:", "account:"}) {
    if (target.starts_with(prefix)) {
      target.remove_prefix(prefix.size());
      break;
    }
  }
  if (const auto slash = target.rfind('/'); slash != std::string_view::npos) {
    target.remove_prefix(slash + 1);
  }
  if (premises.home() != nullptr && target == premises.home()->id) {
    return true;
  }
  const auto account = premises.organization().find_account(target);
  return (account && premises.at_home(*account)) ||
         std::ranges::any_of(premises.organization().ous(), [&](const OrganizationalUnit& ou) {
           return ou.organization == Index<OrganizationRecord>(0) && ou.id == target;
         });
}

/// Whether a network that the input does not hold is of nobody in the organization.
bool networks_are_known(const Premises& premises) {
  return premises.tables().network &&
         std::ranges::all_of(premises.accounts(), [&](Index<Account> account) {
           return collected(premises, account, EvidenceDomain::Network);
         });
}

void judge_rule(const Premises& premises, const ResolverRule& rule, Judgement& judgement) {
  ++judgement.n_examined;
  demand_said(rule.unsaid, {"shared_with", "associated_vpcs"}, rule.id, rule.where, judgement);
  for (const std::string& target : rule.shared_with) {
    if (!shared_inside(premises, target)) {
      judgement.failures.push_back(
          finding(rule.id, Reason::RuleSharedOutside, rule.where, {{"target", target}}));
    }
  }
  for (const std::string& id : rule.associated_vpcs) {
    const Vpc* vpc = vpc_by_id(premises, id);
    if (vpc == nullptr && !networks_are_known(premises)) {
      judgement.undecided.push_back(
          finding(rule.id, Reason::NotCollected, rule.where, {{"what", "VPC " + id}}));
    } else if (vpc == nullptr || !premises.at_home(vpc->account)) {
      judgement.failures.push_back(
          finding(rule.id, Reason::RuleAssociatedOutside, rule.where, {{"vpc", id}}));
    }
  }
}

}  // namespace

Judgement private_names_stay_private(const Premises& premises) {
  Judgement judgement;
  const Dns* names = dns(premises, judgement);
  if (names == nullptr) {
    return judgement;
  }
  for (const HostedZone& zone : names->zones) {
    if (zone.private_zone && premises.at_home(zone.account)) {
      demand_said(zone.unsaid, {"vpcs", "serves"}, zone.id, zone.where, judgement);
      judge_visibility(premises, zone, judgement);
    }
  }
  judge_shadows(*names, judgement);
  for (const ResolverRule& rule : names->resolver_rules) {
    judge_rule(premises, rule, judgement);
  }
  return judgement;
}

Judgement domains_are_locked(const Premises& premises) {
  Judgement judgement;
  const Dns* names = dns(premises, judgement);
  if (names == nullptr) {
    return judgement;
  }
  for (const Domain& domain : names->domains) {
    ++judgement.n_examined;
    const Account& holder = premises.account(domain.account);
    if (!domain.transfer_lock) {
      judgement.undecided.push_back(
          finding(domain.name, Reason::NotCollected, domain.where, {{"what", "transfer lock"}}));
    } else if (!*domain.transfer_lock) {
      judgement.failures.push_back(finding(domain.name, Reason::DomainNotLocked, domain.where));
    }
    if (holder.risk_profile != "infrastructure") {
      judgement.failures.push_back(
          finding(domain.name, Reason::DomainHeldElsewhere, domain.where,
                  {{"account", std::string(holder.id.text())}, {"profile", holder.risk_profile}}));
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance

#include <algorithm>
#include <map>
#include <set>

#include "compliance/access.h"
#include "compliance/checks/checks.h"
#include "compliance/invitation.h"
#include "compliance/isolation.h"
#include "compliance/judging.h"
#include "compliance/network_paths.h"
#include "compliance/stores.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

/// Something that crosses between accounts. The far end may be of no account that is known.
struct Edge {
  Index<Account> near;
  std::string far;  // Id.
  std::string_view kind;
  SourceLocation where;
};

/// Both ends of an edge between accounts of the snapshot see it.
void add_edge(const Premises& premises, Index<Account> from, Index<Account> to,
              std::string_view kind, SourceLocation where, std::vector<Edge>& edges) {
  if (from != to) {
    edges.push_back({from, std::string(premises.id(to)), kind, where});
    edges.push_back({to, std::string(premises.id(from)), kind, where});
  }
}

/// Who is let in by a resource policy, and which outsiders by a trust policy.
void add_invitation_edges(const Premises& premises, std::vector<Edge>& edges) {
  const auto add = [&](const Invitation& invitation, std::string_view kind) {
    for (const std::string& account : accounts_admitted(*invitation.statement)) {
      const auto known = premises.organization().find_account(account);
      if (known && kind == "data") {
        add_edge(premises, *known, invitation.owner, kind, invitation.statement->where, edges);
      } else if (!known) {
        edges.push_back({invitation.owner, account, kind, invitation.statement->where});
      }
    }
  };
  for (const Invitation& invitation : resource_invitations(premises)) {
    add(invitation, "data");
  }
  for (const Invitation& invitation : trust_invitations(premises)) {
    add(invitation, "access");
  }
}

void add_resource_edges(const Premises& premises, std::vector<Edge>& edges) {
  for (const Resource& resource : *premises.tables().resources) {
    const Resource* key = find_resource(premises, resource.encryption_key);
    if (resource.presence == Presence::Present && key != nullptr &&
        key->account != resource.account) {
      add_edge(premises, resource.account, key->account, "key", resource.where, edges);
    }
  }
}

void add_name_edges(const Premises& premises, std::vector<Edge>& edges) {
  if (!premises.tables().dns || !premises.tables().network) {
    return;
  }
  for (const HostedZone& zone : given(premises.tables().dns).zones) {
    for (const Vpc& vpc : given(premises.tables().network).vpcs) {
      if (vpc.account != zone.account && contains(zone.vpcs, vpc.id)) {
        add_edge(premises, vpc.account, zone.account, "names", zone.where, edges);
      }
    }
  }
}

std::vector<Edge> account_edges(const Premises& premises) {
  std::vector<Edge> edges;
  for (const Step& step : premises.steps()) {
    const auto& from = premises.principals()[step.source].account;
    const auto& to = premises.principals()[step.target].account;
    if (from && to) {
      add_edge(premises, *from, *to, "access", step.where, edges);
    }
  }
  if (premises.tables().network) {
    for (const Route& route : routes(given(premises.tables().network))) {
      add_edge(premises, route.from->account, route.to->account, "network", route.where, edges);
    }
  }
  if (premises.tables().delivery) {
    for (const Pipeline& pipeline : given(premises.tables().delivery).pipelines) {
      for (const auto account : pipeline.deploys_to) {
        add_edge(premises, pipeline.account, account, "pipeline", pipeline.where, edges);
      }
    }
  }
  add_resource_edges(premises, edges);
  add_invitation_edges(premises, edges);
  add_name_edges(premises, edges);
  return edges;
}

bool recorded(const Premises& premises, Index<Account> inside, std::string_view outside) {
  return std::ranges::any_of(given(premises.declared().fedramp_boundary).interconnections,
                             [&](const Interconnection& entry) {
                               return entry.inside == inside && entry.outside == outside &&
                                      !entry.record.empty();
                             });
}

}  // namespace

Judgement boundary_crossings_are_recorded(const Premises& premises) {
  Judgement judgement;
  const auto& boundary = premises.declared().fedramp_boundary;
  if (!boundary || boundary->accounts.empty()) {
    judgement.not_applicable = Reason::NoBoundary;
    return judgement;
  }
  const std::set<Index<Account>> inside(boundary->accounts.begin(), boundary->accounts.end());
  for (const Edge& edge : account_edges(premises)) {
    const auto far = premises.organization().find_account(edge.far);
    if (!inside.contains(edge.near) || (far && inside.contains(*far))) {
      continue;
    }
    ++judgement.n_examined;
    if (!recorded(premises, edge.near, edge.far)) {
      judgement.failures.push_back(
          finding(premises.id(edge.near), Reason::UnrecordedCrossing, edge.where,
                  {{"account", edge.far}, {"by", std::string(edge.kind)}}));
    }
  }
  return judgement;
}

namespace {

/// What of another tenant's data the source reads, as whomever it comes to act.
std::optional<Finding> tenant_data(const Premises& premises, const std::string& name,
                                   const std::map<Index<Account>, std::string>& tenant_of,
                                   Index<sim::Principal> source, const Closure& closure) {
  const auto stores = stores_where(premises, [&](const Resource& store) {
    const auto owner = tenant_of.find(store.account);
    return owner != tenant_of.end() && owner->second != name;
  });
  for (const auto reached : closure.reached()) {
    for (const Resource* store : stores) {
      const StoreReading reading = premises.principals()[reached].account
                                       ? reading_of(premises, reached, *store)
                                       : StoreReading();
      if (reading.readable() != sim::Truth::No && !reading.hops.empty()) {
        Finding found = reach_finding(premises, source, reached, closure, Reason::ReadsZoneData);
        found.facts.push_back({"store", store->arn});
        std::ranges::copy(reading.hops, std::back_inserter(found.witness));
        return found;
      }
    }
  }
  return std::nullopt;
}

void judge_tenant(const Premises& premises, const std::string& name,
                  const std::map<Index<Account>, std::string>& tenant_of, Index<Account> account,
                  Judgement& judgement) {
  for (const auto source : takeover_sources(premises, account)) {
    const std::string& arn = premises.principals()[source].arn;
    ++judgement.n_examined;
    if (approval(premises.declared().tenant_shared_roles, arn) == Approval::Approved) {
      continue;
    }
    const Closure closure(premises, std::span(&source, 1));
    const auto target = first_reached(closure, source, [&](Index<sim::Principal> index) {
      const sim::Principal& reached = premises.principals()[index];
      const auto found = reached.account ? tenant_of.find(*reached.account) : tenant_of.end();
      return found != tenant_of.end() && found->second != name &&
             approval(premises.declared().tenant_shared_roles, reached.arn) != Approval::Approved;
    });
    if (target) {
      judgement.failures.push_back(
          reach_finding(premises, source, *target, closure, Reason::ReachesTenant));
    } else if (auto found = tenant_data(premises, name, tenant_of, source, closure)) {
      judgement.failures.push_back(std::move(*found));
    }
  }
}

}  // namespace

Judgement tenants_are_isolated(const Premises& premises) {
  Judgement judgement;
  const auto& tenants = premises.declared().tenants;
  if (!tenants || tenants->size() < 2) {
    judgement.not_applicable = Reason::FewerThanTwoTenants;
    return judgement;
  }
  std::map<Index<Account>, std::string> tenant_of;
  for (const auto& [name, accounts] : *tenants) {
    for (const auto account : accounts) {
      tenant_of.emplace(account, name);
    }
  }
  for (const auto& [account, name] : tenant_of) {
    judge_tenant(premises, name, tenant_of, account, judgement);
  }
  return judgement;
}

}  // namespace orgsim::compliance

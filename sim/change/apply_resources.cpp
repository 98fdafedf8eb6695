#include <algorithm>
#include <stdexcept>

#include "model/overload.h"
#include "model/text.h"
#include "sim/change/apply_change.h"

namespace orgsim::sim {
namespace {

Applied no_dns() { return refuse("E4050", "the organization file has no DNS"); }

HostedZone* find_zone(Dns& dns, const std::string& id) {
  auto& zones = dns.zones;
  const auto found = std::ranges::find(zones, id, &HostedZone::id);
  return found == zones.end() || found->removed ? nullptr : &*found;
}

/// An index of a share comes from the table of shares, so the table is there.
ResourceShare& edit_share(OrganizationTables& tables, Index<ResourceShare> index) {
  auto& shares = tables.resource_shares;
  if (!shares) {
    throw std::logic_error("an index of a share without shares");
  }
  return shares->edit()[index];
}

/// `a.example.com` is in `example.com`, and so is the name itself.
bool is_in(std::string_view name, std::string_view zone) {
  return name == zone || (name.size() > zone.size() && name.ends_with(zone) &&
                          name[name.size() - zone.size() - 1] == '.');
}

bool is_for(const Delegation& delegation, const std::string& parent, std::string_view name) {
  return !delegation.removed && delegation.parent == parent &&
         equals_ignoring_case(delegation.child, name);
}

template <class Id>
void delete_assignments(Change& change, Id assignee) {
  for (const auto index : change.tables().assignments->indexes()) {
    if ((*change.tables().assignments)[index].assignee == Assignee(assignee)) {
      change.tables().assignments.edit()[index].presence = Presence::Deleted;
    }
  }
}

bool is_attached(const IdentityPolicies& policies, Index<ManagedPolicy> policy) {
  return std::ranges::find(policies.attached, policy) != policies.attached.end();
}

/// Whether some user, group, role or permission set has the policy.
bool is_attached(Change& change, Index<ManagedPolicy> policy) {
  const auto has = [&](const auto& record) {
    return record.presence == Presence::Present && is_attached(record.policies, policy);
  };
  const OrganizationTables& tables = change.tables();
  return std::ranges::any_of(*tables.roles, has) || std::ranges::any_of(*tables.users, has) ||
         std::ranges::any_of(*tables.groups, has) ||
         std::ranges::any_of(*tables.permission_sets, has);
}

/// Deletes one kind of thing each; what goes with it in AWS goes too.
struct Deletion {
  Change& change;

  OrganizationTables& tables() const { return change.tables(); }

  Applied operator()(Index<Role> role) const {
    tables().roles.edit()[role].presence = Presence::Deleted;
    return {};
  }
  Applied operator()(Index<User> user) const {
    tables().users.edit()[user].presence = Presence::Deleted;
    return {};
  }
  Applied operator()(Index<Group> group) const {
    tables().groups.edit()[group].presence = Presence::Deleted;
    for (const auto user : tables().users->indexes()) {
      std::erase(tables().users.edit()[user].groups, group);
    }
    return {};
  }
  Applied operator()(Index<IdentityUser> user) const {
    tables().identity_users.edit()[user].presence = Presence::Deleted;
    for (const auto group : tables().identity_groups->indexes()) {
      std::erase(tables().identity_groups.edit()[group].members, user);
    }
    delete_assignments(change, user);
    return {};
  }
  Applied operator()(Index<IdentityGroup> group) const {
    tables().identity_groups.edit()[group].presence = Presence::Deleted;
    delete_assignments(change, group);
    return {};
  }
  Applied operator()(Index<PermissionSet> set) const {
    const bool used =
        std::ranges::any_of(*tables().assignments, [&](const orgsim::Assignment& one) {
          return one.presence == Presence::Present && one.permission_set == set;
        });
    if (used) {
      return refuse("E4060", "`" + (*tables().permission_sets)[set].name + "` is still assigned",
                    "the event `unassign` comes first");
    }
    tables().permission_sets.edit()[set].presence = Presence::Deleted;
    return {};
  }
  Applied operator()(Index<ManagedPolicy> policy) const {
    if (is_attached(change, policy)) {
      return refuse("E4061", "`" + (*tables().managed_policies)[policy].arn + "` is still attached",
                    "the event `revoke` comes first");
    }
    tables().managed_policies.edit()[policy].presence = Presence::Deleted;
    return {};
  }
  Applied operator()(Index<Resource> resource) const {
    tables().resources.edit()[resource].presence = Presence::Deleted;
    return {};
  }
  Applied operator()(Index<ResourceShare> share) const {
    edit_share(tables(), share).presence = Presence::Deleted;
    return {};
  }
  Applied operator()(const ZoneId& id) const {
    auto& zones = tables().dns;
    if (!zones) {
      return no_dns();
    }
    Dns& dns = zones->edit();
    const bool holds = std::ranges::any_of(dns.records,
                                           [&](const RecordSet& record) {
                                             return !record.removed && record.zone == id.id &&
                                                    record.type != "SOA" && record.type != "NS";
                                           }) ||
                       std::ranges::any_of(dns.delegations, [&](const Delegation& delegation) {
                         return !delegation.removed && delegation.parent == id.id;
                       });
    if (holds) {
      return refuse("E4062", "the zone `" + id.id + "` still has records",
                    "`set_record` without values and `undelegate_zone` come first");
    }
    find_zone(dns, id.id)->removed = true;
    return {};
  }
};

}  // namespace

Applied change(Change& change, const SetResourcePolicy& event) {
  std::optional<Index<PolicyDocument>> document;
  if (!event.document.statements.empty()) {
    document = change.add(event.document);
  }
  Resource& resource = change.tables().resources.edit()[event.resource];
  resource.policy = document;
  resource.policy_collected = true;
  return {};
}

Applied change(Change& change, const DelegateZone& event) {
  auto& tables = change.tables();
  if (!tables.dns) {
    return no_dns();
  }
  Dns& dns = tables.dns->edit();
  const HostedZone* parent = find_zone(dns, event.parent);
  if (!is_in(event.name, parent->name) || event.name == parent->name) {
    return refuse("E4051", "`" + event.name + "` is not below `" + parent->name + "`");
  }
  if (find_zone(dns, event.zone)->name != event.name) {
    return refuse("E4052", "the zone is not named `" + event.name + "`");
  }
  auto& delegations = dns.delegations;
  for (Delegation& delegation : delegations) {
    delegation.removed = delegation.removed || is_for(delegation, event.parent, event.name);
  }
  delegations.push_back(
      {.parent = event.parent, .child = event.name, .child_zone = event.zone, .ns_match = true});
  return {};
}

Applied change(Change& change, const UndelegateZone& event) {
  auto& dns = change.tables().dns;
  if (!dns) {
    return no_dns();
  }
  auto& delegations = dns->edit().delegations;
  const auto found = std::ranges::find_if(delegations, [&](const Delegation& delegation) {
    return is_for(delegation, event.parent, event.name);
  });
  if (found == delegations.end()) {
    return refuse("E4053", "the zone does not delegate `" + event.name + "`");
  }
  found->removed = true;
  return {};
}

Applied change(Change& change, const SetRecord& event) {
  auto& tables = change.tables();
  if (!tables.dns) {
    return no_dns();
  }
  Dns& dns = tables.dns->edit();
  const HostedZone* zone = find_zone(dns, event.zone);
  if (!is_in(event.name, zone->name)) {
    return refuse("E4051", "`" + event.name + "` is not in `" + zone->name + "`");
  }
  auto& records = dns.records;
  bool found = false;
  for (RecordSet& record : records) {
    if (!record.removed && record.zone == event.zone && record.name == event.name &&
        record.type == event.type) {
      record.removed = true;
      found = true;
    }
  }
  if (event.values.empty()) {
    return found ? Applied()
                 : refuse("E4054", "there is no `" + event.type + "` at `" + event.name + "`");
  }
  records.push_back(
      {.zone = event.zone, .name = event.name, .type = event.type, .values = event.values});
  return {};
}

Applied change(Change& change, const ShareResource& event) {
  ResourceShare& share = edit_share(change.tables(), event.share);
  const auto consumer = change.before.find_account(event.principal);
  const bool outside =
      consumer && change.organization_of(*consumer) != change.organization_of(share.owner);
  if (outside && share.allow_external_principals == false) {
    return refuse("E4055", "`" + share.name + "` is for its organization alone");
  }
  auto& principals = share.principals;
  if (std::ranges::find(principals, event.principal) == principals.end()) {
    principals.push_back(event.principal);
  }
  return {};
}

Applied change(Change& change, const UnshareResource& event) {
  auto& principals = edit_share(change.tables(), event.share).principals;
  const bool found = std::erase(principals, event.principal) > 0;
  return found ? Applied() : refuse("E4056", "the share is not for `" + event.principal + "`");
}

Applied change(Change& change, const Delete& event) {
  return std::visit(Deletion{change}, event.node);
}

}  // namespace orgsim::sim

#include "model/layers.h"

#include <map>
#include <tuple>

#include "model/index_map.h"
#include "model/layer_sections.h"
#include "model/organization_builder.h"

namespace orgsim {
namespace {

/// Takes a fact over where it is stated.
void take(std::string& below, const std::string& above) {
  if (!above.empty()) {
    below = above;
  }
}
template <class T>
void take(std::optional<T>& below, const std::optional<T>& above) {
  if (above) {
    below = above;
  }
}
template <class K, class V>
void take(std::map<K, V>& below, const std::map<K, V>& above) {
  for (const auto& [key, value] : above) {
    below.insert_or_assign(key, value);
  }
}

/// A record is replaced as a whole ...
template <class T>
void lay(T& below, T above) {
  below = std::move(above);
}

/// ... but for accounts and for policies of which a layer has only the name.
void lay(Account& below, const Account& above) {
  if (above.parent) {
    below.parent = above.parent;
    below.attached = above.attached;
    below.state = above.state;
    below.where = above.where;
  }
  if (above.name != above.id.text()) {
    below.name = above.name;
  }
  take(below.root_email, above.root_email);
  take(below.environment, above.environment);
  take(below.risk_profile, above.risk_profile);
  take(below.owner, above.owner);
  take(below.cost_center, above.cost_center);
  take(below.monthly_budget_usd, above.monthly_budget_usd);
  take(below.data_classes, above.data_classes);
  take(below.pci_declared, above.pci_declared);
  take(below.alternate_contacts, above.alternate_contacts);
  take(below.origin, above.origin);
  take(below.baseline_version, above.baseline_version);
  take(below.joined, above.joined);
  take(below.joined_method, above.joined_method);
  take(below.public_access_block, above.public_access_block);
  take(below.sandbox, above.sandbox);
  take(below.tags, above.tags);
}

void lay(ManagedPolicy& below, const ManagedPolicy& above) {
  if (above.document || !below.document) {
    below = above;
  }
}

class LayerMerger {
 public:
  LayerMerger(OrganizationTables& below, OrganizationTables above)
      : below_(below), above_(std::move(above)) {}

  void merge() {
    place_all();
    lay_all();
    lay_assignments();
    lay_centers();
    lay_rest();
  }

 private:
  /// Finds or makes the place of each record of the upper layer. No key: always a new place.
  template <class T, class Key>
  void place(Cow<Table<T>>& below, const Table<T>& above, Key key_of) {
    std::map<std::string, Index<T>> known;
    for (const auto index : below->indexes()) {
      if (std::string key = key_of((*below)[index], below_); !key.empty()) {
        known.emplace(std::move(key), index);
      }
    }
    auto& map = map_.of<T>();
    for (const T& record : above) {
      const std::string key = key_of(record, above_);
      const auto found = known.find(key);
      map.push_back(found != known.end() && !key.empty() ? found->second
                                                         : below.edit().append(record));
    }
  }

  void place_all() {
    const auto by_id = [](const auto& record, const auto&) { return record.id; };
    const auto by_arn = [](const auto& record, const auto&) { return record.arn; };
    place(below_.organizations, *above_.organizations, by_id);
    place(below_.ous, *above_.ous, by_id);
    place(below_.accounts, *above_.accounts,
          [](const Account& account, const auto&) { return account.id.text(); });
    place(below_.policies, *above_.policies,
          [](const OrganizationPolicy& policy, const OrganizationTables& tables) {
            return (*tables.organizations)[policy.organization].id + "/" + policy.id;
          });
    place(below_.documents, *above_.documents,
          [](const PolicyDocument&, const auto&) { return std::string(); });
    place(below_.managed_policies, *above_.managed_policies, by_arn);
    place(below_.roles, *above_.roles, by_arn);
    place(below_.users, *above_.users, by_arn);
    place(below_.groups, *above_.groups, by_arn);
    place(below_.identity_users, *above_.identity_users, by_id);
    place(below_.identity_groups, *above_.identity_groups, by_id);
    place(
        below_.permission_sets, *above_.permission_sets,
        [](const PermissionSet& set, const auto&) { return set.arn.empty() ? set.name : set.arn; });
    place(below_.resources, *above_.resources, by_arn);
  }

  template <class T>
  void lay_table(Cow<Table<T>>& below, Table<T>& above) {
    for (const auto index : above.indexes()) {
      map_.apply(above[index]);
      lay(below.edit()[map_(index)], std::move(above[index]));
    }
  }

  void lay_all() {
    lay_table(below_.organizations, above_.organizations.edit());
    lay_table(below_.ous, above_.ous.edit());
    lay_table(below_.accounts, above_.accounts.edit());
    lay_table(below_.policies, above_.policies.edit());
    lay_table(below_.documents, above_.documents.edit());
    lay_table(below_.managed_policies, above_.managed_policies.edit());
    lay_table(below_.roles, above_.roles.edit());
    lay_table(below_.users, above_.users.edit());
    lay_table(below_.groups, above_.groups.edit());
    lay_table(below_.identity_users, above_.identity_users.edit());
    lay_table(below_.identity_groups, above_.identity_groups.edit());
    lay_table(below_.permission_sets, above_.permission_sets.edit());
    lay_table(below_.resources, above_.resources.edit());
  }

  void lay_assignments() {
    using Triple = std::tuple<Assignee, Index<PermissionSet>, Index<Account>>;
    std::map<Triple, Index<Assignment>> known;
    for (const auto index : below_.assignments->indexes()) {
      const Assignment& assignment = (*below_.assignments)[index];
      known.emplace(Triple(assignment.assignee, assignment.permission_set, assignment.account),
                    index);
    }
    for (Assignment assignment : *above_.assignments) {
      map_.apply(assignment);
      const auto found =
          known.find(Triple(assignment.assignee, assignment.permission_set, assignment.account));
      if (found != known.end()) {
        below_.assignments.edit()[found->second] = assignment;
      } else {
        below_.assignments.edit().append(assignment);
      }
    }
  }

  void lay_centers() {
    auto& centers = below_.identity_centers.edit();
    for (IdentityCenterInstance center : *above_.identity_centers) {
      map_.apply(center);
      std::erase_if(centers, [&](const IdentityCenterInstance& before) {
        return before.organization == center.organization;
      });
      centers.push_back(std::move(center));
    }
  }

  template <class Section>
  void move_section(std::optional<Cow<Section>>& section) {
    if (section) {
      map_.apply(section->edit());
    }
  }

  void lay_rest() {
    map_.apply(above_.account_identities.edit(), above_.inventories.edit(), above_.declared.edit());
    move_section(above_.delivery);
    move_section(above_.network);
    move_section(above_.dns);
    move_section(above_.logging);
    if (above_.evidence) {
      map_.apply(above_.evidence->edit().accounts);
    }
    if (above_.resource_shares) {
      auto& below = below_.resource_shares ? below_.resource_shares->edit()
                                           : below_.resource_shares.emplace().edit();
      for (ResourceShare share : **above_.resource_shares) {
        map_.apply(share);
        below.append(std::move(share));
      }
    }
    if (!below_.home && above_.home) {
      below_.home = map_(*above_.home);
    }
    lay_sections(below_, above_);
  }

  OrganizationTables& below_;
  OrganizationTables above_;
  IndexMap map_;
};

}  // namespace

Result<Organization> layered(const Organization& below, const Organization& above) {
  OrganizationBuilder builder;
  builder.tables() = below.tables();
  LayerMerger(builder.tables(), above.tables()).merge();
  return std::move(builder).build();
}

}  // namespace orgsim

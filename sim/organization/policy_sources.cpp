#include "sim/organization/policy_sources.h"

#include <algorithm>
#include <cassert>
#include <functional>

#include "model/overload.h"

namespace orgsim::sim {
namespace {

class SourceNames {
 public:
  SourceNames(const Authorizer& authorizer, const LayerOwners& owners, Explanation& explanation)
      : authorizer_(authorizer),
        tables_(authorizer.organization().tables()),
        owners_(owners),
        explanation_(explanation) {}

  void name(const LayeredPolicies& layers) {
    if (layers.identity) {
      flat(Layer::Identity, *layers.identity, identity_names());
    }
    if (layers.boundary) {
      flat(Layer::Boundary, *layers.boundary, {boundary_name()});
    }
    if (layers.session) {
      flat(Layer::Session, *layers.session, {});
    }
    if (layers.resource) {
      flat(Layer::Resource, *layers.resource, {{.attached_to = owners_.resource}});
      name_grants(*layers.resource);
    } else {
      // The one that the resource may have, and that was not collected.
      explanation_.sources[{Layer::Resource, 0}] = {{.attached_to = owners_.resource}};
    }
    if (layers.endpoint) {
      flat(Layer::Endpoint, *layers.endpoint, {});
    }
    leveled(Layer::Scp, layers.scp_levels, OrganizationPolicyType::ServiceControlPolicy);
    leveled(Layer::Rcp, layers.rcp_levels, OrganizationPolicyType::ResourceControlPolicy);
  }

 private:
  void flat(Layer layer, std::span<const PolicyRef> policies, std::vector<PolicySource> sources) {
    sources.resize(policies.size());
    for (std::size_t i = 0; i < policies.size(); ++i) {
      if (const auto document = authorizer_.documents().document_of(policies[i])) {
        sources[i].document = &authorizer_.organization().document(*document);
      }
    }
    explanation_.sources[{layer, 0}] = std::move(sources);
  }

  void name_grants(std::span<const PolicyRef> policies) {
    const auto key = authorizer_.resources().find(owners_.resource);
    if (!key) {
      return;
    }
    for (const CompiledGrant& grant : authorizer_.documents().grants(*key)) {
      const auto place = std::ranges::find(policies, &grant.policy);
      if (place != policies.end()) {
        explanation_.sources[{Layer::Resource, 0}].at(static_cast<std::size_t>(
            place - policies.begin())) = {.name = "KMS grant " + grant.id,
                                          .attached_to = owners_.resource,
                                          .document = &grant.policy.document()};
      }
    }
  }

  void leveled(Layer layer, std::span<const Level> levels, OrganizationPolicyType type) {
    std::optional<Index<OrganizationalUnit>> above;  // Most often the next level.
    for (std::size_t i = levels.size(); i-- > 0;) {
      std::vector<PolicySource> sources;
      for (const auto index : attached(levels[i].name, above)) {
        const OrganizationPolicy& policy = (*tables_.policies)[index];
        if (policy.type == type) {
          sources.push_back(
              {.name = policy.name.empty() ? policy.id : policy.name,
               .attached_to = levels[i].name,
               .document = policy.document ? &authorizer_.organization().document(*policy.document)
                                           : nullptr});
        }
      }
      explanation_.sources[{layer, i}] = std::move(sources);
    }
  }

  /// What is attached to a root, OU or account by its id; `above` is then what that hangs below.
  std::vector<Index<OrganizationPolicy>> attached(
      const std::string& level, std::optional<Index<OrganizationalUnit>>& above) const {
    const Table<OrganizationalUnit>& ous = *tables_.ous;
    std::optional<Index<OrganizationalUnit>> ou;
    if (above && ous[*above].id == level) {
      ou = above;
    } else if (const auto account = authorizer_.organization().find_account(level)) {
      above = (*tables_.accounts)[*account].parent;
      return (*tables_.accounts)[*account].attached;
    } else {
      const auto all = ous.indexes();
      const auto found =
          std::ranges::find_if(all, [&](auto index) { return ous[index].id == level; });
      ou = found == all.end() ? std::nullopt : std::optional(*found);
    }
    if (!ou) {
      return {};
    }
    above = ous[*ou].parent;
    return ous[*ou].attached;
  }

  std::vector<PolicySource> identity_names() const {
    std::vector<PolicySource> result;
    if (owners_.asker == nullptr) {
      return result;
    }
    const auto append = [&](const IdentityPolicies& policies, const std::string& owner) {
      for (const InlinePolicy& policy : policies.inline_policies) {
        result.push_back({.name = policy.name, .attached_to = owner});
      }
      for (const auto policy : policies.attached) {
        result.push_back({.name = (*tables_.managed_policies)[policy].arn, .attached_to = owner});
      }
    };
    std::visit(Overload{[&](Index<User> index) {
                          const User& user = (*tables_.users)[index];
                          append(user.policies, user.arn);
                          for (const auto group : user.groups) {
                            append((*tables_.groups)[group].policies, (*tables_.groups)[group].arn);
                          }
                        },
                        [&](Index<Role> index) {
                          append((*tables_.roles)[index].policies, owners_.asker->arn);
                        },
                        [&](Index<PermissionSet> index) {
                          const PermissionSet& set = (*tables_.permission_sets)[index];
                          append(set.policies, owners_.asker->arn);
                          for (const CustomerPolicyReference& policy : set.customer_policies) {
                            result.push_back({.name = policy.path + policy.name,
                                              .attached_to = owners_.asker->arn});
                          }
                        },
                        [&](Index<Account>) {}, [&](Index<IdentityUser>) {}},
               owners_.asker->origin);
    return result;
  }

  PolicySource boundary_name() const {
    const auto of = [&](const IdentityPolicies& policies) {
      return PolicySource{.name = policies.boundary ? policies.boundary->arn : "",
                          .attached_to = owners_.asker->arn};
    };
    if (owners_.asker == nullptr) {
      return {};
    }
    return std::visit(
        Overload{[&](Index<User> index) { return of((*tables_.users)[index].policies); },
                 [&](Index<Role> index) { return of((*tables_.roles)[index].policies); },
                 [&](Index<PermissionSet> index) {
                   const PermissionSet& set = (*tables_.permission_sets)[index];
                   PolicySource source = of(set.policies);
                   if (set.customer_boundary) {
                     source.name = set.customer_boundary->path + set.customer_boundary->name;
                   }
                   return source;
                 },
                 [&](Index<Account>) { return PolicySource(); },
                 [&](Index<IdentityUser>) { return PolicySource(); }},
        owners_.asker->origin);
  }

  const Authorizer& authorizer_;
  const OrganizationTables& tables_;
  const LayerOwners& owners_;
  Explanation& explanation_;
};

}  // namespace

const PolicySource& Explanation::source(const StatementRef& statement) const {
  const auto found = sources.find({statement.layer, statement.level});
  assert(found != sources.end() && statement.policy < found->second.size());
  return found->second[statement.policy];
}

void name_sources(const Authorizer& authorizer, const LayeredPolicies& layers,
                  const LayerOwners& owners, Explanation& explanation) {
  SourceNames(authorizer, owners, explanation).name(layers);
}

}  // namespace orgsim::sim

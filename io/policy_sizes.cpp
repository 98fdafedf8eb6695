#include "io/policy_sizes.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace orgsim::io {
namespace {

constexpr std::array kResourceKinds = {
    std::pair{"kms-key", PolicyKind::KmsKey}, std::pair{"lambda-function", PolicyKind::Resource},
    std::pair{"s3-bucket", PolicyKind::Resource}, std::pair{"secret", PolicyKind::Resource}};

class QuotaCheck {
 public:
  QuotaCheck(const Organization& organization, std::span<const PolicyQuota> policies,
             const IamQuotas& iam)
      : organization_(organization), quotas_(policies), iam_(iam) {}

  Diagnostics run() {
    const OrganizationTables& tables = organization_.tables();
    for (const OrganizationPolicy& policy : *tables.policies) {
      if (policy.document && policy.type != OrganizationPolicyType::Other) {
        const bool scp = policy.type == OrganizationPolicyType::ServiceControlPolicy;
        document(*policy.document, scp ? PolicyKind::Scp : PolicyKind::Rcp, policy.where);
      }
    }
    for (const ManagedPolicy& policy : *tables.managed_policies) {
      if (policy.document && policy.account && policy.presence == Presence::Present) {
        document(*policy.document, PolicyKind::Identity, policy.where);
      }
    }
    principals(tables);
    for (const Resource& resource : *tables.resources) {
      const auto kind = std::ranges::find(kResourceKinds, resource.type,
                                          [](const auto& row) { return row.first; });
      if (resource.policy && kind != kResourceKinds.end() &&
          resource.presence == Presence::Present) {
        document(*resource.policy, kind->second, resource.where);
      }
    }
    return std::move(warnings_);
  }

 private:
  void principals(const OrganizationTables& tables) {
    for (const User& user : *tables.users) {
      if (user.presence == Presence::Present) {
        entity(user.arn, user.policies, iam_.user, user.where);
        count(user.arn, user.groups.size(), iam_.user.groups, "groups", user.where);
      }
    }
    for (const Group& group : *tables.groups) {
      if (group.presence == Presence::Present) {
        entity(group.arn, group.policies, iam_.group, group.where);
      }
    }
    for (const Role& role : *tables.roles) {
      if (role.presence == Presence::Present) {
        entity(role.arn, role.policies, iam_.role, role.where);
        document(role.trust, PolicyKind::Trust, role.where);
      }
    }
  }

  /// Documents are shared; each is told once, where it is first.
  void document(Index<PolicyDocument> index, PolicyKind kind, SourceLocation where) {
    if (!seen_.insert(std::pair(index, kind)).second) {
      return;
    }
    if (auto warning = oversize(organization_.document(index).size, kind, where, quotas_)) {
      warnings_.push_back(*std::move(warning));
    }
  }

  void entity(const std::string& arn, const IdentityPolicies& policies, const EntityQuotas& quotas,
              SourceLocation where) {
    std::size_t size = 0;
    for (const InlinePolicy& policy : policies.inline_policies) {
      size += organization_.document(policy.document).size;
    }
    count(arn, size, quotas.inline_characters, "characters of inline policies", where);
    count(arn, policies.attached.size(), quotas.attached_policies, "attached policies", where);
  }

  void count(const std::string& arn, std::size_t have, std::size_t most, const std::string& what,
             SourceLocation where) {
    if (have > most && most != 0) {
      warnings_.push_back(
          {.level = DiagnosticLevel::Warning,
           .code = "W5108",
           .message = "`" + arn + "` has " + std::to_string(have) + " " + what + ", at most " +
                      std::to_string(most) + " are usual",
           .hint = "the quota of " + std::string(iam_.as_of) + ", which AWS may have raised",
           .where = where});
    }
  }

  const Organization& organization_;
  std::span<const PolicyQuota> quotas_;
  const IamQuotas& iam_;
  std::set<std::pair<Index<PolicyDocument>, PolicyKind>> seen_;
  Diagnostics warnings_;
};

}  // namespace

Diagnostics beyond_quotas(const Organization& organization, std::span<const PolicyQuota> policies,
                          const IamQuotas& iam) {
  return QuotaCheck(organization, policies, iam).run();
}

}  // namespace orgsim::io

#include "sim/decide/request.h"

#include "sim/decide/role_path.h"

namespace orgsim::sim {

bool Caller::service_linked_role() const {
  return kind == CallerKind::RoleSession && role_path(role_arn).starts_with("/aws-service-role/");
}

const CompiledPolicy& LayeredPolicies::policy_at(const StatementRef& ref) const {
  constexpr std::span<const PolicyRef> kNone;
  const auto policies = [&] {
    switch (ref.layer) {
      case Layer::Boundary:
        return boundary.value_or(kNone);
      case Layer::Session:
        return session.value_or(kNone);
      case Layer::Resource:
        return resource.value_or(kNone);
      case Layer::Endpoint:
        return endpoint.value_or(kNone);
      case Layer::Scp:
        return scp_levels[ref.level].policies;
      case Layer::Rcp:
        return rcp_levels[ref.level].policies;
      case Layer::Identity:
      case Layer::Service:
        break;
    }
    return identity.value_or(kNone);
  };
  return *policies()[ref.policy];
}

}  // namespace orgsim::sim

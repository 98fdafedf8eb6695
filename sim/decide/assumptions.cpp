#include "sim/decide/assumptions.h"

#include <algorithm>
#include <array>

namespace orgsim::sim {
namespace {

constexpr auto kAssumptions = std::to_array<AssumptionRow>({
    {"caller-identity-ignores-ceilings",
     "sts:GetCallerIdentity is allowed against SCPs and endpoint policies too",
     &Assumptions::caller_identity_ignores_ceilings},
    {"everyone-names-federated", "`*` as a principal also names SAML and OIDC callers",
     &Assumptions::everyone_names_federated},
    {"everyone-names-services", "`*` as a principal also names AWS services",
     &Assumptions::everyone_names_services},
    {"newer-keys-confine-buckets",
     "keys newer than S3's list, such as aws:PrincipalOrgPaths, keep a bucket policy from being "
     "public",
     &Assumptions::newer_keys_confine_buckets},
    {"rcps-bind-assume-root", "RCPs of a member bind sts:AssumeRoot on it",
     &Assumptions::rcps_bind_assume_root},
    {"rcps-bind-opensearch", "RCPs bind the actions of OpenSearch, whose prefix is es",
     &Assumptions::rcps_bind_opensearch},
    {"rcps-of-caller-bind-wildcard-actions",
     "an action that takes no resource minds the RCPs of the caller's account",
     &Assumptions::rcps_of_caller_bind_wildcard_actions},
    {"scps-bind-federated", "SCPs bind SAML and OIDC callers of STS",
     &Assumptions::scps_bind_federated},
    {"short-arns-are-padded", "an ARN of fewer than six fields matches what begins like it",
     &Assumptions::short_arns_are_padded},
    {"stackset-exec-is-service-linked",
     "neither SCPs nor RCPs bind the roles stacksets-exec-* of service-managed StackSets",
     &Assumptions::stackset_exec_is_service_linked},
    {"wildcards-stay-in-field", "no wildcard of a Resource crosses one of the first five colons",
     &Assumptions::wildcards_stay_in_field},
});
static_assert(std::ranges::is_sorted(kAssumptions, {}, &AssumptionRow::name));

}  // namespace

std::span<const AssumptionRow> assumption_table() { return kAssumptions; }

std::optional<AssumptionRow> find_assumption(std::string_view name) {
  const auto* const found = std::ranges::find(kAssumptions, name, &AssumptionRow::name);
  return found == kAssumptions.end() ? std::nullopt : std::optional(*found);
}

}  // namespace orgsim::sim

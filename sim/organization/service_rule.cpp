#include "sim/organization/service_rule.h"

#include <algorithm>
#include <array>

#include "model/text.h"

namespace orgsim::sim {
namespace {

struct RuleRow {
  std::string_view action;  // In lower case.
  ServiceRule rule;
};

constexpr auto kRules = std::to_array<RuleRow>({
    {"backup:deleterecoverypoint", ServiceRule::VaultLock},
    {"backup:updaterecoverypointlifecycle", ServiceRule::VaultLock},
    {"organizations:closeaccount", ServiceRule::ManagementAccountStays},
    {"organizations:leaveorganization", ServiceRule::ManagementAccountStays},
    {"organizations:removeaccountfromorganization", ServiceRule::ManagementAccountStays},
    {"s3:deleteobjectversion", ServiceRule::ObjectLock},
});
static_assert(std::ranges::is_sorted(kRules, {}, &RuleRow::action));

/// Whose account the action would end: the caller's own, or the one at the end of the resource.
std::optional<Index<Account>> ended_account(const Authorizer& authorizer,
                                            const AccessRequest& request) {
  const std::size_t slash = request.resource.rfind('/');
  if (slash != std::string_view::npos) {
    return authorizer.organization().find_account(request.resource.substr(slash + 1));
  }
  const auto* asker = std::get_if<Index<Principal>>(&request.asker);
  return asker == nullptr ? std::nullopt : authorizer.principals()[*asker].account;
}

bool holds(const Authorizer& authorizer, const AccessRequest& request, ServiceRule rule) {
  if (rule == ServiceRule::ManagementAccountStays) {
    const auto account = ended_account(authorizer, request);
    return account && authorizer.organization().is_management_account(*account);
  }
  const auto index = authorizer.resources().find(request.resource);
  if (!index) {
    return false;
  }
  const Resource& resource = (*authorizer.organization().tables().resources)[*index];
  if (rule == ServiceRule::VaultLock) {
    return resource.vault_lock == "COMPLIANCE";
  }
  return resource.object_lock && resource.object_lock->mode == ObjectLock::Mode::Compliance;
}

}  // namespace

std::optional<ServiceRule> refused_by_service(const Authorizer& authorizer,
                                              const AccessRequest& request) {
  const std::string action = to_lower(request.action);
  const auto* const row = std::ranges::lower_bound(kRules, action, {}, &RuleRow::action);
  const bool refused =
      row != kRules.end() && row->action == action && holds(authorizer, request, row->rule);
  return refused ? std::optional(row->rule) : std::nullopt;
}

}  // namespace orgsim::sim

#include <algorithm>
#include <array>

#include "sim/blast_radius_measures.h"
#include "sim/ceilings.h"
#include "sim/edge_rules.h"

namespace orgsim::sim {
namespace {

constexpr auto kActions = std::to_array<std::string_view>({
    "organizations:DetachPolicy",
    "organizations:UpdatePolicy",
    "organizations:DeletePolicy",
});

class CeilingLifts {
 public:
  explicit CeilingLifts(const Fallen& fallen)
      : fallen_(fallen), organization_(fallen.authorizer.organization()) {}

  std::vector<RaisedCeiling> raised() {
    for (const auto index : organization_.policies().indexes()) {
      const OrganizationPolicy& policy = organization_.policies()[index];
      if (policy.aws_managed || policy.type == OrganizationPolicyType::Other) {
        continue;
      }
      if (const auto lifter = who_lifts(index)) {
        add_targets(index, *lifter);
      }
    }
    return std::move(result_);
  }

 private:
  /// The nearest of the fallen in the management account; one who surely may is preferred.
  std::optional<RaisedCeiling> who_lifts(Index<OrganizationPolicy> index) const {
    const OrganizationPolicy& policy = organization_.policies()[index];
    const auto management =
        (*organization_.tables().organizations)[policy.organization].management_account;
    const std::string arn = arn_of(organization_, index);
    std::optional<RaisedCeiling> result;
    for (const auto principal : fallen_.radius.possible.reached()) {
      if (fallen_.authorizer.principals()[principal].account != management) {
        continue;
      }
      for (const std::string_view action : kActions) {
        const Truth allowed = both(fallen_.certainty(principal),
                                   holds(fallen_.authorizer.decide(
                                       {.asker = principal, .action = action, .resource = arn})));
        if (allowed == Truth::No || (result && allowed != Truth::Yes)) {
          continue;
        }
        result = RaisedCeiling{.action = action,
                               .certain = allowed,
                               .principal = principal,
                               .hops = fallen_.radius.possible.hops(principal)};
        if (allowed == Truth::Yes) {
          return result;
        }
      }
    }
    return result;
  }

  void add_targets(Index<OrganizationPolicy> policy, RaisedCeiling lifted) {
    lifted.policy = policy;
    const auto attached = [&](const std::vector<Index<OrganizationPolicy>>& policies) {
      return std::ranges::find(policies, policy) != policies.end();
    };
    for (const auto ou : organization_.ous().indexes()) {
      if (attached(organization_.ous()[ou].attached)) {
        lifted.target = organization_.ous()[ou].id;
        lifted.n_accounts = members_below(ou);
        result_.push_back(lifted);
      }
    }
    for (const auto account : organization_.accounts().indexes()) {
      if (attached(organization_.accounts()[account].attached)) {
        lifted.target = organization_.accounts()[account].id.text();
        lifted.n_accounts = organization_.is_management_account(account) ? 0 : 1;
        result_.push_back(lifted);
      }
    }
  }

  std::size_t members_below(Index<OrganizationalUnit> ou) const {
    std::size_t n = 0;
    for (const auto account : organization_.accounts().indexes()) {
      const auto& parent = organization_.accounts()[account].parent;
      if (!parent || organization_.is_management_account(account)) {
        continue;
      }
      const auto path = organization_.path_to(*parent);
      n += std::ranges::find(path, ou) != path.end() ? std::size_t{1} : 0;
    }
    return n;
  }

  const Fallen& fallen_;
  const Organization& organization_;
  std::vector<RaisedCeiling> result_;
};

}  // namespace

std::vector<RaisedCeiling> raised_ceilings(const Fallen& fallen) {
  return CeilingLifts(fallen).raised();
}

}  // namespace orgsim::sim

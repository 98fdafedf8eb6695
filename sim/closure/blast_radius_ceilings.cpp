#include <algorithm>
#include <array>
#include <set>

#include "model/given.h"
#include "sim/change/event.h"
#include "sim/closure/blast_radius_measures.h"

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
      : fallen_(fallen), organization_(fallen.organization()) {}

  std::vector<RaisedCeiling> raised() && {
    for (const auto index : organization_.policies().indexes()) {
      const OrganizationPolicy& policy = organization_.policies()[index];
      if (policy.aws_managed || policy.type == OrganizationPolicyType::Other) {
        continue;
      }
      if (const auto lifter = who_lifts(index)) {
        add_targets(index, *lifter);
      }
    }
    for (const auto account : organization_.accounts().indexes()) {
      if (has_ceilings(organization_, account, {}, true)) {
        add_move(account);
      }
    }
    for (const auto account : organization_.accounts().indexes()) {
      if (has_ceilings(organization_, account, {}, false)) {
        add_leave(account);
      }
    }
    return std::move(result_);
  }

 private:
  using Requests = std::vector<EventRequest>;

  std::optional<RaisedCeiling> ceiling(Index<Account> account, std::string_view technique,
                                       std::string_view action, const Requests& requests) const {
    const auto doer = fallen_.nearest_of(account, [&](const Standing& standing) {
      Truth allowed = Truth::Yes;
      for (const EventRequest& request : requests) {
        allowed =
            allowed == Truth::No ? allowed : both(allowed, standing.may(action, request.resource));
      }
      return allowed;
    });
    return doer ? std::optional(RaisedCeiling{.technique = technique,
                                              .action = action,
                                              .principal = doer->principal,
                                              .needs = doer->needs,
                                              .hops = doer->hops})
                : std::nullopt;
  }

  /// The nearest of the fallen in the management account, or of those to whom policies are
  /// delegated.
  std::optional<RaisedCeiling> who_lifts(Index<OrganizationPolicy> index) const {
    const auto organization = organization_.policies()[index].organization;
    const OrganizationRecord& record = (*organization_.tables().organizations)[organization];
    auto result = who_lifts(index, record.management_account, "org-14");
    for (const auto account : organization_.accounts().indexes()) {
      if (!result && record.delegation_policy &&
          organization_.organization_of(account) == organization) {
        result = who_lifts(index, account, "del-04");
      }
    }
    return result;
  }

  std::optional<RaisedCeiling> who_lifts(Index<OrganizationPolicy> index, Index<Account> account,
                                         std::string_view technique) const {
    const Requests requests = {{.resource = arn_of(organization_, index)}};
    std::optional<RaisedCeiling> result;
    for (const std::string_view action : kActions) {
      auto found = ceiling(account, technique, action, requests);
      if (found && (!result || found->hops < result->hops)) {
        result = std::move(found);
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

  void add_move(Index<Account> account) {
    const auto record = organization_.organization_of(account);
    const OrganizationRecord& home = (*organization_.tables().organizations)[given(record)];
    auto moved =
        ceiling(home.management_account, "org-15", "organizations:MoveAccount",
                requests_of(organization_, MoveAccount{.account = account, .target = home.root},
                            home.management_account));
    if (!moved) {
      moved = ceiling(
          home.management_account, "org-18", "organizations:RemoveAccountFromOrganization",
          requests_of(organization_, RemoveAccount{.account = account}, home.management_account));
    }
    add(account, std::move(moved));
  }

  void add_leave(Index<Account> account) {
    add(account,
        ceiling(account, "ctl-02", "organizations:LeaveOrganization", {{.resource = "*"}}));
  }

  void add(Index<Account> account, std::optional<RaisedCeiling> found) {
    if (found) {
      found->target = organization_.accounts()[account].id.text();
      found->n_accounts = 1;
      result_.push_back(*std::move(found));
    }
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

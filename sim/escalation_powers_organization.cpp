#include <algorithm>
#include <array>

#include "sim/escalation_powers.h"
#include "sim/event.h"

namespace orgsim::sim {
namespace {

/// Finds the ceilings of its organization that a principal can lift.
class Lifts {
 public:
  Lifts(PowerQuestion& question, const Raised& raised, Index<OrganizationRecord> home,
        Powers& powers)
      : question_(question),
        organization_(question.ground().authorizer().organization()),
        account_(*question.principal().account),
        home_(home),
        raised_(raised),
        powers_(powers) {}

  void by_the_organization() {
    for (const auto index : organization_.policies().indexes()) {
      lift(index);
    }
    for (const auto account : organization_.accounts().indexes()) {
      if (organization_.organization_of(account) == home_) {
        move(account);
      }
    }
  }

  /// Source: AWS Organizations User Guide, "Leave an organization from your member account".
  void leave() {
    const Fact left = Fact::left(account_);
    if (question_.wants(left) && has_ceilings(organization_, account_, raised_, false)) {
      ask({.raise = left,
           .technique = "ctl-02",
           .requires_ = {{"organizations:LeaveOrganization", "*"}},
           .where = organization_.accounts()[account_].where});
    }
  }

 private:
  /// An edit lifts any policy, also one that lists what is allowed; taking off lifts one that only
  /// denies; with its type disabled none of the type is in force.
  void lift(Index<OrganizationPolicy> index) {
    const OrganizationPolicy& policy = organization_.policies()[index];
    const Fact lifted = Fact::lifted(index);
    if (policy.organization != home_ || policy.aws_managed ||
        policy.type == OrganizationPolicyType::Other || !question_.wants(lifted)) {
      return;
    }
    const std::string arn = arn_of(organization_, index);
    for (const std::string_view action :
         {"organizations:UpdatePolicy", "organizations:DetachPolicy",
          "organizations:DisablePolicyType"}) {
      const bool by_type = action == "organizations:DisablePolicyType";
      if (action == "organizations:DetachPolicy" && !only_denies(policy)) {
        continue;
      }
      if (ask({.raise = lifted,
               .technique = "org-14",
               .requires_ = {{action, by_type ? root_arn() : arn}},
               .where = policy.where})) {
        return;
      }
    }
  }

  bool only_denies(const OrganizationPolicy& policy) const {
    return policy.document &&
           std::ranges::all_of(organization_.document(*policy.document).statements,
                               [](const Statement& s) { return s.effect == Effect::Deny; });
  }

  std::string root_arn() const {
    const OrganizationRecord& record = (*organization_.tables().organizations)[home_];
    return "arn:" + organization_.tables().partition +
           ":organizations::" + organization_.accounts()[record.management_account].id.text() +
           ":root/" + record.id + "/" + organization_.ous()[record.root].id;
  }

  void move(Index<Account> account) {
    const Fact moved = Fact::moved(account);
    if (!question_.wants(moved) || !has_ceilings(organization_, account, raised_, true)) {
      return;
    }
    const auto root = (*organization_.tables().organizations)[home_].root;
    Lift lift{
        .raise = moved, .technique = "org-15", .where = organization_.accounts()[account].where};
    for (EventRequest& request :
         requests_of(organization_, MoveAccount{.account = account, .target = root}, account_)) {
      lift.requires_.push_back({"organizations:MoveAccount", std::move(request.resource)});
    }
    ask(std::move(lift));
  }

  bool ask(Lift lift) {
    for (const Requirement& requirement : lift.requires_) {
      if (!question_.may_be_granted(requirement.action)) {
        return false;
      }
      if (lift.certain != Truth::No) {
        lift.certain = both(lift.certain, question_.may(requirement.action, requirement.resource));
      }
    }
    if (lift.certain == Truth::No) {
      return false;
    }
    powers_.lifts.push_back(std::move(lift));
    return true;
  }

  PowerQuestion& question_;
  const Organization& organization_;
  Index<Account> account_;
  Index<OrganizationRecord> home_;
  const Raised& raised_;
  Powers& powers_;
};

}  // namespace

void add_lifts(PowerQuestion& question, const Raised& raised, Powers& powers) {
  const Organization& organization = question.ground().authorizer().organization();
  const Index<Account> account = *question.principal().account;
  const auto home = organization.organization_of(account);
  if (!home) {
    return;
  }
  Lifts lifts(question, raised, *home, powers);
  if (organization.is_management_account(account)) {
    lifts.by_the_organization();
  } else {
    lifts.leave();
  }
}

}  // namespace orgsim::sim

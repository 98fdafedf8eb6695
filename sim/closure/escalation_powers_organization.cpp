#include <algorithm>
#include <array>

#include "model/given.h"
#include "sim/change/event.h"
#include "sim/closure/escalation_powers.h"
#include "sim/organization/administered_services.h"

namespace orgsim::sim {
namespace {

/// Finds the ceilings of its organization that a principal can lift.
class Lifts {
 public:
  Lifts(PowerQuestion& question, const Raised& raised, Index<OrganizationRecord> home,
        Powers& powers)
      : question_(question),
        organization_(question.ground().authorizer().organization()),
        account_(given(question.principal().account)),
        home_(home),
        raised_(raised),
        powers_(powers) {}

  void by_the_organization() {
    by_policies("org-14");
    for (const auto account : organization_.accounts().indexes()) {
      if (organization_.organization_of(account) == home_ && !move(account)) {
        remove(account);
      }
    }
  }

  /// As far as the organization's resource policy lets members manage its policies.
  /// Source: AWS Organizations User Guide, "Delegated administrator for AWS Organizations".
  void by_delegation() {
    if ((*organization_.tables().organizations)[home_].delegation_policy) {
      by_policies("del-04");
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
  void by_policies(std::string_view technique) {
    for (const auto index : organization_.policies().indexes()) {
      lift(index, technique);
    }
  }

  /// An edit lifts any policy, also one that lists what is allowed; taking off lifts one that only
  /// denies; with its type disabled none of the type is in force.
  void lift(Index<OrganizationPolicy> index, std::string_view technique) {
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
               .technique = technique,
               .requires_ = {{action, by_type ? root_arn() : arn}},
               .where = policy.where}) == Truth::Yes) {
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

  /// Returns whether the account is surely moved out of the reach of what is above it.
  bool move(Index<Account> account) {
    const Fact moved = Fact::moved(account);
    if (!question_.wants(moved) || !has_ceilings(organization_, account, raised_, true)) {
      return false;
    }
    const auto root = (*organization_.tables().organizations)[home_].root;
    Lift lift{
        .raise = moved, .technique = "org-15", .where = organization_.accounts()[account].where};
    for (EventRequest& request :
         requests_of(organization_, MoveAccount{.account = account, .target = root}, account_)) {
      lift.requires_.push_back({"organizations:MoveAccount", std::move(request.resource)});
    }
    return ask(std::move(lift)) == Truth::Yes;
  }

  /// Source: AWS Organizations User Guide, "Remove a member account from your organization".
  void remove(Index<Account> account) {
    const Fact left = Fact::left(account);
    if (!question_.wants(left) || !has_ceilings(organization_, account, raised_, false)) {
      return;
    }
    Lift lift{
        .raise = left, .technique = "org-18", .where = organization_.accounts()[account].where};
    for (EventRequest& request :
         requests_of(organization_, RemoveAccount{.account = account}, account_)) {
      lift.requires_.push_back(
          {"organizations:RemoveAccountFromOrganization", std::move(request.resource)});
    }
    ask(std::move(lift));
  }

  /// Returns how surely the ceiling is lifted so.
  Truth ask(Lift lift) {
    for (const Requirement& requirement : lift.requires_) {
      if (!question_.may_be_granted(requirement.action)) {
        return Truth::No;
      }
      if (lift.certain != Truth::No) {
        lift.certain = both(lift.certain, question_.may(requirement.action, requirement.resource));
      }
    }
    if (lift.certain != Truth::No) {
      powers_.lifts.push_back(lift);
    }
    return lift.certain;
  }

  PowerQuestion& question_;
  const Organization& organization_;
  Index<Account> account_;
  Index<OrganizationRecord> home_;
  const Raised& raised_;
  Powers& powers_;
};

constexpr auto kFillPermissionSet = std::to_array<std::string_view>(
    {"sso:AttachManagedPolicyToPermissionSet", "sso:PutInlinePolicyToPermissionSet"});

/// The roles of a permission set, by its assignments; none when one of them is out of reach.
std::vector<Index<Principal>> roles_of(const Authorizer& authorizer, Index<PermissionSet> set,
                                       bool from_management) {
  std::vector<Index<Principal>> result;
  for (const Assignment& assignment : *authorizer.organization().tables().assignments) {
    if (assignment.permission_set != set || assignment.presence != Presence::Present) {
      continue;
    }
    if (!from_management && authorizer.organization().is_management_account(assignment.account)) {
      return {};
    }
    if (const auto role = authorizer.principals().permission_set_role(set, assignment.account)) {
      result.push_back(*role);
    }
  }
  return result;
}

/// The first action that may fill the set; nothing when none may.
std::optional<Gain> filling(PowerQuestion& question, const PermissionSet& set) {
  const std::string arn = set.arn.empty() ? "arn:aws:sso:::permissionSet/ssoins-0000000000000000/"
                                            "ps-0000000000000000"
                                          : set.arn;
  for (const std::string_view action : kFillPermissionSet) {
    const Truth allowed = question.may_be_granted(action) ? question.may(action, arn) : Truth::No;
    if (allowed != Truth::No) {
      return Gain{.kind = FactKind::Widened,
                  .technique = "sso-002",
                  .certain = allowed,
                  .requires_ = {{action, arn}},
                  .where = set.where};
    }
  }
  return std::nullopt;
}

/// How whoever administers Identity Center comes to sign in as its people: by the password, where
/// Identity Center keeps it, or by the metadata of the provider that vouches for them.
struct SignIn {
  std::string_view action;
  Truth works = Truth::No;
};

std::array<SignIn, 2> sign_ins(const IdentitySource& source) {
  const bool external = source.type.starts_with("external");
  const bool known = !source.type.empty();
  const bool own = source.type.starts_with("identity-center");
  const auto works = [&](bool fits) { return known ? truth(fits) : Truth::Unknown; };
  return {SignIn{"sso-directory:UpdatePassword", works(own)},
          SignIn{"sso-directory:UpdateExternalIdPConfigurationForDirectory", works(external)}};
}

constexpr std::string_view kUpdateStackSet = "cloudformation:UpdateStackSet";

/// StackSets that deploy by themselves: those known to run as no role of the account, or, where its
/// resources are not known, any.
std::vector<std::string> service_managed_stack_sets(EscalationGround& ground,
                                                    Index<Account> account) {
  std::vector<std::string> result;
  const Inventory* listed = ground.inventory(account);
  if (listed == nullptr) {
    return ground.fresh(account, "arn:aws:cloudformation:{r}:{a}:stackset/*:*");
  }
  for (const InventoryResource& resource : listed->resources) {
    if (resource.type == "AWS::CloudFormation::StackSet" &&
        resource.role_arn.value_or("").empty()) {
      result.push_back(resource.arn);
    }
  }
  return result;
}

}  // namespace

static void add_sign_ins(PowerQuestion& question, const IdentityCenterInstance& center,
                         Powers& powers) {
  const Authorizer& authorizer = question.ground().authorizer();
  for (const SignIn& way : sign_ins(center.source)) {
    const Truth allowed = way.works != Truth::No && question.may_be_granted(way.action)
                              ? both(way.works, question.may(way.action, "*"))
                              : Truth::No;
    if (allowed == Truth::No) {
      continue;
    }
    for (const auto user : authorizer.organization().tables().identity_users->indexes()) {
      if (const auto person = authorizer.principals().person(user);
          person && question.wants(*person)) {
        powers.gains.push_back({.target = *person,
                                .technique = "org-11",
                                .certain = allowed,
                                .requires_ = {{way.action, "*"}},
                                .where = center.where});
      }
    }
  }
}

/// Source: IAM Identity Center User Guide, "Manage your identity source".
void add_sign_ins(PowerQuestion& question, Powers& powers) {
  const Organization& organization = question.ground().authorizer().organization();
  const Index<Account> account = given(question.principal().account);
  for (const IdentityCenterInstance& center : *organization.tables().identity_centers) {
    if (center.organization == organization.organization_of(account) &&
        administers(organization, account, kIdentityCenter)) {
      add_sign_ins(question, center, powers);
    }
  }
}

/// Which accounts a StackSet is in is not collected. Never into the management account.
/// Source: AWS CloudFormation User Guide, "StackSets concepts".
void add_stack_set_updates(PowerQuestion& question, Powers& powers) {
  const Authorizer& authorizer = question.ground().authorizer();
  const Organization& organization = authorizer.organization();
  const Index<Account> account = given(question.principal().account);
  const auto home = organization.organization_of(account);
  if (!home || !administers(organization, account, kStackSets)) {
    return;
  }
  const OrganizationRecord& record = (*organization.tables().organizations)[*home];
  if ((record.trusted_access && !record.trusted_access->contains(std::string(kStackSets))) ||
      !question.may_be_granted(kUpdateStackSet)) {
    return;
  }
  for (const std::string& arn : service_managed_stack_sets(question.ground(), account)) {
    if (question.may(kUpdateStackSet, arn) == Truth::No) {
      continue;
    }
    for (const auto member : organization.accounts().indexes()) {
      const auto administrator = authorizer.principals().hypothetical_administrator(member);
      if (administrator && member != record.management_account &&
          organization.organization_of(member) == home && question.wants(*administrator)) {
        powers.gains.push_back({.target = *administrator,
                                .technique = "org-07",
                                .certain = Truth::Unknown,
                                .requires_ = {{kUpdateStackSet, arn}},
                                .where = question.principal().where});
      }
    }
    return;
  }
}

/// A delegated administrator does not change a set that is assigned in the management account.
/// Source: IAM Identity Center User Guide, "Delegated administration".
void add_permission_set_rewrites(PowerQuestion& question, Powers& powers) {
  const Authorizer& authorizer = question.ground().authorizer();
  const Organization& organization = authorizer.organization();
  const Index<Account> account = given(question.principal().account);
  if (!administers(organization, account, kIdentityCenter)) {
    return;
  }
  for (const auto set : organization.tables().permission_sets->indexes()) {
    auto roles = roles_of(authorizer, set, organization.is_management_account(account));
    std::erase_if(roles,
                  [&](auto role) { return !question.wants(Fact::of(role, FactKind::Widened)); });
    if (roles.empty()) {
      continue;
    }
    if (const auto gain = filling(question, (*organization.tables().permission_sets)[set])) {
      for (const auto role : roles) {
        powers.gains.push_back(*gain);
        powers.gains.back().target = role;
      }
    }
  }
}

void add_lifts(PowerQuestion& question, const Raised& raised, Powers& powers) {
  const Organization& organization = question.ground().authorizer().organization();
  const Index<Account> account = given(question.principal().account);
  const auto home = organization.organization_of(account);
  if (!home) {
    return;
  }
  Lifts lifts(question, raised, *home, powers);
  if (organization.is_management_account(account)) {
    lifts.by_the_organization();
  } else {
    lifts.leave();
    lifts.by_delegation();
  }
}

}  // namespace orgsim::sim

#include <algorithm>
#include <set>

#include "sim/closure/choke_points.h"
#include "sim/decide/statement_query.h"
#include "sim/organization/administered_services.h"

namespace orgsim::sim {
namespace {

std::string joined(const std::set<std::string>& words) {
  std::string result;
  for (const std::string& word : words) {
    result += (result.empty() ? "" : ", ") + word;
  }
  return result;
}

/// Finds what can be changed to take one step away.
class StepCandidates {
 public:
  StepCandidates(const Authorizer& authorizer, const Step& step)
      : organization_(authorizer.organization()),
        tables_(organization_.tables()),
        step_(step),
        from_(authorizer.principals()[step.from]),
        to_(step.to.is_raise() ? nullptr : &authorizer.principals()[step.to.principal()]) {}

  std::vector<Candidate> all() {
    if (to_ != nullptr && step_.technique == row_of(Technique::AssumeRole).id) {
      trust_statements();
      deny_at_role();
    } else if (step_.technique == row_of(Technique::AssignedPermissionSet).id) {
      assignments();
    } else {
      services();
    }
    permissions();
    deny_at_caller();
    return std::move(result_);
  }

 private:
  void add(ChangeKind kind, std::string subject, std::string detail, std::vector<Event> events) {
    result_.push_back({.kind = kind,
                       .subject = std::move(subject),
                       .detail = std::move(detail),
                       .events = std::move(events),
                       .breaks = std::string(step_.technique)});
  }

  void trust_statements() {
    const auto* role = std::get_if<Index<Role>>(&to_->origin);
    if (role == nullptr || !to_->trust) {
      return;
    }
    const PolicyDocument& trust = organization_.document(*to_->trust);
    for (std::size_t i = 0; i < trust.statements.size(); ++i) {
      const Statement& statement = trust.statements[i];
      if (statement.effect != Effect::Allow || !covers_action(statement, "sts:AssumeRole")) {
        continue;
      }
      PolicyDocument rest = trust;
      rest.statements.erase(rest.statements.begin() + static_cast<std::ptrdiff_t>(i));
      add(ChangeKind::TrustStatement, to_->arn,
          statement.sid.empty() ? std::to_string(i + 1) : statement.sid,
          {SetTrust{.role = *role, .document = std::move(rest)}});
    }
  }

  /// Of the account's own principals nobody is kept out by it: AssumeRole within the account is
  /// what an RCP binds too.
  void deny_at_role() {
    if (to_->account) {
      deny(*to_->account, OrganizationPolicyType::ResourceControlPolicy, {"sts:AssumeRole"},
           to_->arn);
    }
  }

  void assignments() {
    const auto* set = std::get_if<Index<PermissionSet>>(&to_->origin);
    const auto* person = std::get_if<Index<IdentityUser>>(&from_.origin);
    if (set == nullptr || person == nullptr) {
      return;
    }
    for (const Assignment& assignment : *tables_.assignments) {
      if (assignment.presence != Presence::Present || assignment.permission_set != *set ||
          assignment.account != to_->account) {
        continue;
      }
      const auto* group = std::get_if<Index<IdentityGroup>>(&assignment.assignee);
      const bool own =
          group == nullptr && std::get<Index<IdentityUser>>(assignment.assignee) == *person;
      const bool member = group != nullptr && is_member(*group, *person);
      if (own || member) {
        add(ChangeKind::Assignment, (*tables_.permission_sets)[*set].name,
            organization_.accounts()[assignment.account].name,
            {Unassign{.assignee = assignment.assignee,
                      .permission_set = *set,
                      .account = assignment.account}});
      }
      if (member) {
        add(ChangeKind::Membership, (*tables_.identity_groups)[*group].name, from_.arn,
            {RemoveMember{.group = *group, .user = *person}});
      }
    }
  }

  bool is_member(Index<IdentityGroup> group, Index<IdentityUser> person) const {
    const auto& members = (*tables_.identity_groups)[group].members;
    return std::ranges::find(members, person) != members.end();
  }

  void services() {
    if (step_.technique == row_of(Technique::StackSets).id) {
      registration(kStackSets);
      feature(Feature::TrustedAccess, kStackSets);
    } else if (step_.technique == row_of(Technique::IdentityCenterAdministration).id ||
               step_.technique == row_of(Technique::GroupMembership).id) {
      registration(kIdentityCenter);
    } else if (step_.technique == row_of(Technique::AssumeRoot).id) {
      registration(kRootAccess);
      feature(Feature::RootSessions, "");
    }
  }

  void registration(std::string_view service) {
    if (from_.account && !organization_.is_management_account(*from_.account)) {
      add(ChangeKind::Registration, organization_.accounts()[*from_.account].name,
          std::string(service),
          {UndelegateAdministrator{.service = std::string(service), .account = *from_.account}});
    }
  }

  void feature(Feature feature, std::string_view service) {
    const auto home = from_.account ? organization_.organization_of(*from_.account) : std::nullopt;
    if (!home) {
      return;
    }
    std::vector<Event> events = {SetFeature{.organization = *home,
                                            .feature = feature,
                                            .enabled = false,
                                            .service = std::string(service)}};
    if (feature == Feature::RootSessions) {
      events.push_back(SetFeature{
          .organization = *home, .feature = Feature::RootCredentialsManagement, .enabled = false});
    }
    add(ChangeKind::Feature, (*tables_.organizations)[*home].id,
        service.empty() ? "root access management" : std::string(service), std::move(events));
  }

  /// The policies that grant one of the actions.
  void permissions() {
    if (const auto* role = std::get_if<Index<Role>>(&from_.origin)) {
      take_off(*role, (*tables_.roles)[*role].policies, from_.arn);
    } else if (const auto* user = std::get_if<Index<User>>(&from_.origin)) {
      take_off(*user, (*tables_.users)[*user].policies, from_.arn);
      for (const auto group : (*tables_.users)[*user].groups) {
        take_off(group, (*tables_.groups)[group].policies, (*tables_.groups)[group].arn);
      }
    } else if (const auto* set = std::get_if<Index<PermissionSet>>(&from_.origin)) {
      take_off(*set, (*tables_.permission_sets)[*set].policies,
               (*tables_.permission_sets)[*set].name);
    }
  }

  bool grants(const PolicyDocument& document) const {
    return std::ranges::any_of(step_.requires_, [&](const Requirement& requirement) {
      return may_grant(document, requirement.action);
    });
  }

  void take_off(const IamIdentity& identity, const IdentityPolicies& policies,
                const std::string& whose) {
    for (const InlinePolicy& policy : policies.inline_policies) {
      if (!policy.name.empty() && grants(organization_.document(policy.document))) {
        add(ChangeKind::Permission, whose, policy.name,
            {Revoke{.identity = identity, .policy = policy.name}});
      }
    }
    for (const auto index : policies.attached) {
      const ManagedPolicy& policy = (*tables_.managed_policies)[index];
      if (!policy.document || grants(organization_.document(*policy.document))) {
        add(ChangeKind::Permission, whose, policy.name,
            {Revoke{.identity = identity, .policy = index}});
      }
    }
  }

  void deny_at_caller() {
    std::set<std::string> actions;
    std::set<std::string> resources;
    for (const Requirement& requirement : step_.requires_) {
      actions.emplace(requirement.action);
      resources.insert(requirement.resource);
    }
    if (from_.account && !actions.empty()) {
      const bool one = resources.size() == 1 && step_.technique == row_of(Technique::AssumeRole).id;
      deny(*from_.account, OrganizationPolicyType::ServiceControlPolicy, actions,
           one ? *resources.begin() : "*");
    }
  }

  void deny(Index<Account> account, OrganizationPolicyType type,
            const std::set<std::string>& actions, const std::string& resource) {
    const auto home = organization_.organization_of(account);
    if (!home || organization_.is_management_account(account) ||
        !(*tables_.organizations)[*home].enabled_policy_types.contains(type)) {
      return;
    }
    const bool rcp = type == OrganizationPolicyType::ResourceControlPolicy;
    Statement statement{.sid = "ChokePoint",
                        .effect = Effect::Deny,
                        .action = {.patterns = {actions.begin(), actions.end()}},
                        .resource = {.patterns = {resource}}};
    if (rcp) {
      statement.principal = PrincipalElement{.entries = {{.type = PrincipalType::Everyone}}};
    }
    const Index<OrganizationPolicy> made(tables_.policies->size());
    add(rcp ? ChangeKind::RcpStatement : ChangeKind::ScpStatement,
        organization_.accounts()[account].name,
        joined(actions) + (resource == "*" ? "" : " on " + resource),
        {CreatePolicy{.organization = *home,
                      .type = type,
                      .name = "choke-point",
                      .document = {.version = PolicyVersion::Of2012, .statements = {statement}}},
         Attach{.policy = made, .target = account}});
  }

  const Organization& organization_;
  const OrganizationTables& tables_;
  const Step& step_;
  const Principal& from_;
  const Principal* to_;
  std::vector<Candidate> result_;
};

}  // namespace

std::vector<Candidate> candidates_for(const Authorizer& authorizer, const Step& step) {
  return StepCandidates(authorizer, step).all();
}

}  // namespace orgsim::sim

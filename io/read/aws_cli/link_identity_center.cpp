#include <algorithm>

#include "io/read/aws_cli/link.h"

namespace orgsim::io {
namespace {

class IdentityCenterLinker {
 public:
  explicit IdentityCenterLinker(DumpReading& reading)
      : reading_(reading), facts_(reading.identity) {}

  void link() {
    for (auto& [id, set] : facts_.permission_sets) {
      set.name = set.name.empty() ? id : set.name;
      give_boundary_text(set);
      sets_.emplace(id, reading_.tables().permission_sets.edit().append(std::move(set)));
    }
    for (const MembershipFact& fact : facts_.memberships) {
      membership(fact);
    }
    for (const AssignmentFact& fact : facts_.assignments) {
      assignment(fact);
    }
    instances();
    coverage();
  }

 private:
  void give_boundary_text(PermissionSet& set) {
    auto& boundary = set.policies.boundary;
    if (boundary && !boundary->arn.empty()) {
      const auto policy = reading_.managed_policy(boundary->arn, set.where);
      boundary->document = (*reading_.tables().managed_policies)[policy].document;
    }
  }

  /// A person whose directory was not collected is still somebody: the id stands for the name.
  std::optional<Index<IdentityUser>> user(const std::string& id, SourceLocation where) {
    const auto found = facts_.users.find(id);
    if (found != facts_.users.end()) {
      return found->second;
    }
    if (facts_.users_collected) {
      reading_.error("E3001", "unknown user `" + id + "` of the identity store", where);
      return std::nullopt;
    }
    const auto index =
        reading_.tables().identity_users.edit().append({.id = id, .name = id, .where = where});
    facts_.users.emplace(id, index);
    return index;
  }

  std::optional<Index<IdentityGroup>> group(const std::string& id, SourceLocation where) {
    const auto found = facts_.groups.find(id);
    if (found != facts_.groups.end()) {
      return found->second;
    }
    if (facts_.groups_collected) {
      reading_.error("E3001", "unknown group `" + id + "` of the identity store", where);
      return std::nullopt;
    }
    const auto index =
        reading_.tables().identity_groups.edit().append({.id = id, .name = id, .where = where});
    facts_.groups.emplace(id, index);
    return index;
  }

  void membership(const MembershipFact& fact) {
    const auto in = group(fact.group, fact.where);
    const auto who = user(fact.user, fact.where);
    if (in && who) {
      auto& members = reading_.tables().identity_groups.edit()[*in].members;
      if (std::ranges::find(members, *who) == members.end()) {
        members.push_back(*who);
      }
    }
  }

  std::optional<Assignee> assignee(const AssignmentFact& fact) {
    if (fact.group) {
      const auto found = group(fact.principal, fact.where);
      return found ? std::optional<Assignee>(*found) : std::nullopt;
    }
    const auto found = user(fact.principal, fact.where);
    return found ? std::optional<Assignee>(*found) : std::nullopt;
  }

  /// The same assignment is listed by account and by principal.
  void assignment(const AssignmentFact& fact) {
    const auto who = assignee(fact);
    const auto account = reading_.accounts.find(fact.account);
    const auto set = sets_.find(permission_set_id(fact.permission_set));
    if (set == sets_.end()) {
      reading_.error("E3001", "unknown permission set `" + fact.permission_set + "`", fact.where,
                     "collect `describe-permission-set` for each");
    } else if (who && account != reading_.accounts.end() &&
               seen_.emplace(*who, set->second, account->second).second) {
      reading_.tables().assignments.edit().append({.assignee = *who,
                                                   .permission_set = set->second,
                                                   .account = account->second,
                                                   .where = fact.where});
    }
  }

  void instances() {
    if (reading_.tables().organizations->empty()) {
      return;
    }
    const auto organization = *reading_.tables().organizations->indexes().begin();
    const OrganizationRecord& record = (*reading_.tables().organizations)[organization];
    for (const auto& [arn, facts] : facts_.instances) {
      const auto owner = reading_.accounts.find(facts.owner_account);
      const Index<Account> account =
          owner == reading_.accounts.end() ? record.management_account : owner->second;
      // An instance of a member account is its own and assigns nothing in other accounts.
      if (account != record.management_account) {
        reading_.unmodelled("account instance of Identity Center " + arn, facts.where);
        continue;
      }
      IdentityCenterInstance instance{
          .organization = organization, .instance_account = account, .where = facts.where};
      if (record.delegated_administrators) {
        const auto sso = record.delegated_administrators->find("sso.amazonaws.com");
        if (sso != record.delegated_administrators->end() && !sso->second.empty()) {
          instance.delegated_administrator = *sso->second.begin();
        }
      }
      reading_.tables().identity_centers.edit().push_back(std::move(instance));
    }
  }

  void coverage() {
    if (reading_.tables().organizations->empty()) {
      return;
    }
    const bool sets = std::ranges::all_of(sets_, [&](const auto& set) {
      const PermissionSetParts& parts = facts_.permission_set_parts[set.first];
      return parts.described && parts.managed_policies && parts.customer_policies &&
             parts.inline_policy;
    });
    const bool some = !facts_.instances.empty() || !sets_.empty() || facts_.assignments_collected;
    const bool all =
        sets && facts_.assignments_collected && facts_.groups_collected && facts_.users_collected;
    if (!some || !all) {
      reading_.tables().coverage.edit().organization[OrganizationDomain::IdentityCenter] =
          some ? Extent::Partial : Extent::None;
    }
  }

  DumpReading& reading_;
  IdentityFacts& facts_;
  std::map<std::string, Index<PermissionSet>> sets_;
  std::set<std::tuple<Assignee, Index<PermissionSet>, Index<Account>>> seen_;
};

}  // namespace

void link_identity_center(DumpReading& reading) { IdentityCenterLinker(reading).link(); }

}  // namespace orgsim::io

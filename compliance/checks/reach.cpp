#include <algorithm>
#include <array>
#include <set>

#include "compliance/access.h"
#include "compliance/administrators.h"
#include "compliance/checks/checks.h"
#include "compliance/invitation.h"
#include "compliance/isolation.h"
#include "compliance/judging.h"
#include "compliance/network_paths.h"
#include "compliance/stores.h"
#include "model/given.h"
#include "model/text.h"
#include "sim/graph/technique.h"

namespace orgsim::compliance {
namespace {

bool is_profile(const Account& account, std::initializer_list<std::string_view> profiles) {
  return std::ranges::count(profiles, account.risk_profile) != 0;
}

}  // namespace

namespace {

/// Names under which a person holds duties: permission sets and roles.
std::string duty_of(const Premises& premises, const sim::Principal& principal) {
  if (const auto* set = std::get_if<Index<PermissionSet>>(&principal.origin)) {
    return (*premises.tables().permission_sets)[*set].name;
  }
  constexpr std::string_view kReserved = "AWSReservedSSO_";
  std::string_view name = principal.name;
  if (name.starts_with(kReserved)) {
    name.remove_prefix(kReserved.size());
    name = name.substr(0, name.rfind('_'));
  }
  return std::string(name);
}

/// A duty of a person with the way to it.
struct Duty {
  std::string name;
  std::string_view arn;
  std::vector<Hop> witness;
};

/// Every duty of a person: what is assigned, and what that may assume.
std::vector<Duty> duties_of(const Premises& premises, Index<sim::Principal> person) {
  std::vector<Duty> duties;
  const Closure closure(premises, std::span(&person, 1));
  for (const auto index : closure.reached()) {
    const auto witness = closure.witness(index);
    const bool by_right = std::ranges::all_of(witness, [](const Hop& hop) {
      return hop.relation == sim::row_of(sim::Technique::AssignedPermissionSet).id ||
             hop.relation == sim::row_of(sim::Technique::AssumeRole).id;
    });
    if (index != person && by_right) {
      const sim::Principal& role = premises.principals()[index];
      duties.push_back({duty_of(premises, role), role.arn, witness});
    }
  }
  return duties;
}

/// The duty that a side of a toxic pair names: a permission set, or a role by name or ARN; null
/// when the person does not hold it.
const Duty* held(const std::vector<Duty>& duties, const std::string& side) {
  const auto found = std::ranges::find_if(duties, [&](const Duty& duty) {
    return duty.name == side || matches_wildcard(side, duty.arn);
  });
  return found == duties.end() ? nullptr : &*found;
}

}  // namespace

Judgement duties_are_separated(const Premises& premises) {
  Judgement judgement;
  const auto& pairs = premises.declared().separation_of_duties;
  if (!pairs) {
    judgement.undeclared.emplace("separation_of_duties");
    return judgement;
  }
  for (const auto index : premises.principals().all().indexes()) {
    const sim::Principal& person = premises.principals()[index];
    if (person.kind != sim::PrincipalKind::Person) {
      continue;
    }
    ++judgement.n_examined;
    const auto duties = duties_of(premises, index);
    for (const ToxicPair& pair : *pairs) {
      const Duty* first = held(duties, pair.first);
      const Duty* second = held(duties, pair.second);
      if (first != nullptr && second != nullptr) {
        Finding found = finding(person.arn, Reason::HoldsToxicPair, person.where,
                                {{"first", pair.first}, {"second", pair.second}});
        found.witness = first->witness;
        std::ranges::copy(second->witness, std::back_inserter(found.witness));
        judgement.failures.push_back(std::move(found));
      }
    }
  }
  return judgement;
}

Judgement workloads_stay_below(const Premises& premises) {
  Judgement judgement;
  const auto above = accounts_where(premises, [&](const Account& account) {
    return is_profile(account, {"security", "management"});
  });
  std::set<Index<Account>> targets = above;
  if (const auto management = premises.management_account()) {
    targets.insert(*management);
  }
  const auto is_above = [&](Index<sim::Principal> index) {
    const auto& of = premises.principals()[index].account;
    return of && targets.contains(*of);
  };
  const std::vector<bool> from = reaching(premises, is_above);
  for (const auto account : premises.accounts()) {
    if (targets.contains(account) || is_profile(premises.account(account), {"suspended"})) {
      continue;
    }
    for (const auto source : takeover_sources(premises, account)) {
      ++judgement.n_examined;
      if (!from[source.value()]) {
        continue;
      }
      const Closure closure(premises, std::span(&source, 1), is_above);
      if (const auto target = first_reached(closure, source, is_above)) {
        judgement.failures.push_back(
            reach_finding(premises, source, *target, closure, Reason::ReachesAbove));
      }
    }
  }
  return judgement;
}

namespace {

bool is_outside(const Premises& premises, std::string_view id) {
  const auto account = premises.organization().find_account(id);
  return !id.empty() && id != "*" && (!account || !premises.at_home(*account));
}

const ThirdParty* party_of(const Premises& premises, std::string_view account) {
  const auto& parties = premises.declared().third_parties;
  const auto found = parties ? std::ranges::find(*parties, account, &ThirdParty::account)
                             : std::vector<ThirdParty>::const_iterator();
  return parties && found != parties->end() ? &*found : nullptr;
}

void judge_third_party(const Premises& premises, std::string_view party, std::string_view role,
                       Judgement& judgement) {
  const auto source = premises.principals().find(role);
  if (!source) {
    return;
  }
  ++judgement.n_examined;
  const ThirdParty* agreed = party_of(premises, party);
  if (agreed == nullptr && !premises.declared().third_parties) {
    judgement.undeclared.emplace("third_parties");
    return;
  }
  const Closure closure(premises, std::span(&*source, 1));
  for (const auto index : closure.reached()) {
    const auto& account = premises.principals()[index].account;
    const bool inside =
        agreed != nullptr && account && std::ranges::count(agreed->may_reach, *account) != 0;
    if (inside && !administers(premises, index)) {
      continue;
    }
    Finding found =
        reach_finding(premises, *source, index, closure,
                      inside ? Reason::ThirdPartyAdministers : Reason::ThirdPartyReaches);
    found.facts.push_back({"party", std::string(party)});
    judgement.failures.push_back(std::move(found));
    return;
  }
}

}  // namespace

Judgement third_parties_stay_bounded(const Premises& premises) {
  Judgement judgement;
  std::set<std::pair<std::string, std::string_view>> parties;
  for (const Invitation& invitation : trust_invitations(premises)) {
    for (const std::string& account : accounts_admitted(*invitation.statement)) {
      if (is_outside(premises, account)) {
        parties.emplace(account, invitation.subject);
      }
    }
  }
  for (const auto& [party, role] : parties) {
    judge_third_party(premises, party, role, judgement);
  }
  if (parties.empty()) {
    judgement.not_applicable = Reason::NoThirdParty;
  }
  return judgement;
}

namespace {

bool within(const Premises& premises, const BlastBudget* budget, Index<Account> account) {
  if (budget == nullptr) {
    return false;
  }
  switch (budget->extent) {
    case BlastBudget::Extent::Everything:
      return true;
    case BlastBudget::Extent::Members:
      return !premises.organization().is_management_account(account);
    case BlastBudget::Extent::Listed:
      break;
  }
  return std::ranges::count(budget->accounts, account) != 0;
}

}  // namespace

namespace {

void judge_takeover(const Premises& premises, Index<Account> account,
                    std::span<const Index<sim::Principal>> sources, Judgement& judgement) {
  const auto& budgets = premises.declared().blast_radius;
  const BlastBudget* budget =
      budgets && budgets->contains(account) ? &budgets->at(account) : nullptr;
  const Closure closure(premises, sources);
  std::set<Index<Account>> gained = {account};
  for (const auto index : closure.reached()) {
    const auto& of = premises.principals()[index].account;
    if (!of || !premises.at_home(*of) || !premises.does_harm(index) || !gained.insert(*of).second ||
        within(premises, budget, *of)) {
      continue;
    }
    judge_approval(judgement, budgets ? Approval::NotApproved : Approval::Undeclared,
                   "blast_radius",
                   reach_finding(premises, sources.back(), index, closure, Reason::BudgetExceeded));
  }
  judgement.support.push_back({.kind = "blast-radius",
                               .subject = std::string(premises.id(account)),
                               .detail = std::to_string(gained.size() - 1),
                               .where = premises.account(account).where});
}

}  // namespace

Judgement blast_radius_within_budget(const Premises& premises) {
  Judgement judgement;
  judgement.assumptions.insert("managed-roles-are-no-sources");
  for (const auto account : premises.accounts()) {
    const auto sources = takeover_sources(premises, account);
    if (!sources.empty()) {  // Else AWS suspended it: nobody acts there.
      ++judgement.n_examined;
      judge_takeover(premises, account, sources, judgement);
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance

#include "sim/closure/raised.h"

#include <algorithm>
#include <cassert>

#include "model/organization_builder.h"

namespace orgsim::sim {
namespace {

using Attached = std::vector<Index<OrganizationPolicy>>;

Organization changed(const Organization& before, const Raised& raised) {
  if (raised.moved.empty() && raised.left.empty()) {
    return before;
  }
  OrganizationBuilder next(before);
  for (const auto account : raised.moved) {
    if (const auto record = before.organization_of(account)) {
      next.move(account, (*before.tables().organizations)[*record].root);
    }
  }
  for (const auto account : raised.left) {
    next.tables().accounts.edit()[account].parent.reset();
  }
  auto after = std::move(next).build();
  assert(after.has_value());  // Neither makes the tree deeper nor attaches anything.
  return after ? *std::move(after) : before;
}

bool holds_back(const Organization& organization, const Attached& attached, const Raised& raised) {
  return std::ranges::any_of(attached, [&](Index<OrganizationPolicy> index) {
    const OrganizationPolicy& policy = organization.policies()[index];
    return !policy.aws_managed && policy.type != OrganizationPolicyType::Other &&
           !raised.policies.contains(index);
  });
}

}  // namespace

void Raised::add(const Fact& raise) {
  switch (raise.subject) {
    case Fact::Subject::Principal:
      break;
    case Fact::Subject::Policy:
      policies.insert(Index<OrganizationPolicy>(raise.index));
      break;
    case Fact::Subject::MovedAccount:
      moved.insert(Index<Account>(raise.index));
      break;
    case Fact::Subject::LeftAccount:
      left.insert(Index<Account>(raise.index));
      break;
  }
}

void Raised::remove(const Fact& raise) {
  switch (raise.subject) {
    case Fact::Subject::Principal:
      break;
    case Fact::Subject::Policy:
      policies.erase(Index<OrganizationPolicy>(raise.index));
      break;
    case Fact::Subject::MovedAccount:
      moved.erase(Index<Account>(raise.index));
      break;
    case Fact::Subject::LeftAccount:
      left.erase(Index<Account>(raise.index));
      break;
  }
}

RaisedCeilings::RaisedCeilings(const Organization& organization, const CompiledDocuments& documents,
                               const Raised& raised)
    : organization_(changed(organization, raised)),
      ceilings_(organization_, documents, raised.policies) {}

bool has_ceilings(const Organization& organization, Index<Account> account, const Raised& raised,
                  bool below_the_root) {
  const Account& record = organization.accounts()[account];
  if (!record.parent || organization.is_management_account(account) ||
      raised.left.contains(account)) {
    return false;
  }
  if (!below_the_root && holds_back(organization, record.attached, raised)) {
    return true;
  }
  const auto path = organization.path_to(*record.parent);
  for (std::size_t i = below_the_root ? 1 : 0; i < path.size(); ++i) {
    if (i > 0 && raised.moved.contains(account)) {
      break;
    }
    if (holds_back(organization, organization.ous()[path[i]].attached, raised)) {
      return true;
    }
  }
  return false;
}

std::set<Index<Account>> accounts_under(const Organization& organization, const Fact& raise) {
  std::set<Index<Account>> result;
  if (raise.subject == Fact::Subject::MovedAccount || raise.subject == Fact::Subject::LeftAccount) {
    result.insert(Index<Account>(raise.index));
    return result;
  }
  const Index<OrganizationPolicy> policy(raise.index);
  const auto attached = [&](const Attached& policies) {
    return std::ranges::find(policies, policy) != policies.end();
  };
  std::vector<bool> under(organization.ous().size(), false);
  for (const auto account : organization.accounts().indexes()) {
    const Account& record = organization.accounts()[account];
    if (attached(record.attached)) {
      result.insert(account);
    }
  }
  for (const auto ou : organization.ous().indexes()) {
    under[ou.value()] = attached(organization.ous()[ou].attached);
  }
  for (const auto account : organization.accounts().indexes()) {
    const auto& parent = organization.accounts()[account].parent;
    if (parent && std::ranges::any_of(organization.path_to(*parent),
                                      [&](auto ou) { return under[ou.value()]; })) {
      result.insert(account);
    }
  }
  return result;
}

}  // namespace orgsim::sim

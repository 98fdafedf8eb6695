#include <algorithm>
#include <chrono>

#include "model/arn.h"
#include "sim/change/apply_change.h"

namespace orgsim::sim {
namespace {

/// An account that its organization created stays for so long.
/// Source: AWS Organizations User Guide, "Remove a member account from an organization".
constexpr std::chrono::days kFirstDays{4};

bool is_in_first_days(Change& change, const Account& account) {
  const auto& today = change.tables().as_of;
  return account.joined_method == JoinedMethod::Created && account.joined && today &&
         *today - *account.joined < kFirstDays;
}

/// A service that the account is a delegated administrator of; empty: none.
std::string delegated_service(const OrganizationRecord& record, Index<Account> account) {
  if (record.delegated_administrators) {
    for (const auto& [service, accounts] : *record.delegated_administrators) {
      if (accounts.contains(account)) {
        return service;
      }
    }
  }
  return "";
}

/// What keeps a member from leaving, whoever asks. That it can stand alone (contact data, payment,
/// support plan) is taken for granted: the input cannot say.
Applied may_leave(Change& change, Index<Account> index) {
  const Account& account = change.account(index);
  const auto owner = change.organization_of(index);
  if (!owner) {
    return refuse("E4033", change.name(index) + " is in no organization");
  }
  const OrganizationRecord& record = change.organization(*owner);
  if (record.management_account == index) {
    return refuse("E4034", "the management account cannot leave its organization",
                  "delete the organization instead, once it has no members");
  }
  if (account.state != AccountState::Active) {
    return refuse("E4002", change.name(index) + " is not active");
  }
  if (const auto service = delegated_service(record, index); !service.empty()) {
    return refuse("E4035",
                  change.name(index) + " is a delegated administrator of `" + service + "`",
                  "the event `undelegate_admin` comes first");
  }
  if (is_in_first_days(change, account)) {
    return refuse("E4036", change.name(index) + " was created less than four days ago",
                  "the event `advance` lets days pass");
  }
  return {};
}

/// Identity Center takes its assignments and its roles out of the account.
/// Source: AWS Organizations User Guide, "Remove a member account from an organization".
void leave_identity_center(Change& change, Index<Account> account) {
  for (const auto index : change.tables().assignments->indexes()) {
    const orgsim::Assignment& assignment = (*change.tables().assignments)[index];
    if (assignment.account == account && assignment.presence == Presence::Present) {
      change.tables().assignments.edit()[index].presence = Presence::Deleted;
    }
  }
  for (const auto index : change.tables().roles->indexes()) {
    const Role& role = (*change.tables().roles)[index];
    if (role.account == account && role.presence == Presence::Present &&
        role.path.starts_with("/aws-reserved/sso.amazonaws.com/")) {
      change.tables().roles.edit()[index].presence = Presence::Deleted;
    }
  }
}

/// The names by which shares may mean an account through its organization.
bool names_organization(Change& change, const std::string& principal,
                        Index<OrganizationRecord> organization) {
  if (principal.find(change.organization(organization).id) != std::string::npos) {
    return true;
  }
  return std::ranges::any_of(*change.tables().ous, [&](const OrganizationalUnit& ou) {
    return ou.organization == organization && principal.ends_with(ou.id);
  });
}

/// Shares within the organization end, unless their owner keeps them.
/// Source: AWS RAM User Guide, "Retaining resource shares when an account leaves an organization".
void leave_shares(Change& change, Index<Account> account, Index<OrganizationRecord> organization) {
  auto& shares = change.tables().resource_shares;
  if (!shares) {
    return;
  }
  const std::string id = change.account(account).id.text();
  const auto is_colleague = [&](const std::string& principal) {
    const auto other = change.before.find_account(principal);
    return other && change.organization_of(*other) == organization;
  };
  for (const auto index : (*shares)->indexes()) {
    const ResourceShare& share = (**shares)[index];
    if (share.retain_on_account_leave.value_or(false)) {
      continue;
    }
    auto& principals = shares->edit()[index].principals;
    if (share.owner == account) {
      std::erase_if(principals, [&](const std::string& principal) {
        return is_colleague(principal) || names_organization(change, principal, organization);
      });
    } else if (change.organization_of(share.owner) == organization) {
      std::erase(principals, id);
    }
  }
}

void leave_subnets(Change& change, Index<Account> account) {
  if (auto& network = change.tables().network) {
    for (SharedSubnet& subnet : network->edit().shared_subnets) {
      std::erase(subnet.shared_with, account);
    }
  }
}

/// Roles, users, resources, zones and NS records stay, whom they trust and where they lead.
Applied leave(Change& change, Index<Account> index) {
  if (const Applied may = may_leave(change, index); !may) {
    return may;
  }
  leave_identity_center(change, index);
  if (const auto organization = change.organization_of(index)) {
    leave_shares(change, index, *organization);
  }
  leave_subnets(change, index);
  Account& account = change.tables().accounts.edit()[index];
  account.parent.reset();
  account.attached.clear();
  account.tags.clear();
  account.joined.reset();
  account.joined_method.reset();
  return {};
}

void place(Change& change, Index<Account> index, Index<OrganizationRecord> organization,
           JoinedMethod method, const std::optional<Index<OrganizationalUnit>>& parent) {
  Account& account = change.tables().accounts.edit()[index];
  account.parent = parent.value_or(change.organization(organization).root);
  account.joined = change.tables().as_of;
  account.joined_method = method;
  attach_full_access(change, index);
}

template <class Event>
Applied join(Change& change, const Event& event) {
  if (change.account(event.account).state != AccountState::Active) {
    return refuse("E4002", change.name(event.account) + " is not active");
  }
  if (event.parent && (*change.tables().ous)[*event.parent].organization != event.organization) {
    return refuse("E4031", "the OU is of another organization");
  }
  place(change, event.account, event.organization, JoinedMethod::Invited, event.parent);
  return {};
}

/// The role by which the management account enters what it creates.
/// Source: AWS Organizations User Guide, "Accessing a member account that has
/// OrganizationAccountAccessRole".
void add_access_role(Change& change, Index<Account> account, const CreateAccount& event) {
  const std::string& partition = change.tables().partition;
  const auto management = change.organization(event.organization).management_account;
  const std::string trusted = iam_arn(partition, change.account(management).id.text(), "root");
  const auto trust = change.add(
      {.version = PolicyVersion::Of2012,
       .statements = {{.effect = Effect::Allow,
                       .principal = PrincipalElement{.entries = {{PrincipalType::Aws, trusted}}},
                       .action = {.patterns = {"sts:AssumeRole"}}}}});
  const auto everything = change.add({.version = PolicyVersion::Of2012,
                                      .statements = {{.effect = Effect::Allow,
                                                      .action = {.patterns = {"*"}},
                                                      .resource = {.patterns = {"*"}}}}});
  change.tables().roles.edit().append(
      {.account = account,
       .path = "/",
       .name = event.role,
       .arn = iam_arn(partition, event.id.text(), "role/" + event.role),
       .trust = trust,
       .policies = {.inline_policies = {{.name = "AdministratorAccess", .document = everything}}}});
}

}  // namespace

Applied change(Change& change, const CreateAccount& event) {
  for (const Account& account : *change.tables().accounts) {
    if (account.id == event.id || account.name == event.name) {
      return refuse(
          "E4030", "there is an account `" + event.name + "` or `" + event.id.text() + "` already");
    }
  }
  const auto index = change.tables().accounts.edit().append(
      {.id = event.id, .name = event.name, .root_email = event.email});
  place(change, index, event.organization, JoinedMethod::Created, std::nullopt);
  add_access_role(change, index, event);
  return {};
}

Applied change(Change& change, const MoveAccount& event) {
  const auto owner = change.organization_of(event.account);
  if (!owner) {
    return refuse("E4033", change.name(event.account) + " is in no organization");
  }
  if ((*change.tables().ous)[event.target].organization != *owner) {
    return refuse("E4031", "the OU is of another organization");
  }
  if (change.account(event.account).parent == event.target) {
    return refuse("E4032", change.name(event.account) + " is there already");
  }
  change.next.move(event.account, event.target);
  return {};
}

Applied change(Change& change, const RemoveAccount& event) { return leave(change, event.account); }

Applied change(Change& change, const LeaveOrganization& event) {
  return leave(change, event.account);
}

Applied change(Change& change, const JoinOrganization& event) {
  if (change.organization_of(event.account)) {
    return refuse("E4037", change.name(event.account) + " is in an organization",
                  "it leaves first, or changes sides by `transfer_account`");
  }
  return join(change, event);
}

Applied change(Change& change, const Invite& event) {
  if (change.organization_of(event.account) == event.organization) {
    return refuse("E4038", change.name(event.account) + " is a member already");
  }
  if (change.account(event.account).state != AccountState::Active) {
    return refuse("E4002", change.name(event.account) + " is not active");
  }
  return {};
}

Applied change(Change& change, const TransferAccount& event) {
  if (change.organization_of(event.account) == event.organization) {
    return refuse("E4038", change.name(event.account) + " is a member already");
  }
  if (const Applied left = leave(change, event.account); !left) {
    return left;
  }
  return join(change, event);
}

Applied change(Change& change, const CloseAccount& event) {
  const auto owner = change.organization_of(event.account);
  if (owner && change.organization(*owner).management_account == event.account) {
    return refuse("E4034", "the management account cannot be closed by its organization");
  }
  if (change.account(event.account).state != AccountState::Active) {
    return refuse("E4002", change.name(event.account) + " is not active");
  }
  change.tables().accounts.edit()[event.account].state = AccountState::Suspended;
  return {};
}

}  // namespace orgsim::sim

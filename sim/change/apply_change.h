#pragma once

#include <expected>
#include <string>

#include "model/organization_builder.h"
#include "sim/change/event.h"

namespace orgsim::sim {

/// Nothing more to say, or why AWS refuses.
using Applied = std::expected<void, Diagnostics>;

/// A snapshot on its way to the next one.
struct Change {
  const Organization& before;
  OrganizationBuilder next;

  OrganizationTables& tables() { return next.tables(); }
  const Account& account(Index<Account> index) { return (*tables().accounts)[index]; }
  std::string name(Index<Account> index) { return "`" + account(index).name + "`"; }
  const OrganizationRecord& organization(Index<OrganizationRecord> index) {
    return (*tables().organizations)[index];
  }
  std::optional<Index<OrganizationRecord>> organization_of(Index<Account> index);
  Index<PolicyDocument> add(PolicyDocument document) {
    return tables().documents.edit().append(std::move(document));
  }
};

std::unexpected<Diagnostics> refuse(std::string code, std::string message, std::string hint = "");

Applied change(Change& change, const Assign& event);
Applied change(Change& change, const Unassign& event);
Applied change(Change& change, const AddMember& event);
Applied change(Change& change, const RemoveMember& event);
Applied change(Change& change, const Grant& event);
Applied change(Change& change, const Revoke& event);
Applied change(Change& change, const Attach& event);
Applied change(Change& change, const Detach& event);
Applied change(Change& change, const PutPolicy& event);
Applied change(Change& change, const CreatePolicy& event);
Applied change(Change& change, const SetTrust& event);
Applied change(Change& change, const AddTrust& event);
Applied change(Change& change, const RemoveTrust& event);
Applied change(Change& change, const SetResourcePolicy& event);
Applied change(Change& change, const CreateAccount& event);
Applied change(Change& change, const MoveAccount& event);
Applied change(Change& change, const RemoveAccount& event);
Applied change(Change& change, const LeaveOrganization& event);
Applied change(Change& change, const JoinOrganization& event);
Applied change(Change& change, const Invite& event);
Applied change(Change& change, const TransferAccount& event);
Applied change(Change& change, const CloseAccount& event);
Applied change(Change& change, const DelegateAdministrator& event);
Applied change(Change& change, const UndelegateAdministrator& event);
Applied change(Change& change, const SetFeature& event);
Applied change(Change& change, const SetPolicyType& event);
Applied change(Change& change, const DelegateZone& event);
Applied change(Change& change, const UndelegateZone& event);
Applied change(Change& change, const SetRecord& event);
Applied change(Change& change, const ShareResource& event);
Applied change(Change& change, const UnshareResource& event);
Applied change(Change& change, const SetTag& event);
Applied change(Change& change, const Delete& event);
Applied change(Change& change, const Advance& event);

/// Attaches the policies of AWS that allow everything, of the enabled types, as AWS does to every
/// account and OU that comes into an organization.
void attach_full_access(Change& change, Index<Account> account);

}  // namespace orgsim::sim

#pragma once

#include <string_view>
#include <vector>

#include "sim/closure/fallen.h"

namespace orgsim::sim {

/// From which accounts an act can be done: the management account, one that administers a service
/// for the organization, or any member for itself.
enum class ActingAccount { Management, Administrator, Member };

/// Something that changes an organization, without making anybody somebody else at once.
struct OrganizationActRow {
  std::string_view id;
  std::string_view action;
  std::string_view effect;
  std::string_view resource = "*";  // With `{p}`, `{m}`, `{o}`, `{a}`: partition, management
                                    // account, organization, a member.
  ActingAccount from = ActingAccount::Management;
  std::string_view service;    // Of `Administrator`: its service principal.
  bool is_established = true;  // Otherwise AWS does not say whether another guard stops it.
};

/// Source: AWS Organizations API Reference, "RegisterDelegatedAdministrator", "PutResourcePolicy",
/// "CreateAccount", "InviteAccountToOrganization", "CloseAccount", "EnableAWSServiceAccess",
/// "AcceptHandshake"; AWS Config Developer Guide, "Conformance packs"; AWS Firewall Manager
/// Developer Guide, "Working with AWS Firewall Manager policies"; Amazon Route 53 Developer Guide,
/// "Working with private hosted zones".
std::span<const OrganizationActRow> organization_act_rows();

/// The accounts from which somebody who falls does it.
struct OrganizationAct : DoneInAccounts {
  const OrganizationActRow* row = nullptr;
};

/// In order of the rows.
std::vector<OrganizationAct> organization_acts(const Fallen& fallen);

}  // namespace orgsim::sim

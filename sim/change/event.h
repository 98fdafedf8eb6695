#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/organization.h"
#include "model/result.h"

namespace orgsim::sim {

struct Assign {
  Assignee assignee;
  Index<PermissionSet> permission_set;
  Index<Account> account;
};

struct Unassign {
  Assignee assignee;
  Index<PermissionSet> permission_set;
  Index<Account> account;
};

struct AddMember {
  Index<IdentityGroup> group;
  Index<IdentityUser> user;
};

struct RemoveMember {
  Index<IdentityGroup> group;
  Index<IdentityUser> user;
};

/// Who carries identity-based policies.
using IamIdentity = std::variant<Index<Role>, Index<User>, Index<Group>, Index<PermissionSet>>;

/// An inline policy by its text, or a managed one.
struct NamedDocument {
  std::string name;
  PolicyDocument document;
};

struct Grant {
  IamIdentity identity;
  std::variant<NamedDocument, Index<ManagedPolicy>> policy;
};

/// An inline policy is taken by its name.
struct Revoke {
  IamIdentity identity;
  std::variant<std::string, Index<ManagedPolicy>> policy;
};

/// A level of the tree at which SCPs and RCPs attach.
using AttachmentTarget = std::variant<Index<OrganizationalUnit>, Index<Account>>;

struct Attach {
  Index<OrganizationPolicy> policy;
  AttachmentTarget target;
};

struct Detach {
  Index<OrganizationPolicy> policy;
  AttachmentTarget target;
};

/// Replaces the text wherever the policy is attached.
struct PutPolicy {
  std::variant<Index<OrganizationPolicy>, Index<ManagedPolicy>> policy;
  PolicyDocument document;
};

/// Attached to nothing at first.
struct CreatePolicy {
  Index<OrganizationRecord> organization;
  OrganizationPolicyType type = OrganizationPolicyType::ServiceControlPolicy;
  std::string name;
  PolicyDocument document;
};

/// A document without statements lets nobody in.
struct SetTrust {
  Index<Role> role;
  PolicyDocument document;
};

struct AddTrust {
  Index<Role> role;
  PrincipalEntry principal;
  std::string external_id;  // Empty: none is asked for.
};

/// Takes the principal out of every statement that allows it.
struct RemoveTrust {
  Index<Role> role;
  PrincipalEntry principal;
};

/// A document without statements removes the policy.
struct SetResourcePolicy {
  Index<Resource> resource;
  PolicyDocument document;
};

/// The account lands below the root, with a role that trusts the management account.
/// Source: AWS Organizations User Guide, "Creating a member account in an organization".
struct CreateAccount {
  Index<OrganizationRecord> organization;
  AccountId id;
  std::string name;
  std::string email;
  std::string role = "OrganizationAccountAccessRole";
};

struct MoveAccount {
  Index<Account> account;
  Index<OrganizationalUnit> target;
};

/// The management account removes a member.
struct RemoveAccount {
  Index<Account> account;
};

/// The member leaves by itself.
struct LeaveOrganization {
  Index<Account> account;
};

/// An account of no organization accepts an invitation and lands below the root, or in `parent`
/// when somebody moves it there at once.
struct JoinOrganization {
  Index<Account> account;
  Index<OrganizationRecord> organization;
  std::optional<Index<OrganizationalUnit>> parent;
};

/// Changes nothing yet; whether an account may accept is asked of the run.
struct Invite {
  Index<Account> account;
  Index<OrganizationRecord> organization;
};

/// A member accepts the invitation of another organization and changes sides without standing
/// alone in between. Source: AWS Organizations User Guide, "Migrate an account to another
/// organization".
struct TransferAccount {
  Index<Account> account;
  Index<OrganizationRecord> organization;
  std::optional<Index<OrganizationalUnit>> parent;
};

struct CloseAccount {
  Index<Account> account;
};

struct DelegateAdministrator {
  std::string service;
  Index<Account> account;
};

struct UndelegateAdministrator {
  std::string service;
  Index<Account> account;
};

enum class Feature { RootCredentialsManagement, RootSessions, TrustedAccess };

struct SetFeature {
  Index<OrganizationRecord> organization;
  Feature feature = Feature::RootSessions;
  bool enabled = false;
  std::string service;  // Of trusted access.
};

/// Enabling attaches FullAWSAccess, or RCPFullAWSAccess, everywhere; disabling drops every
/// attachment of the type. Source: AWS Organizations User Guide, "Enabling a policy type",
/// "Disabling a policy type".
struct SetPolicyType {
  Index<OrganizationRecord> organization;
  OrganizationPolicyType type = OrganizationPolicyType::ServiceControlPolicy;
  bool enabled = false;
};

/// NS records for a name in its parent zone that lead to a zone.
struct DelegateZone {
  std::string parent;  // Zone ids.
  std::string name;
  std::string zone;
};

struct UndelegateZone {
  std::string parent;
  std::string name;
};

/// No values: the record set is removed.
struct SetRecord {
  std::string zone;
  std::string name;
  std::string type;
  std::vector<std::string> values;
};

/// `principal`: an account id, an OU or an organization id.
struct ShareResource {
  Index<ResourceShare> share;
  std::string principal;
};

struct UnshareResource {
  Index<ResourceShare> share;
  std::string principal;
};

using Taggable = std::variant<Index<Account>, Index<Role>, Index<User>, Index<Resource>>;

struct SetTag {
  Taggable node;
  std::string key;
  std::optional<std::string> value;  // Nothing: the tag is removed.
};

/// A hosted zone.
struct ZoneId {
  std::string id;
};

using Deletable = std::variant<Index<Role>, Index<User>, Index<Group>, Index<IdentityUser>,
                               Index<IdentityGroup>, Index<PermissionSet>, Index<ManagedPolicy>,
                               Index<Resource>, Index<ResourceShare>, ZoneId>;

struct Delete {
  Deletable node;
};

/// The day it then is.
struct Advance {
  Date to;
};

/// Something that changes an organization.
using Event =
    std::variant<Assign, Unassign, AddMember, RemoveMember, Grant, Revoke, Attach, Detach,
                 PutPolicy, CreatePolicy, SetTrust, AddTrust, RemoveTrust, SetResourcePolicy,
                 CreateAccount, MoveAccount, RemoveAccount, LeaveOrganization, JoinOrganization,
                 Invite, TransferAccount, CloseAccount, DelegateAdministrator,
                 UndelegateAdministrator, SetFeature, SetPolicyType, DelegateZone, UndelegateZone,
                 SetRecord, ShareResource, UnshareResource, SetTag, Delete, Advance>;

/// The organization after the event; shares with `before` what the event does not touch. What AWS
/// refuses whoever asks is an error E4xxx: the last SCP of a target, a delegated administrator
/// that leaves, an account in the first days after its creation, the management account, ...
Result<Organization> apply(const Organization& before, const Event& event);

/// One authorization that doing the event takes.
struct EventRequest {
  std::string action;
  std::string resource = "*";
  std::string resource_account;  // Id of the account that owns what is changed.
};

/// Everything that must be allowed to a principal of `actor` that does the event itself; empty for
/// what nobody does, such as the passing of days.
/// Source: Service Authorization Reference, the actions of each service.
std::vector<EventRequest> requests_of(const Organization& organization, const Event& event,
                                      Index<Account> actor);

}  // namespace orgsim::sim

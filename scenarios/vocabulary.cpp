#include "scenarios/vocabulary.h"

#include <algorithm>
#include <array>

namespace orgsim::scenarios {
namespace {

using enum MemberType;

constexpr auto kKinds = std::to_array<KindRow>({
    {Kind::Arn, "arn:", "an ARN", "arn:..."},
    {Kind::Account, "account:", "an account", "account:NAME|ID, account:*"},
    {Kind::Ou, "ou:", "an OU", "ou:Path/To/OU, ou:Path/**, ou:ORG:Path"},
    {Kind::Organization, "org:", "an organization", "org:NAME|ID"},
    {Kind::Role, "role:", "a role", "role:ACCOUNT/NAME"},
    {Kind::User, "user:", "an IAM user", "user:ACCOUNT/NAME"},
    {Kind::Group, "group:", "an IAM group", "group:ACCOUNT/NAME"},
    {Kind::ManagedPolicy, "policy:", "a managed policy", "policy:ACCOUNT/NAME"},
    {Kind::IdentityUser, "idc-user:", "a user of Identity Center", "idc-user:NAME"},
    {Kind::IdentityGroup, "idc-group:", "a group of Identity Center", "idc-group:NAME"},
    {Kind::PermissionSet, "ps:", "a permission set", "ps:NAME"},
    {Kind::Scp, "scp:", "an SCP", "scp:NAME|ID, scp:ORG:NAME"},
    {Kind::Rcp, "rcp:", "an RCP", "rcp:NAME|ID, rcp:ORG:NAME"},
    {Kind::Zone, "zone:", "a hosted zone", "zone:NAME|ID"},
    {Kind::Share, "ram:", "a resource share", "ram:NAME"},
    {Kind::Service, "service:", "a service", "service:NAME.amazonaws.com"},
    {Kind::Tag, "tag:", "a tag selector", "tag:KEY=VALUE"},
    {Kind::Data, "data:", "a data class selector", "data:CLASS"},
    {Kind::Attacker, "attacker", "the attacker", "attacker"},
});
static_assert(kKinds.size() == kNKinds);
static_assert(std::ranges::is_sorted(kKinds, {}, &KindRow::kind));

constexpr Kinds kPerson = Kind::IdentityUser | Kind::IdentityGroup;
constexpr Kinds kAccount = Kind::Account | Kind::Arn;
constexpr Kinds kRole = Kind::Role | Kind::Arn;
constexpr Kinds kLevel = Kind::Ou | Kind::Account | Kind::Organization;
constexpr Kinds kContainer = Kind::Ou | Kind::Organization;
constexpr Kinds kCeiling = Kind::Scp | Kind::Rcp;
constexpr Kinds kIdentity = Kind::Role | Kind::User | Kind::Group | Kind::PermissionSet | Kind::Arn;
constexpr Kinds kActor = Kind::Role | Kind::User | Kind::IdentityUser | Kind::Account | Kind::Arn;
constexpr Kinds kTrusted = Kind::Role | Kind::User | Kind::Account | Kind::Service | Kind::Arn;
constexpr Kinds kSomebody =
    kActor | Kind::IdentityGroup | Kind::Attacker | Kind::Tag | Kind::Ou | Kind::Organization;
constexpr Kinds kSomething = kSomebody | Kind::Data;
constexpr Kinds kNode = kIdentity | kPerson | Kind::ManagedPolicy | Kind::Zone | Kind::Share;
constexpr Kinds kConsumer = Kind::Account | Kind::Ou | Kind::Organization;
constexpr std::string_view kPolicyTypes = "SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY";

constexpr std::array kAssign = {
    Member{"principal", Reference, true, kPerson},
    Member{"permission_set", Reference, true, only(Kind::PermissionSet)},
    Member{"account", Reference, true, kAccount}};
constexpr std::array kMembership = {Member{"group", Reference, true, only(Kind::IdentityGroup)},
                                    Member{"user", Reference, true, only(Kind::IdentityUser)}};
constexpr std::array kGrant = {Member{"to", Reference, true, kIdentity},
                               Member{"policy", Reference, false, Kind::ManagedPolicy | Kind::Arn},
                               Member{"name", Text}, Member{"document", Identity}};
constexpr std::array kRevoke = {Member{"from", Reference, true, kIdentity},
                                Member{"policy", Reference, false, Kind::ManagedPolicy | Kind::Arn},
                                Member{"name", Text}};
constexpr std::array kAttach = {Member{"policy", Reference, true, kCeiling},
                                Member{"to", Reference, true, kLevel}};
constexpr std::array kDetach = {Member{"policy", Reference, true, kCeiling},
                                Member{"from", Reference, true, kLevel}};
constexpr std::array kPutPolicy = {
    Member{"policy", Reference, true, kCeiling | Kind::ManagedPolicy | Kind::Arn},
    Member{"document", Document, true}, Member{"create", Boolean}};
constexpr std::array kSetTrust = {Member{"role", Reference, true, kRole},
                                  Member{"statements", Trust, true}};
constexpr std::array kAddTrust = {Member{"role", Reference, true, kRole},
                                  Member{"principal", Reference, true, kTrusted},
                                  Member{"external_id", Text}};
constexpr std::array kRemoveTrust = {Member{"role", Reference, true, kRole},
                                     Member{"principal", Reference, true, kTrusted}};
constexpr std::array kSetResourcePolicy = {Member{"resource", Reference, true, only(Kind::Arn)},
                                           Member{"statements", Resource, true}};
constexpr std::array kCreateAccount = {Member{"name", Text, true}, Member{"id", Text, true},
                                       Member{"email", Text}, Member{"role", Text},
                                       Member{"org", Reference, false, only(Kind::Organization)}};
constexpr std::array kMoveAccount = {Member{"account", Reference, true, kAccount},
                                     Member{"to", Reference, true, kContainer}};
constexpr std::array kAccountOnly = {Member{"account", Reference, true, kAccount}};
constexpr std::array kJoin = {Member{"account", Reference, true, kAccount},
                              Member{"org", Reference, true, only(Kind::Organization)},
                              Member{"parent", Reference, false, only(Kind::Ou)}};
constexpr std::array kInvite = {Member{"account", Reference, true, kAccount},
                                Member{"org", Reference, true, only(Kind::Organization)}};
constexpr std::array kCompromise = {Member{"principal", Reference, true, kActor}};
constexpr std::array kDelegateAdmin = {Member{"service", Text, true},
                                       Member{"account", Reference, true, kAccount}};
constexpr std::array kSetFeature = {
    Member{"feature", Text, true, 0, "RootCredentialsManagement RootSessions TrustedAccess"},
    Member{"enabled", Boolean, true}, Member{"service", Text},
    Member{"org", Reference, false, only(Kind::Organization)}};
constexpr std::array kPolicyType = {Member{"type", Text, true, 0, kPolicyTypes},
                                    Member{"org", Reference, false, only(Kind::Organization)}};
constexpr std::array kDelegateZone = {Member{"parent", Reference, true, only(Kind::Zone)},
                                      Member{"name", Text, true},
                                      Member{"zone", Reference, true, only(Kind::Zone)}};
constexpr std::array kUndelegateZone = {Member{"parent", Reference, true, only(Kind::Zone)},
                                        Member{"name", Text, true}};
constexpr std::array kSetRecord = {Member{"zone", Reference, true, only(Kind::Zone)},
                                   Member{"name", Text, true}, Member{"type", Text, true},
                                   Member{"values", Texts, true}};
constexpr std::array kShare = {Member{"share", Reference, true, only(Kind::Share)},
                               Member{"principal", Reference, true, kConsumer}};
constexpr std::array kTag = {
    Member{"node", Reference, true, Kind::Account | Kind::Role | Kind::User | Kind::Arn},
    Member{"key", Text, true}, Member{"value", Text}};
constexpr std::array kDelete = {Member{"node", Reference, true, kNode}};
constexpr std::array kAdvance = {Member{"days", Count}, Member{"to", Date}};
constexpr std::array kForEach = {
    Member{"select", Reference, true, Kind::Account | Kind::Ou | Kind::Organization | Kind::Tag},
    Member{"except", References, false, Kind::Account | Kind::Ou | Kind::Tag}};

constexpr auto kEvents = std::to_array<VerbRow<EventVerb>>({
    {EventVerb::Assign, "assign", "gives a permission set in an account", kAssign},
    {EventVerb::Unassign, "unassign", "takes an assignment back", kAssign},
    {EventVerb::AddMember, "add_member", "puts a user into a group of Identity Center",
     kMembership},
    {EventVerb::RemoveMember, "remove_member", "takes a user out of a group", kMembership},
    {EventVerb::Grant, "grant", "gives an identity a managed or inline policy", kGrant},
    {EventVerb::Revoke, "revoke", "takes a managed or inline policy from an identity", kRevoke},
    {EventVerb::Attach, "attach", "attaches an SCP or RCP", kAttach},
    {EventVerb::Detach, "detach", "detaches an SCP or RCP", kDetach},
    {EventVerb::PutPolicy, "put_policy", "replaces the text of a policy wherever it is attached",
     kPutPolicy},
    {EventVerb::SetTrust, "set_trust", "replaces a role's trust policy", kSetTrust},
    {EventVerb::AddTrust, "add_trust", "lets a principal assume a role", kAddTrust},
    {EventVerb::RemoveTrust, "remove_trust", "takes a principal out of a trust policy",
     kRemoveTrust},
    {EventVerb::SetResourcePolicy, "set_resource_policy", "replaces a resource-based policy",
     kSetResourcePolicy},
    {EventVerb::CreateAccount, "create_account", "creates a member account below the root",
     kCreateAccount},
    {EventVerb::MoveAccount, "move_account", "moves an account to an OU or the root", kMoveAccount},
    {EventVerb::RemoveAccount, "remove_account", "the management account removes a member",
     kAccountOnly},
    {EventVerb::LeaveOrg, "leave_org", "a member leaves by itself", kAccountOnly},
    {EventVerb::JoinOrg, "join_org", "an account in no organization accepts an invitation", kJoin},
    {EventVerb::Invite, "invite", "an organization invites an account", kInvite},
    {EventVerb::TransferAccount, "transfer_account",
     "a member accepts another organization's invitation and changes sides at once", kJoin},
    {EventVerb::CloseAccount, "close_account", "closes a member account", kAccountOnly},
    {EventVerb::Compromise, "compromise", "makes a principal, or all of an account, the attacker's",
     kCompromise},
    {EventVerb::DelegateAdmin, "delegate_admin", "registers a delegated administrator",
     kDelegateAdmin},
    {EventVerb::UndelegateAdmin, "undelegate_admin", "deregisters a delegated administrator",
     kDelegateAdmin},
    {EventVerb::SetFeature, "set_feature", "turns a feature of the organization on or off",
     kSetFeature},
    {EventVerb::EnablePolicyType, "enable_policy_type", "enables a policy type on the root",
     kPolicyType},
    {EventVerb::DisablePolicyType, "disable_policy_type",
     "disables a policy type, which drops all its attachments", kPolicyType},
    {EventVerb::DelegateZone, "delegate_zone", "puts NS records for a child zone into its parent",
     kDelegateZone},
    {EventVerb::UndelegateZone, "undelegate_zone", "removes the NS records of a child name",
     kUndelegateZone},
    {EventVerb::SetRecord, "set_record", "sets the values of a record set; none removes it",
     kSetRecord},
    {EventVerb::Share, "share", "adds a consumer to a resource share", kShare},
    {EventVerb::Unshare, "unshare", "takes a consumer out of a resource share", kShare},
    {EventVerb::Tag, "tag", "sets a tag; without a value it is removed", kTag},
    {EventVerb::Delete, "delete",
     "deletes a principal, group, permission set, managed policy, zone, share or resource",
     kDelete},
    {EventVerb::Advance, "advance", "lets days pass", kAdvance},
    {EventVerb::ForEach, "for_each", "runs the events of `do` for each account, `${each}`",
     kForEach},
});
static_assert(std::ranges::is_sorted(kEvents, {}, &VerbRow<EventVerb>::verb));

constexpr std::string_view kMeasures =
    "accounts admin_accounts principals resources sensitive_resources";
constexpr std::string_view kVerdicts = "PASS FAIL NOT_APPLICABLE CANNOT_TELL";
constexpr std::string_view kDelegations = "ok lame dangling foreign absent";
constexpr std::string_view kViews = "org-tree trust-matrix blast-radius paths";
constexpr Kinds kScope = Kind::Account | Kind::Ou | Kind::Organization;

constexpr std::array kCan = {Member{"principal", Reference, true, kSomebody},
                             Member{"in", Reference, false, only(Kind::Account)},
                             Member{"permission_set", Reference, false, only(Kind::PermissionSet)},
                             Member{"action", Text, true},
                             Member{"resource", Text},
                             Member{"context", Context},
                             Member{"session_policy", Identity}};
constexpr std::array kCannot = {
    Member{"principal", Reference, true, kSomebody},
    Member{"in", Reference, false, only(Kind::Account)},
    Member{"permission_set", Reference, false, only(Kind::PermissionSet)},
    Member{"action", Text, true},
    Member{"resource", Text},
    Member{"context", Context},
    Member{"session_policy", Identity},
    Member{"denied_by", Texts}};
constexpr std::array kReaches = {
    Member{"from", Reference, true, kSomebody}, Member{"to", Reference, true, kSomething},
    Member{"via", References, false, kActor}, Member{"max_hops", Count}, Member{"ways_min", Count}};
constexpr std::array kNotReaches = {Member{"from", Reference, true, kSomebody},
                                    Member{"to", Reference, true, kSomething},
                                    Member{"max_hops", Count}};
constexpr std::array kBlastRadius = {Member{"of", Reference, true, kSomebody},
                                     Member{"measure", Text, true, 0, kMeasures},
                                     Member{"max", Count},
                                     Member{"min", Count},
                                     Member{"equals", Count},
                                     Member{"includes", References, false, kSomething},
                                     Member{"excludes", References, false, kSomething}};
constexpr std::array kCheck = {Member{"id", Text, true}, Member{"scope", Reference, false, kScope},
                               Member{"verdict", Text, true, 0, kVerdicts}};
constexpr std::array kDelegation = {Member{"parent", Reference, true, only(Kind::Zone)},
                                    Member{"name", Text, true},
                                    Member{"state", Text, true, 0, kDelegations}};
constexpr std::array kNoNewAccess = {Member{"since", Text, true},
                                     Member{"from", Reference, false, kSomebody},
                                     Member{"to", Reference, false, kSomething}};
constexpr std::array kSameAccess = {Member{"as", Text, true},
                                    Member{"of", Reference, false, kSomebody}};
constexpr std::array kMemberOf = {Member{"account", Reference, true, only(Kind::Account)},
                                  Member{"org", Reference, false, only(Kind::Organization)},
                                  Member{"ou", Reference, false, only(Kind::Ou)}};
constexpr std::array kGolden = {Member{"view", Text, true, 0, kViews}, Member{"file", Text, true},
                                Member{"of", Reference, false, kSomebody},
                                Member{"from", Reference, false, kSomebody},
                                Member{"to", Reference, false, kSomething}};

constexpr auto kExpectations = std::to_array<VerbRow<ExpectationVerb>>({
    {ExpectationVerb::Can, "can", "the request is allowed", kCan},
    {ExpectationVerb::Cannot, "cannot", "the request is denied, for the reasons in `denied_by`",
     kCannot},
    {ExpectationVerb::Reaches, "reaches", "a chain of credentials leads there", kReaches},
    {ExpectationVerb::NotReaches, "not_reaches", "no chain of credentials leads there",
     kNotReaches},
    {ExpectationVerb::BlastRadius, "blast_radius", "what falls fits the bounds", kBlastRadius},
    {ExpectationVerb::Check, "check", "a check of the catalogue gives this verdict", kCheck},
    {ExpectationVerb::Delegation, "delegation", "a child name is delegated like this", kDelegation},
    {ExpectationVerb::NoNewAccess, "no_new_access", "nothing is reachable that was not before",
     kNoNewAccess},
    {ExpectationVerb::SameAccess, "same_access", "exactly what was reachable before is",
     kSameAccess},
    {ExpectationVerb::MemberOf, "member_of", "the account is in that organization and OU",
     kMemberOf},
    {ExpectationVerb::Golden, "golden", "a view equals a file beside the scenario", kGolden},
});
static_assert(std::ranges::is_sorted(kExpectations, {}, &VerbRow<ExpectationVerb>::verb));

}  // namespace

std::span<const KindRow> kinds() { return kKinds; }
const KindRow& row_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::span<const VerbRow<EventVerb>> event_verbs() { return kEvents; }
std::span<const VerbRow<ExpectationVerb>> expectation_verbs() { return kExpectations; }

const VerbRow<EventVerb>& row_of(EventVerb verb) { return kEvents[static_cast<std::size_t>(verb)]; }
const VerbRow<ExpectationVerb>& row_of(ExpectationVerb verb) {
  return kExpectations[static_cast<std::size_t>(verb)];
}

}  // namespace orgsim::scenarios

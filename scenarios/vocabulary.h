#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace orgsim::scenarios {

/// What a reference of a scenario names. `Tag` and `Data` select by a tag and by a declared data
/// class; `Attacker` is everything that was compromised so far.
enum class Kind : std::uint8_t {
  Arn,
  Account,
  Ou,
  Organization,
  Role,
  User,
  Group,
  ManagedPolicy,
  IdentityUser,
  IdentityGroup,
  PermissionSet,
  Scp,
  Rcp,
  Zone,
  Share,
  Service,
  Tag,
  Data,
  Attacker,
};
inline constexpr int kNKinds = 19;

/// A set of kinds.
using Kinds = std::uint32_t;
constexpr Kinds only(Kind kind) { return Kinds{1} << static_cast<unsigned>(kind); }
constexpr Kinds operator|(Kind left, Kind right) { return only(left) | only(right); }
constexpr Kinds operator|(Kinds left, Kind right) { return left | only(right); }
constexpr bool contains(Kinds kinds, Kind kind) { return (kinds & only(kind)) != 0; }

/// How a kind is written: `role:`, with what follows. `Attacker` has no prefix but its word.
struct KindRow {
  Kind kind;
  std::string_view prefix;
  std::string_view name;   // For messages: `an account`.
  std::string_view shape;  // For messages and the guide: `account:NAME|ID`.
};

const KindRow& row_of(Kind kind);
std::span<const KindRow> kinds();

/// The type of a member of an event or expectation.
enum class MemberType : std::uint8_t {
  Reference,
  References,
  Text,
  Texts,
  Count,  // A whole number that is not negative.
  Boolean,
  Date,
  Trust,     // The statements of a trust policy.
  Resource,  // The statements of a resource-based policy.
  Identity,  // An identity policy document.
  Document,  // A policy document of the kind that the policy it replaces has.
  Context,   // Condition keys with their values.
};

struct Member {
  std::string_view name;
  MemberType type = MemberType::Text;
  bool required = false;
  Kinds kinds = 0;          // Of references.
  std::string_view one_of;  // Of texts: the values it may have, separated by blanks; empty: any.
};

enum class EventVerb : std::uint8_t {
  Assign,
  Unassign,
  AddMember,
  RemoveMember,
  Grant,
  Revoke,
  Attach,
  Detach,
  PutPolicy,
  SetTrust,
  AddTrust,
  RemoveTrust,
  SetResourcePolicy,
  CreateAccount,
  MoveAccount,
  RemoveAccount,
  LeaveOrg,
  JoinOrg,
  Invite,
  TransferAccount,
  CloseAccount,
  Compromise,
  DelegateAdmin,
  UndelegateAdmin,
  SetFeature,
  EnablePolicyType,
  DisablePolicyType,
  DelegateZone,
  UndelegateZone,
  SetRecord,
  Share,
  Unshare,
  Tag,
  Delete,
  Advance,
  ForEach,
};

enum class ExpectationVerb : std::uint8_t {
  Can,
  Cannot,
  Reaches,
  NotReaches,
  BlastRadius,
  Check,
  Delegation,
  NoNewAccess,
  SameAccess,
  MemberOf,
  Golden,
};

/// A verb as the file writes it, what it does in a sentence's remainder, and its members.
template <class Verb>
struct VerbRow {
  Verb verb;
  std::string_view name;
  std::string_view does;
  std::span<const Member> members;
};

/// The published tables: the reader, the schema and the guide all follow them.
std::span<const VerbRow<EventVerb>> event_verbs();
std::span<const VerbRow<ExpectationVerb>> expectation_verbs();

const VerbRow<EventVerb>& row_of(EventVerb verb);
const VerbRow<ExpectationVerb>& row_of(ExpectationVerb verb);

}  // namespace orgsim::scenarios

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace orgsim::sim {

/// What an action of a technique is asked on.
enum class NeedOn : std::uint8_t {
  Nothing,        // No need: fills the row.
  PassedRole,     // The role that is handed over, with the service it goes to stated.
  SharedThing,    // The one resource that several needs of the technique are about.
  FreshThing,     // A resource that the call makes, of the need's own format.
  Star,           // The action takes no resource.
  ResourcePasses  // The role that the existing resource was given: it must be passed again.
};

/// One action that a technique takes. Needs of one step are one call, so one principal must have
/// them together; another step may be somebody else's.
struct Need {
  std::uint8_t step = 0;
  NeedOn on = NeedOn::Nothing;
  std::string_view action;
  std::string_view format;  // Of a fresh thing: an ARN with `{r}`, `{a}` and `*` for its name.
};

/// How a technique finds whom it makes the attacker.
enum class TechniqueRule : std::uint8_t {
  PassedRole,        // A role that trusts one of the services.
  InstanceRole,      // The same, and it must be in an instance profile.
  ResourceRole,      // The role of an existing resource.
  StackSetPassed,    // A role that a passed administration role may assume.
  StackSetExecution  // The execution role of an existing StackSet.
};

/// What must be true of an existing resource.
enum class ResourceFact : std::uint8_t {
  None,
  Running,
  SsmManaged,
  SshReachable,
  InService,
  Ready,
  BuildspecOverride,
  BatchBuilds,
  InUse,        // Of a launch template: with the version that is the default.
  NewestInUse,  // With the newest version.
  Invoked,
  HasInstances,
  HasContainerInstances,
  FeedsFunctions
};

/// Existing resources by CloudFormation's type and what must be true of them. An empty type with a
/// fact means any type.
struct ExistingThing {
  std::string_view type;
  std::array<ResourceFact, 2> facts = {};

  bool any() const { return type.empty() && facts[0] == ResourceFact::None; }
};

/// A technique by which somebody becomes a role through a service.
/// Source: pathfinding.cloud, the published paths of AWS IAM privilege escalation; later ids as
/// other open tools spell them.
struct ServiceTechnique {
  std::string_view id;
  TechniqueRule rule = TechniqueRule::PassedRole;
  std::array<std::string_view, 2> services = {};  // That the role trusts; an empty one is none.
  ExistingThing thing;                            // The shared resource, if it must exist already.
  ExistingThing also;                             // Something else that must exist.
  std::string_view format;                        // ARN format of the shared resource.
  std::array<Need, 7> needs = {};
};

/// The day of the facts.
constexpr std::string_view kTechniquesAsOf = "2026-09-26";

/// Every technique, by service; ids are unique.
std::span<const ServiceTechnique> compute_techniques();
std::span<const ServiceTechnique> build_techniques();
std::span<const ServiceTechnique> data_techniques();

/// Of a rewriting or credential technique of IAM: what the attacker gains of its target.
enum class IamGain : std::uint8_t { Become, Widen, Unbound, Undeny };

/// What must be true of its target, and what the action is asked on.
enum class IamTarget : std::uint8_t {
  UserFewKeys,      // On a user with fewer than two access keys.
  UserTwoKeys,      // On a user with two.
  UserNoPassword,   // On a user without a console password.
  UserPassword,     // On one with it.
  RoleTrust,        // On a role whose trust can be rewritten.
  User,             // On the user.
  Role,             // On the role.
  AttachedPolicy,   // On a customer managed policy attached to it or to a group of it.
  StrongerVersion,  // The same, and a version that is not the default allows everything.
  OwnGroup,         // On a group of the user.
  PrivilegedGroup,  // On a group that allows everything.
  BoundedUser,      // On a user with a boundary.
  BoundedRole,      // On a role with one.
  BoundaryPolicy    // On the customer managed policy that is its boundary.
};

struct IamTechnique {
  std::string_view id;
  IamGain gain = IamGain::Become;
  IamTarget target = IamTarget::User;
  std::array<std::string_view, 2> actions = {};
  std::string_view stated_key;  // Takes the ARN of AdministratorAccess; empty: none.
};

std::span<const IamTechnique> iam_techniques();

/// What taking a policy with a Deny off a user or role takes.
std::span<const std::string_view> undeny_actions();

/// What the techniques take that are not rows: of new principals, deliveries, names, federation,
/// organizations.
std::span<const std::string_view> further_actions();

/// The published id of a rewrite of somebody else together with becoming it; empty: has none.
std::string_view composite_id(std::string_view rewrite, std::string_view become);

}  // namespace orgsim::sim

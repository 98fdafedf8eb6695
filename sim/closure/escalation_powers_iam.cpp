#include <algorithm>
#include <array>

#include "model/arn.h"
#include "model/aws_managed.h"
#include "model/given.h"
#include "sim/closure/escalation_powers.h"
#include "sim/graph/edge_rules.h"
#include "sim/organization/administrator.h"

namespace orgsim::sim {
namespace {

constexpr std::string_view kPolicyArn = "iam:PolicyARN";

KeyValue stated(std::string text) { return Present{.values = {std::move(text)}}; }

/// Something of a target that one call can be made on.
struct Place {
  std::string_view arn;
  Truth holds = Truth::Yes;
  bool rewrites_itself = false;  // What is gained is everything only once it rewrites itself.
};

/// A managed policy to attach, or to take as a boundary.
struct Choice {
  std::string_view arn;  // Empty: any.
  Truth empowers = Truth::Yes;
  bool rewrites_itself = false;
};

/// A user or role of the actor's account, with its record.
struct IamRecord {
  Index<Principal> index;
  const Principal* principal = nullptr;
  const User* user = nullptr;
  const Role* role = nullptr;
  Rewritten sure = kUnchanged;  // The facts about it that are surely gained.

  const IdentityPolicies& policies() const {
    return user != nullptr ? user->policies : role->policies;
  }
};

class IamGains {
 public:
  IamGains(PowerQuestion& question, Powers& powers)
      : question_(question),
        authorizer_(question.ground().authorizer()),
        organization_(authorizer_.organization()),
        tables_(organization_.tables()),
        account_(given(question.principal().account)),
        administrator_access_(administrator_access_arn(tables_)),
        powers_(powers) {}

  void add() {
    std::vector<IamRecord> targets = records();
    if (targets.empty()) {
      return;
    }
    for (std::size_t i = 0; i < iam_techniques().size(); ++i) {
      if (question_.may_be_granted(question_.ground().iam_step(i))) {
        for (IamRecord& target : targets) {
          apply(iam_techniques()[i], target);
        }
      }
    }
    for (const IamRecord& target : targets) {
      undeny(target);
    }
  }

 private:
  bool is_wanted(Index<Principal> index) const {
    return std::ranges::any_of(
        kFactKinds, [&](FactKind kind) { return question_.wants(Fact::of(index, kind)); });
  }

  std::vector<IamRecord> records() const {
    std::vector<IamRecord> result;
    for (const auto index : question_.wanted_of_account()) {
      const Principal& principal = authorizer_.principals()[index];
      if (!is_wanted(index)) {
        continue;
      }
      if (const auto* user = std::get_if<Index<User>>(&principal.origin)) {
        result.push_back(
            {.index = index, .principal = &principal, .user = &(*tables_.users)[*user]});
      } else if (const auto* role = std::get_if<Index<Role>>(&principal.origin);
                 role != nullptr && !is_protected(principal)) {
        result.push_back(
            {.index = index, .principal = &principal, .role = &(*tables_.roles)[*role]});
      }
    }
    return result;
  }

  void apply(const IamTechnique& row, IamRecord& target) {
    const Fact fact = Fact::of(target.index, kind_of(row.gain));
    if ((row.gain == IamGain::Become && target.index == question_.index()) ||
        is_done(fact, target)) {
      return;
    }
    for (const Place& place : places(row.target, target)) {
      const Truth answer = ask(row, target, place, {.arn = administrator_access_});
      if (row.stated_key == kPolicyArn && answer != Truth::Yes) {
        attach_another(row, target, place);
      }
    }
  }

  /// Policies that a condition may leave when it keeps AdministratorAccess out.
  void attach_another(const IamTechnique& row, IamRecord& target, const Place& place) {
    if (question_.may(row.actions.front(), place.arn, [&] { return context(row, target, {}); }) ==
        Truth::No) {
      return;
    }
    for (const PowerfulPolicy& policy : question_.ground().powerful(account_)) {
      const Truth empowers = policy.allows_everything
                                 ? Truth::Yes
                                 : question_.may_rewrite_itself(target.index, {&policy.policy, 1});
      const Choice choice{
          .arn = policy.arn, .empowers = empowers, .rewrites_itself = !policy.allows_everything};
      if (policy.arn != administrator_access_ && ask(row, target, place, choice) == Truth::Yes) {
        return;
      }
    }
  }

  Truth ask(const IamTechnique& row, IamRecord& target, const Place& place, const Choice& choice) {
    Truth allowed = both(place.holds, choice.empowers);
    Gain gain{.target = target.index, .kind = kind_of(row.gain), .technique = row.id};
    for (const std::string_view action : row.actions) {
      if (!action.empty() && allowed != Truth::No) {
        allowed = both(allowed, question_.may(action, place.arn,
                                              [&] { return context(row, target, choice); }));
        gain.requires_.push_back({action, std::string(place.arn)});
      }
    }
    if (row.target == IamTarget::RoleTrust && allowed != Truth::No) {
      allowed = both(allowed, question_.may_assume_when_trusted(target.principal->arn));
    }
    if (allowed != Truth::No) {
      if (place.rewrites_itself || choice.rewrites_itself) {
        gain.requires_.push_back({own_policy_action(*target.principal), target.principal->arn});
      }
      gain.certain = allowed;
      gain.where = question_.principal().where;
      if (gain.certain == Truth::Yes) {
        target.sure |= bit(gain.kind);
      }
      if (gain.kind == FactKind::Held && gain.certain == Truth::Yes) {
        question_.note_way(target.index, row.id);
      }
      powers_.gains.push_back(std::move(gain));
    }
    return allowed;
  }

  /// When only what is new is asked for, one sure way to each fact is enough.
  bool is_done(const Fact& fact, const IamRecord& target) const {
    return !question_.wants(fact) ||
           (question_.is_filtered() && (target.sure & bit(fact.kind)) != kUnchanged);
  }

  static FactKind kind_of(IamGain gain) {
    switch (gain) {
      case IamGain::Become:
        return FactKind::Held;
      case IamGain::Widen:
        return FactKind::Widened;
      case IamGain::Unbound:
        return FactKind::Unbounded;
      case IamGain::Undeny:
        return FactKind::Undenied;
    }
    return FactKind::Held;
  }

  /// The keys of IAM that follow from the call and its target.
  static std::vector<StatedKey> context(const IamTechnique& row, const IamRecord& target,
                                        const Choice& choice) {
    std::vector<StatedKey> result;
    const auto& boundary = target.policies().boundary;
    if (row.stated_key != "iam:PermissionsBoundary" && (!boundary || !boundary->arn.empty())) {
      result.push_back({.key = "iam:PermissionsBoundary",
                        .value = boundary ? stated(boundary->arn) : KeyValue(Absent{})});
    }
    if (!row.stated_key.empty()) {
      result.push_back(
          {.key = std::string(row.stated_key),
           .value = choice.arn.empty() ? KeyValue(NotKnown{}) : stated(std::string(choice.arn))});
    }
    return result;
  }

  std::vector<Place> places(IamTarget kind, const IamRecord& target) {
    switch (kind) {
      case IamTarget::UserFewKeys:
      case IamTarget::UserTwoKeys:
      case IamTarget::UserNoPassword:
      case IamTarget::UserPassword:
        return credentials(kind, target);
      case IamTarget::User:
        return itself(target, target.user != nullptr);
      case IamTarget::RoleTrust:
      case IamTarget::Role:
        return itself(target, target.role != nullptr);
      case IamTarget::BoundedUser:
        return itself(target, target.user != nullptr && target.policies().boundary.has_value());
      case IamTarget::BoundedRole:
        return itself(target, target.role != nullptr && target.policies().boundary.has_value());
      case IamTarget::AttachedPolicy:
        return attached(target, false);
      case IamTarget::StrongerVersion:
        return attached(target, true);
      case IamTarget::OwnGroup:
      case IamTarget::PrivilegedGroup:
        return groups(kind, target);
      case IamTarget::BoundaryPolicy:
        return boundary_policy(target);
    }
    return {};
  }

  static std::vector<Place> itself(const IamRecord& target, bool fits) {
    return fits ? std::vector<Place>{{.arn = target.principal->arn}} : std::vector<Place>();
  }

  /// An inventory that does not list the user says that it has neither.
  UserFacts facts(const User& user) const {
    UserFacts result{.has_login_profile = user.has_login_profile};
    if (user.access_keys) {
      result.access_key_count = static_cast<int>(user.access_keys->size());
    }
    const Inventory* inventory = question_.ground().inventory(account_);
    if (inventory == nullptr) {
      return result;
    }
    const auto found = inventory->user_facts.find(user.name);
    const UserFacts listed =
        found != inventory->user_facts.end()
            ? found->second
            : UserFacts{.access_key_count = result.access_key_count.value_or(0),
                        .has_login_profile = result.has_login_profile.value_or(false)};
    if (listed.access_key_count) {
      result.access_key_count = listed.access_key_count;
    }
    if (listed.has_login_profile) {
      result.has_login_profile = listed.has_login_profile;
    }
    return result;
  }

  /// A user has two access keys at most.
  /// Source: IAM User Guide, "IAM and AWS STS quotas".
  std::vector<Place> credentials(IamTarget kind, const IamRecord& target) const {
    if (target.user == nullptr) {
      return {};
    }
    const UserFacts known = facts(*target.user);
    Truth fits = Truth::Unknown;
    if (kind == IamTarget::UserFewKeys && known.access_key_count) {
      fits = truth(*known.access_key_count < 2);
    } else if (kind == IamTarget::UserTwoKeys) {
      fits = truth(known.access_key_count.value_or(2) >= 2);
    } else if (kind == IamTarget::UserNoPassword && known.has_login_profile) {
      fits = truth(!*known.has_login_profile);
    } else if (kind == IamTarget::UserPassword && known.has_login_profile) {
      fits = truth(*known.has_login_profile);
    }
    return fits == Truth::No ? std::vector<Place>()
                             : std::vector<Place>{{.arn = target.principal->arn, .holds = fits}};
  }

  /// A place where the target comes by the policies, if they make it an administrator: at once, or
  /// by letting it rewrite itself.
  void add_empowering(std::string_view arn, const std::vector<PolicyRef>& policies,
                      const IamRecord& target, std::vector<Place>& result) {
    Principal probe;
    probe.identity = policies;
    if (sim::is_administrator(authorizer_, probe) == Truth::Yes) {
      result.push_back({.arn = arn});
      return;
    }
    const Truth rewrites = question_.may_rewrite_itself(target.index, policies);
    if (rewrites != Truth::No) {
      result.push_back({.arn = arn, .holds = rewrites, .rewrites_itself = true});
    }
  }

  /// Customer managed policies can be edited by their account. Not every input names it apart.
  bool is_own(const ManagedPolicy& policy) const {
    const auto arn = parse_arn(policy.arn);
    return policy.account ? *policy.account == account_
                          : arn && arn->account == organization_.accounts()[account_].id.text();
  }

  void add_attached(const IdentityPolicies& policies, bool stronger, const IamRecord& target,
                    std::vector<Place>& result) {
    for (const auto index : policies.attached) {
      const ManagedPolicy& policy = (*tables_.managed_policies)[index];
      if (!is_own(policy) || policy.presence != Presence::Present) {
        continue;
      }
      if (!stronger) {
        result.push_back({.arn = policy.arn});
        continue;
      }
      for (const auto version : policy.other_versions) {
        add_empowering(policy.arn, {authorizer_.documents()[version]}, target, result);
      }
    }
  }

  std::vector<Place> attached(const IamRecord& target, bool stronger) {
    std::vector<Place> result;
    add_attached(target.policies(), stronger, target, result);
    if (target.user != nullptr) {
      for (const auto group : target.user->groups) {
        add_attached((*tables_.groups)[group].policies, stronger, target, result);
      }
    }
    return result;
  }

  std::vector<PolicyRef> policies_of(const Group& group) const {
    std::vector<PolicyRef> result;
    result.reserve(group.policies.inline_policies.size() + group.policies.attached.size());
    for (const InlinePolicy& policy : group.policies.inline_policies) {
      result.push_back(authorizer_.documents()[policy.document]);
    }
    for (const auto index : group.policies.attached) {
      const auto& document = (*tables_.managed_policies)[index].document;
      result.push_back(document ? authorizer_.documents()[*document]
                                : authorizer_.documents().not_collected_grant());
    }
    return result;
  }

  std::vector<Place> groups(IamTarget kind, const IamRecord& target) {
    std::vector<Place> result;
    if (target.user == nullptr) {
      return result;
    }
    for (const auto index : tables_.groups->indexes()) {
      const Group& group = (*tables_.groups)[index];
      if (group.account != account_ || group.presence != Presence::Present) {
        continue;
      }
      const bool member =
          std::ranges::find(target.user->groups, index) != target.user->groups.end();
      if (kind == IamTarget::OwnGroup && member) {
        result.push_back({.arn = group.arn});
      } else if (kind == IamTarget::PrivilegedGroup && !member) {
        add_empowering(group.arn, policies_of(group), target, result);
      }
    }
    return result;
  }

  std::vector<Place> boundary_policy(const IamRecord& target) const {
    const auto& boundary = target.policies().boundary;
    if (!boundary || boundary->arn.empty()) {
      return {};
    }
    const auto policy = organization_.find_managed_policy(boundary->arn);
    const bool own = policy && is_own((*tables_.managed_policies)[*policy]);
    return own ? std::vector<Place>{{.arn = boundary->arn}} : std::vector<Place>();
  }

  /// Who can take every policy with a Deny off the target, or edit it, frees it from its denies.
  void undeny(const IamRecord& target) {
    if (!question_.wants(Fact::of(target.index, FactKind::Undenied)) ||
        !denies_something(target.principal->identity)) {
      return;
    }
    Gain gain{.target = target.index,
              .kind = FactKind::Undenied,
              .technique = "iam-remove-deny",
              .where = question_.principal().where};
    undeny_own(target, gain);
    for (std::size_t i = 0; target.user != nullptr && i < target.user->groups.size(); ++i) {
      const Group& group = (*tables_.groups)[target.user->groups[i]];
      if (denies_something(policies_of(group))) {
        require(gain, "iam:RemoveUserFromGroup", group.arn);
      }
    }
    if (gain.certain != Truth::No && !gain.requires_.empty()) {
      powers_.gains.push_back(std::move(gain));
    }
  }

  /// What it takes to be rid of the denies of its own policies.
  void undeny_own(const IamRecord& target, Gain& gain) {
    const bool user = target.user != nullptr;
    for (const InlinePolicy& policy : target.policies().inline_policies) {
      if (authorizer_.documents()[policy.document]->has_deny()) {
        require(gain, user ? "iam:DeleteUserPolicy" : "iam:DeleteRolePolicy",
                target.principal->arn);
      }
    }
    for (const auto index : target.policies().attached) {
      const ManagedPolicy& policy = (*tables_.managed_policies)[index];
      if (policy.document && authorizer_.documents()[*policy.document]->has_deny()) {
        const std::array context = {StatedKey{.key = "iam:PolicyARN", .value = stated(policy.arn)}};
        require(gain, user ? "iam:DetachUserPolicy" : "iam:DetachRolePolicy", target.principal->arn,
                context);
      }
    }
  }

  void require(Gain& gain, std::string_view action, const std::string& resource,
               std::span<const StatedKey> context = {}) {
    if (gain.certain != Truth::No) {
      gain.certain = both(gain.certain, question_.may(action, resource, context));
      gain.requires_.push_back({action, resource});
    }
  }

  PowerQuestion& question_;
  const Authorizer& authorizer_;
  const Organization& organization_;
  const OrganizationTables& tables_;
  Index<Account> account_;
  std::string administrator_access_;
  Powers& powers_;
};

}  // namespace

void add_iam_gains(PowerQuestion& question, Powers& powers) {
  if (!question.wanted_of_account().empty() &&
      question.may_be_granted_some(question.ground().iam_actions())) {
    IamGains(question, powers).add();
  }
}

}  // namespace orgsim::sim

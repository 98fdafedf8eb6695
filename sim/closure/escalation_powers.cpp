#include "sim/closure/escalation_powers.h"

#include <algorithm>
#include <array>

#include "model/arn.h"
#include "model/given.h"
#include "model/text.h"
#include "sim/decide/context_keys.h"
#include "sim/graph/edge_rules.h"
#include "sim/organization/administrator.h"

namespace orgsim::sim {
namespace {

bool is_set(Rewritten rewritten, FactKind kind) { return (rewritten & bit(kind)) != 0; }

/// Keys of a service that say something of the resource or the session, or are a shared secret.
bool is_given(std::string_view key) {
  return key.find("resourcetag/") != std::string_view::npos || key == "sts:externalid" ||
         key == "kms:viaservice" || key.starts_with("saml:") ||
         key.find(":aud") != std::string_view::npos || key.find(":sub") != std::string_view::npos ||
         key == "iam:permissionsboundary" || key.starts_with("sts:") ||
         key.starts_with("lambda:source") || key.starts_with("ec2:source") ||
         key.starts_with("ec2:roledelivery");
}

/// Whether the caller picks the value of the key.
bool is_chosen(std::string_view name) {
  const std::string key = to_lower(name);
  if (const auto global = find_global_key(key)) {
    return global->control == KeyControl::Caller || global->control == KeyControl::Environment;
  }
  return !key.starts_with("aws:") && !is_given(key);
}

bool hangs_on_choice(const Decision& decision) {
  return !decision.allowing.empty() && !decision.unmet.empty() &&
         std::ranges::all_of(decision.unmet, [](const OpenCondition& open) {
           return is_chosen(open.condition.key);
         });
}

constexpr std::string_view kAssumeRole = "sts:AssumeRole";

}  // namespace

RewrittenPrincipal::RewrittenPrincipal(const Authorizer& authorizer, Index<Principal> index,
                                       Rewritten rewritten)
    : authorizer_(&authorizer),
      index_(index),
      record_(&authorizer.principals()[index]),
      rewritten_(rewritten) {}

const std::vector<PolicyRef>& RewrittenPrincipal::identity() const {
  const bool widened = is_set(rewritten_, FactKind::Widened);
  const bool undenied = is_set(rewritten_, FactKind::Undenied);
  if (!widened && !undenied) {
    return record_->identity;
  }
  if (!identity_) {
    std::vector<PolicyRef>& identity = identity_.emplace();
    identity.reserve(record_->identity.size() + 1);
    if (widened) {
      identity.push_back(authorizer_->documents().everything());
    }
    std::ranges::copy_if(record_->identity, std::back_inserter(identity),
                         [&](PolicyRef policy) { return !undenied || !policy->has_deny(); });
  }
  return *identity_;
}

const std::optional<std::vector<PolicyRef>>& RewrittenPrincipal::boundary() const {
  static const std::optional<std::vector<PolicyRef>> none;
  return is_set(rewritten_, FactKind::Unbounded) ? none : record_->boundary;
}

Principal RewrittenPrincipal::principal() const {
  Principal result = *record_;
  result.identity = identity();
  result.boundary = boundary();
  return result;
}

Truth is_administrator(const Authorizer& authorizer, Index<Principal> index, Rewritten rewritten) {
  return is_administrator(authorizer, RewrittenPrincipal(authorizer, index, rewritten).principal());
}

PowerQuestion::PowerQuestion(EscalationGround& ground, RewrittenPrincipal actor,
                             const Ceilings* ceilings, const Wanted& wanted)
    : ground_(ground),
      actor_(std::move(actor)),
      ceilings_(ceilings),
      wanted_(wanted),
      conditions_(ground.authorizer(), actor_.index()) {}

const TechniqueActions& PowerQuestion::find_grants() {
  PolicyActionTable& actions = ground_.actions();
  grants_ = is_root_user() ? TechniqueActions().set() : actions.of(actor_.identity()).grants;
  if (const auto& boundary = actor_.boundary()) {
    *grants_ &= actions.of(*boundary).grants;
  }
  return *grants_;
}

bool PowerQuestion::may_be_granted(std::string_view action) {
  return grants()[ground_.actions().position(action)];
}

const TechniqueActions& PowerQuestion::surely_allowed() {
  if (surely_allowed_) {
    return *surely_allowed_;
  }
  PolicyActionTable& actions = ground_.actions();
  TechniqueActions& result = surely_allowed_.emplace();
  result = is_root_user() ? TechniqueActions().set() : actions.of(actor_.identity()).surely();
  if (const auto& boundary = actor_.boundary()) {
    result &= actions.of(*boundary).surely();
  }
  for (const auto levels : {scps(), rcps()}) {
    for (const Level& level : levels) {
      result &= actions.of(level.policies).surely();
    }
  }
  return result;
}

/// Neither session policies nor a lack of SCPs make the actor special, nor policies of what it asks
/// for the action: trust policies and key policies have a say.
bool PowerQuestion::is_plain(std::string_view action) const {
  const Principal& actor = principal();
  return !actor.session && actor.account && !actor.path.starts_with("/aws-service-role/") &&
         !action.starts_with("sts:") && !action.starts_with("kms:");
}

bool PowerQuestion::surely_may(std::string_view action) {
  const auto position = ground_.actions().find(action);
  return position && is_plain(action) && !action.starts_with("organizations:") &&
         surely_allowed()[*position];
}

/// The organization refuses some of its calls, and AWS keeps some roles and policies to itself. An
/// RCP may not bind, so it settles nothing alone.
std::optional<Truth> PowerQuestion::plain_answer(std::string_view action,
                                                 std::string_view resource) {
  const auto position = ground_.actions().find(action);
  if (!position || !is_plain(action) || !ground_.has_no_say(given(principal().account), resource)) {
    return std::nullopt;
  }
  const bool refuses = action.starts_with("organizations:");
  if (refuses && resource != "*") {
    return std::nullopt;
  }
  const Truth allowed =
      surely_allowed()[*position] ? Truth::Yes : allowed_by_policies(*position, resource);
  if (allowed == Truth::Unknown || (allowed == Truth::Yes && refuses)) {
    return std::nullopt;
  }
  return allowed;
}

Truth PowerQuestion::allowed_by_policies(std::size_t action, std::string_view resource) {
  Truth allowed = Truth::Yes;
  const auto ask = [&](std::span<const PolicyRef> policies, Layer layer) {
    if (allowed != Truth::No) {
      const LayerAnswer answer =
          ground_.actions().ask(policies, layer, action, resource, conditions_);
      const Truth passes = both(answer.allows, negation(answer.denies));
      allowed = both(allowed, layer == Layer::Rcp ? either(passes, Truth::Unknown) : passes);
    }
  };
  if (!is_root_user()) {
    ask(actor_.identity(), Layer::Identity);
  }
  if (const auto& boundary = actor_.boundary()) {
    ask(*boundary, Layer::Boundary);
  }
  std::ranges::for_each(scps(), [&](const Level& l) { ask(l.policies, Layer::Scp); });
  std::ranges::for_each(rcps(), [&](const Level& l) { ask(l.policies, Layer::Rcp); });
  return allowed;
}

const AccountCeilings& PowerQuestion::ceilings() const {
  const Index<Account> account = given(principal().account);
  return ceilings_ != nullptr ? (*ceilings_)[account] : ground_.authorizer().ceilings(account);
}

/// Those of the management account do not bind it.
/// Source: AWS Organizations User Guide, "Service control policies (SCPs)".
std::span<const Level> PowerQuestion::scps() const {
  const Organization& organization = ground_.authorizer().organization();
  return organization.is_management_account(given(principal().account))
             ? std::span<const Level>()
             : std::span<const Level>(ceilings().scps);
}

bool PowerQuestion::wants(const Offer& offer) const {
  return !wanted_.offer || wanted_.offer(given(principal().account), offer);
}

bool PowerQuestion::wants_way(Index<Principal> target, std::string_view technique) const {
  const auto found = ways_.find(target);
  return (found == ways_.end() || technique < found->second) && wants(target);
}

void PowerQuestion::note_way(Index<Principal> target, std::string_view technique) {
  if (wanted_.one_way) {
    const auto [found, added] = ways_.try_emplace(target, technique);
    found->second = std::min(found->second, technique);
  }
}

std::vector<Index<Principal>> PowerQuestion::wanted_roles() {
  RoleTrusts::Progress first;
  return ground_.trusts().naming(
      index(), [&](Index<Principal> role) { return wants(role); },
      wanted_.progress != nullptr ? *wanted_.progress : first);
}

std::span<const Index<Principal>> PowerQuestion::wanted_of_account() const {
  const Index<Account> account = given(principal().account);
  const std::span all(ground_.authorizer().principals().of_account(account));
  return wanted_.from ? all.subspan(wanted_.from(account)) : all;
}

Truth PowerQuestion::may(std::string_view action, std::string_view resource,
                         std::span<const StatedKey> stated) {
  const auto plain = plain_answer(action, resource);
  return plain ? *plain : asked(action, resource, stated);
}

Truth PowerQuestion::asked(std::string_view action, std::string_view resource,
                           std::span<const StatedKey> stated) {
  std::string question(action);
  question.append(" ").append(resource);
  for (const StatedKey& key : stated) {
    const auto* present = std::get_if<Present>(&key.value);
    question.append(" ").append(key.key).append("=");
    question.append(present != nullptr ? present->values.front() : std::string("-"));
  }
  const auto [found, added] = answers_.try_emplace(std::move(question), Truth::No);
  if (!added) {
    return found->second;
  }
  const bool unbounded = !actor_.boundary();
  constexpr std::array kBoundary = {Layer::Boundary};
  const AccessRequest request{
      .asker = index(),
      .action = action,
      .resource = resource,
      .context = stated,
      .without = unbounded ? std::span<const Layer>(kBoundary) : std::span<const Layer>(),
      .identity = actor_.identity(),
      .ceilings = ceilings_,
      .bare_resource = true};
  const Authorizer& authorizer = ground_.authorizer();
  found->second = holds(authorizer.decide(request));
  if (found->second == Truth::Unknown && hangs_on_choice(authorizer.reasons(request))) {
    found->second = Truth::Yes;
  }
  return found->second;
}

bool PowerQuestion::assuming_may_be_refused() {
  if (!assuming_may_be_refused_) {
    PolicyActionTable& actions = ground_.actions();
    const std::size_t assume = actions.position(kAssumeRole);
    assuming_may_be_refused_ = actions.of(actor_.identity()).denies[assume] ||
                               std::ranges::any_of(scps(), [&](const Level& level) {
                                 return !actions.of(level.policies).surely()[assume];
                               });
  }
  return *assuming_may_be_refused_;
}

bool PowerQuestion::assuming_is_not_refused(std::string_view role) {
  const std::size_t assume = ground_.actions().position(kAssumeRole);
  const auto ask = [&](std::span<const PolicyRef> policies, Layer layer) {
    return ground_.actions().ask(policies, layer, assume, role, conditions_);
  };
  const auto lets_through = [&](const Level& level) {
    const LayerAnswer answer = ask(level.policies, Layer::Scp);
    return answer.allows == Truth::Yes && answer.denies == Truth::No;
  };
  return ask(actor_.identity(), Layer::Identity).denies == Truth::No &&
         std::ranges::all_of(scps(), lets_through) &&
         std::ranges::all_of(rcps(), [&](const Level& level) {
           return ask(level.policies, Layer::Rcp).denies == Truth::No;
         });
}

Truth PowerQuestion::may_assume_when_trusted(const std::string& role) {
  if (!principal().account || !assuming_may_be_refused()) {
    return Truth::Yes;
  }
  if (assuming_is_not_refused(role)) {
    return Truth::Yes;
  }
  const Decision decision = ground_.authorizer().reasons({.asker = index(),
                                                          .action = kAssumeRole,
                                                          .resource = role,
                                                          .identity = actor_.identity(),
                                                          .ceilings = ceilings_});
  Truth refused = Truth::No;
  for (const Stage& stage : decision.stages) {
    if (stage.layer == Layer::Identity || stage.layer == Layer::Scp || stage.layer == Layer::Rcp) {
      refused = either(refused, stage.denies);
    }
    if (stage.layer == Layer::Scp) {
      refused = either(refused, negation(stage.allows));
    }
  }
  return negation(refused);
}

std::string_view own_policy_action(const Principal& principal) {
  return principal.kind == PrincipalKind::Role ? "iam:PutRolePolicy" : "iam:PutUserPolicy";
}

Truth PowerQuestion::may_rewrite_itself(Index<Principal> who, std::span<const PolicyRef> added) {
  const Principal& as_it_is = ground_.principal(who);
  const bool itself = who == index();
  const std::string_view action = own_policy_action(as_it_is);
  if (!ground_.actions().of(added).grants[ground_.actions().position(action)]) {
    return Truth::No;
  }
  std::vector<PolicyRef> identity = itself ? actor_.identity() : as_it_is.identity;
  const bool bounded = itself ? actor_.boundary().has_value() : as_it_is.boundary.has_value();
  identity.insert(identity.end(), added.begin(), added.end());
  constexpr std::array kBoundary = {Layer::Boundary};
  return holds(ground_.authorizer().decide(
      {.asker = who,
       .action = action,
       .resource = as_it_is.arn,
       .without = bounded ? std::span<const Layer>() : std::span<const Layer>(kBoundary),
       .identity = identity,
       .ceilings = ceilings_,
       .bare_resource = true}));
}

const LiftedCeilings& PowerTable::under(const Raised& raised) {
  const auto [found, added] = ceilings_.try_emplace(raised);
  LiftedCeilings& result = found->second;
  if (added) {
    result.id = ceilings_.size();
    result.raised = &found->first;
    if (!raised.empty()) {
      const Authorizer& authorizer = ground_.authorizer();
      result.made = std::make_unique<RaisedCeilings>(authorizer.organization(),
                                                     authorizer.documents(), raised);
    }
  }
  return result;
}

const Powers& PowerTable::powers(Index<Principal> principal, Rewritten rewritten,
                                 const LiftedCeilings& lifted) {
  auto& result = powers_[{principal, rewritten, lifted.id}];
  if (!result) {
    result = std::make_unique<Powers>(wanted(principal, rewritten, lifted, {}));
  }
  return *result;
}

Powers PowerTable::wanted(Index<Principal> principal, Rewritten rewritten,
                          const LiftedCeilings& lifted, const Wanted& wanted) {
  Powers result;
  PowerQuestion question(ground_, {ground_.authorizer(), principal, rewritten}, lifted.ceilings(),
                         wanted);
  const Principal& actor = question.principal();
  if (!actor.account || actor.kind == PrincipalKind::RootSession) {
    add_assumed_roles(question, true, result);
    add_pushes(question, result);
    return result;
  }
  add_iam_gains(question, result);
  add_assumed_roles(question, rewritten == kUnchanged && lifted.raised->empty(), result);
  add_new_principals(question, result);
  add_service_offers(question, result);
  add_lifts(question, *lifted.raised, result);
  if (ground_.governs(*actor.account)) {
    add_permission_set_rewrites(question, result);
    add_sign_ins(question, result);
    add_stack_set_updates(question, result);
    add_recovered_addresses(question, result);
  }
  add_deliveries(question, result);
  add_recovered_roots(question, result);
  add_federated_roles(question, result);
  return result;
}

}  // namespace orgsim::sim

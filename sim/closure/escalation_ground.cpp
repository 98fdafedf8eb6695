#include "sim/closure/escalation_ground.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>
#include <numeric>
#include <set>

#include "model/arn.h"
#include "model/sort_distinct.h"
#include "model/text.h"
#include "sim/closure/fresh_names.h"
#include "sim/decide/match.h"
#include "sim/decide/statement_query.h"
#include "sim/graph/edge_rules.h"
#include "sim/organization/administered_services.h"
#include "sim/organization/administrator.h"

namespace orgsim::sim {
namespace {

constexpr std::size_t kMostRegions = 6;

Truth known(const std::optional<bool>& value) { return value ? truth(*value) : Truth::Unknown; }

Truth positive(const std::optional<int>& value) {
  return value ? truth(*value > 0) : Truth::Unknown;
}

Truth is_text(const std::string& value, std::string_view wanted) {
  return value.empty() ? Truth::Unknown : truth(equals_ignoring_case(value, wanted));
}

Truth feeds_functions(const InventoryResource& resource) {
  constexpr auto kTypes = std::to_array<std::string_view>(
      {"AWS::DynamoDB::Stream", "AWS::Kinesis::Stream", "AWS::SQS::Queue"});
  return truth(resource.event_source.value_or(std::ranges::binary_search(kTypes, resource.type)));
}

Truth template_in_use(const InventoryResource& resource, std::string_view version) {
  const Truth chosen = resource.version_used.empty() ? truth(version == "$Default")
                                                     : truth(resource.version_used == version);
  return both(known(resource.used_by_auto_scaling_group), chosen);
}

Truth fits(const ExistingThing& thing, const InventoryResource& resource) {
  if (!thing.type.empty() && resource.type != thing.type) {
    return Truth::No;
  }
  return both(is_true(thing.facts[0], resource), is_true(thing.facts[1], resource));
}

bool allows_everything(const Authorizer& authorizer, PolicyRef policy) {
  Principal probe;
  probe.identity = {policy};
  return is_administrator(authorizer, probe) == Truth::Yes;
}

/// Whether the trust policy lets the service take the role in the context, which need not say all.
bool plainly_trusts(const CompiledPolicy& trust, std::string_view service,
                    const ActionName& assume_role, const Context& context) {
  return trust.collected() && !trust.has_deny() &&
         std::ranges::any_of(trust.statements(), [&](const CompiledStatement& statement) {
           return !statement.uncertain && !statement.principal_negated &&
                  statement.resources.empty() &&
                  std::ranges::all_of(statement.conditions,
                                      [&](const CompiledCondition& condition) {
                                        return holds(condition, context) == Truth::Yes;
                                      }) &&
                  action_applies(statement, assume_role) &&
                  std::ranges::any_of(statement.principals, [&](const CompiledPrincipal& entry) {
                    return entry.type == PrincipalType::Service && entry.value == service;
                  });
         });
}

/// What is listed and fits, surely or perhaps.
std::vector<Binding> fitting(const ExistingThing& thing, const Inventory& listed) {
  std::vector<Binding> result;
  for (const InventoryResource& resource : listed.resources) {
    if (const Truth exists = fits(thing, resource); exists != Truth::No) {
      result.push_back({.arn = resource.arn, .resource = &resource, .exists = exists});
    }
  }
  return result;
}

}  // namespace

bool denies_something(std::span<const PolicyRef> policies) {
  return std::ranges::any_of(policies, &CompiledPolicy::has_deny);
}

bool is_protected(const Principal& principal) {
  return principal.path.starts_with("/aws-reserved/") ||
         principal.path.starts_with("/aws-service-role/") ||
         std::holds_alternative<Index<PermissionSet>>(principal.origin);
}

bool is_spreading(const ServiceTechnique& technique) {
  return technique.rule == TechniqueRule::StackSetPassed ||
         technique.rule == TechniqueRule::StackSetExecution;
}

Truth is_true(ResourceFact fact, const InventoryResource& resource) {
  switch (fact) {
    case ResourceFact::None:
      return Truth::Yes;
    case ResourceFact::Running:
      return is_text(resource.state, "running");
    case ResourceFact::SsmManaged:
      return known(resource.ssm_managed);
    case ResourceFact::SshReachable:
      return both(known(resource.ssh_reachable), known(resource.instance_connect));
    case ResourceFact::InService:
      return is_text(resource.status, "InService");
    case ResourceFact::Ready:
      return is_text(resource.status, "READY");
    case ResourceFact::BuildspecOverride:
      return known(resource.buildspec_override);
    case ResourceFact::BatchBuilds:
      return known(resource.batch_builds);
    case ResourceFact::InUse:
      return template_in_use(resource, "$Default");
    case ResourceFact::NewestInUse:
      return template_in_use(resource, "$Latest");
    case ResourceFact::Invoked:
      return resource.triggers ? truth(!resource.triggers->empty()) : Truth::Unknown;
    case ResourceFact::HasInstances:
      return positive(resource.instances);
    case ResourceFact::HasContainerInstances:
      return positive(resource.registered_container_instances);
    case ResourceFact::FeedsFunctions:
      return feeds_functions(resource);
  }
  return Truth::Unknown;
}

namespace {

/// Every action that a technique takes, once.
std::vector<ActionName> technique_actions() {
  std::set<std::string> actions;
  for (const auto rows : {compute_techniques(), build_techniques(), data_techniques()}) {
    for (const ServiceTechnique& row : rows) {
      for (const Need& need : row.needs) {
        actions.emplace(need.action);
      }
    }
  }
  for (const IamTechnique& row : iam_techniques()) {
    actions.insert(row.actions.begin(), row.actions.end());
  }
  actions.insert(undeny_actions().begin(), undeny_actions().end());
  actions.insert(further_actions().begin(), further_actions().end());
  actions.erase("");
  return {actions.begin(), actions.end()};
}

}  // namespace

EscalationGround::EscalationGround(const Authorizer& authorizer, const AccessGraph& graph)
    : authorizer_(authorizer),
      graph_(graph),
      actions_(authorizer.documents(), technique_actions()),
      trusts_(authorizer),
      rewritable_(authorizer.principals().all().size()),
      governs_(authorizer.organization().accounts().size()),
      trusting_(authorizer.organization().accounts().size()) {
  for (const auto rows : {compute_techniques(), build_techniques(), data_techniques()}) {
    for (const ServiceTechnique& row : rows) {
      techniques_.push_back(&row);
    }
  }
  techniques_by_id_.resize(techniques_.size());
  std::iota(techniques_by_id_.begin(), techniques_by_id_.end(), std::size_t{0});
  std::ranges::sort(techniques_by_id_, {}, [&](std::size_t i) { return techniques_[i]->id; });
  std::ranges::copy_if(techniques_by_id_, std::back_inserter(spreading_techniques_),
                       [&](std::size_t i) { return is_spreading(*techniques_[i]); });
  add_regions();
  for (const Account& account : authorizer.organization().accounts()) {
    iam_prefixes_.push_back(iam_arn("aws", account.id.text(), ""));
  }
  for (const ServiceTechnique* row : techniques_) {
    steps_.push_back(steps_of(*row));
    services_of_.push_back(services_of(*row));
  }
  for (const std::string_view action : undeny_actions()) {
    iam_actions_.set(actions_.position(action));
  }
  for (const IamTechnique& row : iam_techniques()) {
    TechniqueStep& step = iam_steps_.emplace_back();
    for (const std::string_view action : row.actions) {
      if (!action.empty()) {
        step.first = actions_.position(action);
        step.actions.set(step.first);
      }
    }
    iam_actions_ |= step.actions;
  }
}

std::vector<std::size_t> EscalationGround::services_of(const ServiceTechnique& row) {
  std::vector<std::size_t> result;
  for (const std::string_view service : row.services) {
    const auto found = std::ranges::find(services_, service);
    if (!service.empty()) {
      result.push_back(static_cast<std::size_t>(found - services_.begin()));
      if (found == services_.end()) {
        services_.push_back(service);
      }
    }
  }
  return result;
}

std::vector<TechniqueStep> EscalationGround::steps_of(const ServiceTechnique& row) const {
  std::vector<TechniqueStep> result(1);
  for (const Need& need : row.needs) {
    if (need.on != NeedOn::Nothing) {
      result.resize(std::max(result.size(), need.step + std::size_t{1}));
      TechniqueStep& step = result[need.step];
      step.first = actions_.position(need.action);
      step.actions.set(step.first);
    }
  }
  return result;
}

Rewritten EscalationGround::rewritable(Index<Principal> index) {
  std::optional<Rewritten>& result = rewritable_[index.value()];
  if (!result) {
    const Principal& who = principal(index);
    const bool own =
        (who.kind == PrincipalKind::User || who.kind == PrincipalKind::Role) && !is_protected(who);
    const bool of_set = std::holds_alternative<Index<PermissionSet>>(who.origin) ||
                        who.path.starts_with("/aws-reserved/sso.amazonaws.com/");
    result = of_set ? bit(FactKind::Widened) : kUnchanged;
    if (own) {
      *result |= bit(FactKind::Widened);
      *result |= who.boundary ? bit(FactKind::Unbounded) : kUnchanged;
      *result |= denies_something(who.identity) ? bit(FactKind::Undenied) : kUnchanged;
    }
  }
  return *result;
}

bool EscalationGround::governs(Index<Account> account) {
  std::optional<bool>& result = governs_[account.value()];
  if (!result) {
    result = std::ranges::any_of(std::array{kAccountManagement, kIdentityCenter, kStackSets},
                                 [&](std::string_view service) {
                                   return administers(authorizer_.organization(), account, service);
                                 });
  }
  return *result;
}

/// Regions that policies name, as others may be closed.
void EscalationGround::add_regions() {
  std::set<std::string> regions;
  for (const PolicyDocument& document : *authorizer_.organization().tables().documents) {
    for (const Statement& statement : document.statements) {
      for (const Condition& condition : statement.conditions) {
        if (equals_ignoring_case(condition.key, "aws:RequestedRegion")) {
          regions.insert(condition.values.begin(), condition.values.end());
        }
      }
    }
  }
  for (const auto& [account, inventory] : *authorizer_.organization().tables().inventories) {
    regions.insert(inventory.regions.begin(), inventory.regions.end());
  }
  regions_.emplace_back("us-east-1");
  for (const std::string& region : regions) {
    if (regions_.size() < kMostRegions && region != regions_.front() &&
        region.find_first_of("*?$") == std::string::npos) {
      regions_.push_back(region);
    }
  }
}

/// Nothing: not collected, or it lets nobody rewrite itself.
std::optional<PowerfulPolicy> EscalationGround::powerful(const ManagedPolicy& policy) {
  if (!policy.document || policy.presence != Presence::Present) {
    return std::nullopt;
  }
  const PolicyRef ref = authorizer_.documents()[*policy.document];
  const TechniqueActions& granted = actions_.of(ref).grants;
  if (!granted[actions_.position("iam:PutUserPolicy")] &&
      !granted[actions_.position("iam:PutRolePolicy")]) {
    return std::nullopt;
  }
  return PowerfulPolicy{
      .arn = policy.arn, .policy = ref, .allows_everything = allows_everything(authorizer_, ref)};
}

void EscalationGround::index_powerful() {
  std::map<std::string, Index<Account>, std::less<>> accounts;
  for (const auto account : authorizer_.organization().accounts().indexes()) {
    powerful_.try_emplace(account);
    accounts.emplace(authorizer_.organization().accounts()[account].id.text(), account);
  }
  std::vector<PowerfulPolicy> of_aws;
  for (const ManagedPolicy& policy : *authorizer_.organization().tables().managed_policies) {
    const auto found = powerful(policy);
    if (!found) {
      continue;
    }
    const auto arn = parse_arn(policy.arn);
    const auto named = accounts.find(arn ? arn->account : std::string_view());
    if (policy.account) {
      powerful_[*policy.account].push_back(*found);
    } else if (named != accounts.end()) {
      powerful_[named->second].push_back(*found);
    } else if (arn && arn->account == "aws") {
      of_aws.push_back(*found);
    }
  }
  for (auto& [account, policies] : powerful_) {
    policies.insert(policies.end(), of_aws.begin(), of_aws.end());
    std::ranges::stable_sort(policies, std::greater(), &PowerfulPolicy::allows_everything);
  }
}

const std::vector<PowerfulPolicy>& EscalationGround::powerful(Index<Account> account) {
  if (powerful_.empty()) {
    index_powerful();
  }
  return powerful_.at(account);
}

const std::vector<LikelyRole>& EscalationGround::trusting(Index<Account> account,
                                                          std::size_t service) {
  auto& of_account = trusting_[account.value()];
  of_account.resize(services_.size());
  auto& result = of_account[service];
  if (!result) {
    result = find_trusting(account, services_[service]);
  }
  return *result;
}

std::vector<LikelyRole> EscalationGround::find_trusting(Index<Account> account,
                                                        std::string_view service) {
  const ServiceCaller caller{
      .name = std::string(service),
      .source_account = authorizer_.organization().accounts()[account].id.text()};
  const std::array context = {StatedKey{.key = "aws:SourceArn", .value = NotKnown{}}};
  Context known(false);
  known.set("aws:SourceAccount", Present{.values = {caller.source_account}});
  static const ActionName assume_role("sts:AssumeRole");
  const bool rcps_bind =
      std::ranges::any_of(authorizer_.ceilings(account).rcps, [&](const Level& level) {
        return actions_.of(level.policies).denies[actions_.position(assume_role.text())];
      });
  std::vector<LikelyRole> result;
  for (const auto index : trusts_.naming_service(account, service)) {
    const Principal& role = principal(index);
    if (role.kind != PrincipalKind::Role || is_protected(role)) {
      continue;
    }
    const PolicyRef trust = role.trust ? authorizer_.documents()[*role.trust] : nullptr;
    const bool plain =
        !rcps_bind && trust != nullptr && plainly_trusts(*trust, service, assume_role, known);
    const Truth open = plain ? Truth::Yes
                             : holds(authorizer_.decide({.asker = caller,
                                                         .action = assume_role.text(),
                                                         .resource = role.arn,
                                                         .context = context}));
    if (open != Truth::No) {
      result.push_back({index, open});
    }
  }
  return result;
}

const Inventory* EscalationGround::inventory(Index<Account> account) const {
  const auto& all = *authorizer_.organization().tables().inventories;
  const auto found = all.find(account);
  return found == all.end() ? nullptr : &found->second;
}

Truth EscalationGround::exists(Index<Account> account, const ExistingThing& thing) const {
  if (thing.any()) {
    return Truth::Yes;
  }
  const Inventory* listed = inventory(account);
  if (thing.type == "AWS::S3::Bucket") {
    for (const Resource& resource : *authorizer_.organization().tables().resources) {
      if (resource.account == account && resource.arn.find(":s3:::") != std::string::npos) {
        return Truth::Yes;
      }
    }
  }
  if (listed == nullptr) {
    return Truth::Unknown;
  }
  Truth result = Truth::No;
  for (const InventoryResource& resource : listed->resources) {
    result = either(result, fits(thing, resource));
  }
  return result;
}

const std::vector<Binding>& EscalationGround::bindings(Index<Account> account,
                                                       std::size_t technique) {
  const auto [found, added] = bindings_.try_emplace({account, technique});
  if (!added) {
    return found->second;
  }
  const ServiceTechnique& row = *techniques_[technique];
  const Inventory* listed = inventory(account);
  const bool made = row.thing.type.empty();
  if (made && row.format.empty()) {
    found->second.push_back({});
  } else if (made || listed == nullptr) {
    for (const std::string& arn : fresh(account, row.format)) {
      found->second.push_back({.arn = arn, .exists = made ? Truth::Yes : Truth::Unknown});
    }
  } else {
    found->second = fitting(row.thing, *listed);
  }
  return found->second;
}

/// AWS keeps some roles to itself.
bool EscalationGround::has_no_say(Index<Account> account, std::string_view resource) const {
  if (resource == "*") {
    return true;
  }
  const std::string& iam = iam_prefixes_[account.value()];
  if (resource.starts_with(iam)) {
    return !resource.substr(iam.size()).starts_with("role/aws-");
  }
  const auto arn = parse_arn(resource);
  const std::string& own = authorizer_.organization().accounts()[account].id.text();
  return arn && (arn->account.empty() || arn->account == own) &&
         !arn->resource.starts_with("role/aws-") &&
         (arn->service == "iam" || !authorizer_.resources().find(resource));
}

/// What Allow statements of the account's principals name, beyond `*`.
const OpenPatterns& EscalationGround::patterns(Index<Account> account) {
  const auto [found, added] = patterns_.try_emplace(account);
  if (!added) {
    return found->second;
  }
  std::vector<PolicyRef> policies;
  for (const auto index : authorizer_.principals().of_account(account)) {
    const std::vector<PolicyRef>& identity = principal(index).identity;
    policies.insert(policies.end(), identity.begin(), identity.end());
  }
  sort_distinct(policies);
  std::vector<std::string_view> result;
  for (const PolicyRef policy : policies) {
    for (const Statement& statement : policy->document().statements) {
      if (statement.effect == Effect::Allow && !statement.resource.negated) {
        std::ranges::copy_if(statement.resource.patterns, std::back_inserter(result),
                             [](const std::string& pattern) { return pattern != "*"; });
      }
    }
  }
  sort_distinct(result);
  for (const std::string_view pattern : result) {
    found->second.add(pattern);
  }
  return found->second;
}

const std::vector<std::string>& EscalationGround::fresh(Index<Account> account,
                                                        std::string_view format) {
  const auto [found, added] = fresh_.try_emplace({account, format});
  if (!added) {
    return found->second;
  }
  const auto add = [&](std::string_view owner) {
    for (std::string& name : fresh_names({.format = format,
                                          .account = owner,
                                          .regions = regions_,
                                          .patterns = &patterns(account)})) {
      found->second.push_back(std::move(name));
    }
  };
  add(authorizer_.organization().accounts()[account].id.text());
  if (format.contains(":document/")) {
    add("");  // Those of AWS belong to no account.
  }
  return found->second;
}

}  // namespace orgsim::sim

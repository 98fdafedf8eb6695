#include <algorithm>
#include <array>
#include <map>

#include "compliance/access.h"
#include "compliance/checks/checks.h"
#include "compliance/evidence.h"
#include "compliance/guardrail.h"
#include "compliance/judging.h"
#include "compliance/regions.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

std::vector<const Role*> roles_of_kind(const Premises& premises, Index<Account> account,
                                       std::string_view kind) {
  std::vector<const Role*> result;
  std::ranges::copy_if(premises.roles(account), std::back_inserter(result),
                       [&](const Role* role) { return role->kind == kind; });
  return result;
}

/// Records what must be possible: surely not is a failure, hanging on unknown context undecided.
void demand(const Premises& premises, Reason reason, std::string_view subject,
            const Attempt& attempt, Judgement& judgement) {
  ++judgement.n_examined;
  const sim::Truth answer = can(premises, attempt);
  if (answer == sim::Truth::Yes) {
    return;
  }
  Finding found = finding(subject, reason, {},
                          {{"actions", attempt.action},
                           {"resource", attempt.resource},
                           {"principal", name_of(premises, attempt.asker)}});
  for (const Support& refusal : refusals(premises, attempt)) {
    found.facts.push_back({"refused_by", refusal.kind == "no-allow"
                                             ? refusal.detail
                                             : refusal.subject + " " + refusal.detail});
    found.where = refusal.where;
    break;
  }
  (answer == sim::Truth::No ? judgement.failures : judgement.undecided).push_back(std::move(found));
}

/// The keys of a person who acts as they should: from an approved Region, with a second factor.
std::vector<sim::StatedKey> orderly_context(const Premises& premises) {
  return {{.key = "aws:MultiFactorAuthPresent", .value = one_value("true")},
          {.key = "aws:RequestedRegion", .value = one_value(a_region(premises))}};
}

/// `from` of the management account comes to act as `to` in the account, and can act there.
struct Lifeline {
  std::string_view from;
  std::string_view to;
  std::span<const GuardedAction> acts;
  Reason unreachable;
  Reason powerless;
};

/// Where the organization has such roles and the account surely has none, the function is dead;
/// else nobody said which roles have it.
void judge_absence(const Premises& premises, Index<Account> account, const Lifeline& lifeline,
                   bool no_source, Judgement& judgement) {
  const std::string kind = "a role of kind " + std::string(no_source ? lifeline.from : lifeline.to);
  const bool elsewhere = std::ranges::any_of(premises.members(), [&](Index<Account> member) {
    return !roles_of_kind(premises, member, lifeline.to).empty();
  });
  const SourceLocation where = premises.account(account).where;
  if (!no_source && elsewhere && collected(premises, account, EvidenceDomain::Iam)) {
    judgement.failures.push_back(finding(premises.id(account), lifeline.unreachable, where,
                                         {{"principal", std::string(lifeline.from)},
                                          {"resource", kind},
                                          {"refused_by", "its absence"}}));
  } else {
    judgement.undecided.push_back(
        finding(premises.id(account), Reason::NotDeclared, where, {{"what", kind}}));
  }
}

void judge_lifeline(const Premises& premises, Index<Account> account, const Lifeline& lifeline,
                    Judgement& judgement) {
  const auto management = premises.management_account();
  const auto sources = roles_of_kind(premises, given(management), lifeline.from);
  const auto targets = roles_of_kind(premises, account, lifeline.to);
  const std::string_view id = premises.id(account);
  if (sources.empty() || targets.empty()) {
    judge_absence(premises, account, lifeline, sources.empty(), judgement);
    return;
  }
  const auto source = premises.principals().find(sources.front()->arn);
  const auto target = premises.principals().find(targets.front()->arn);
  if (!source || !target) {
    return;  // An account that AWS suspended: nobody acts there.
  }
  demand(premises, lifeline.unreachable, id,
         {.asker = *source,
          .action = "sts:AssumeRole",
          .resource = targets.front()->arn,
          .resource_account = {},
          .context = orderly_context(premises)},
         judgement);
  for (const GuardedAction& act : lifeline.acts) {
    demand(premises, lifeline.powerless, id,
           {.asker = *target,
            .action = std::string(act.action),
            .resource = filled(premises, act.resource, account),
            .resource_account = std::string(id),
            .context = orderly_context(premises)},
           judgement);
  }
}

void judge_lifelines(const Premises& premises, Judgement& judgement) {
  constexpr auto kBreakGlass = std::to_array<GuardedAction>(
      {{"cloudtrail:UpdateTrail", "{trail}"},
       {"iam:PutRolePolicy", "arn:{partition}:iam::{account}:role/orgsim-probe"},
       {"ec2:StopInstances", "arn:{partition}:ec2:{region}:{account}:instance/i-00000000"}});
  constexpr auto kVending =
      std::to_array<GuardedAction>({{"config:PutConfigurationRecorder", "*"}});
  const Lifeline break_glass{"break-glass", "break-glass", kBreakGlass,
                             Reason::BreakGlassUnreachable, Reason::BreakGlassPowerless};
  const Lifeline vending{"vending", "baseline-admin", kVending, Reason::VendingUnreachable,
                         Reason::VendingPowerless};
  for (const auto account : premises.members()) {
    judge_lifeline(premises, account, break_glass, judgement);
    if (premises.account(account).risk_profile != "suspended") {
      judge_lifeline(premises, account, vending, judgement);
    }
  }
}

bool trusts(const Premises& premises, const Role& role, std::string_view principal) {
  for (const Statement& statement : premises.organization().document(role.trust).statements) {
    for (const PrincipalEntry& entry :
         statement.principal ? statement.principal->entries : std::vector<PrincipalEntry>()) {
      if (statement.effect == Effect::Allow && entry.value == principal) {
        return true;
      }
    }
  }
  return false;
}

/// The role that the pipeline deploys with must be reachable, and a deploy role must be able to
/// deploy.
void judge_deployment(const Premises& premises, const Pipeline& pipeline, Index<Account> account,
                      Judgement& judgement) {
  const auto source = premises.principals().find(pipeline.role);
  if (!source) {
    judgement.undecided.push_back(finding(pipeline.name, Reason::NotCollected, pipeline.where,
                                          {{"what", "role of the pipeline"}}));
    return;
  }
  bool found = false;
  for (const Role& role : *premises.tables().roles) {
    if (role.account != account || role.presence != Presence::Present ||
        !trusts(premises, role, pipeline.role)) {
      continue;
    }
    found = true;
    demand(premises, Reason::PipelineCannotDeploy, pipeline.name,
           {.asker = *source,
            .action = "sts:AssumeRole",
            .resource = role.arn,
            .resource_account = {},
            .context = orderly_context(premises)},
           judgement);
    const auto target = premises.principals().find(role.arn);
    if (target && role.kind == "deploy") {
      demand(premises, Reason::DeployRolePowerless, role.arn,
             {.asker = *target,
              .action = "cloudformation:UpdateStack",
              .resource = filled(premises,
                                 "arn:{partition}:cloudformation:{region}:{account}:stack/probe/1",
                                 account),
              .resource_account = {},
              .context = orderly_context(premises)},
             judgement);
    }
  }
  if (!found) {
    judgement.failures.push_back(finding(pipeline.name, Reason::PipelineCannotDeploy,
                                         pipeline.where,
                                         {{"actions", "sts:AssumeRole"},
                                          {"resource", std::string(premises.id(account))},
                                          {"principal", pipeline.role}}));
  }
}

void judge_log_writer(const Premises& premises, const sim::ServiceCaller& service,
                      const std::string& bucket, Judgement& judgement) {
  const Resource* record = find_resource(premises, bucket);
  if (record == nullptr) {
    return;
  }
  demand(premises, Reason::LogsCannotBeWritten, bucket,
         {.asker = service,
          .action = "s3:PutObject",
          .resource = bucket + "/AWSLogs/orgsim-probe",
          .resource_account = {},
          .context = {}},
         judgement);
}

void judge_log_delivery(const Premises& premises, Judgement& judgement) {
  const Logging* logs = demand_section(premises.tables().logging, "logging", "logging", judgement);
  if (logs == nullptr) {
    return;
  }
  for (const Trail& trail : logs->trails) {
    const sim::ServiceCaller service{.name = "cloudtrail.amazonaws.com",
                                     .source_account = std::string(premises.id(trail.owner)),
                                     .source_arn = trail.arn};
    if (trail.organization_trail) {
      judge_log_writer(premises, service, trail.bucket, judgement);
    }
    if (trail.organization_trail && find_resource(premises, trail.kms_key) != nullptr) {
      demand(premises, Reason::LogsCannotBeWritten, trail.kms_key,
             {.asker = service,
              .action = "kms:GenerateDataKey",
              .resource = trail.kms_key,
              .resource_account = {},
              .context = {}},
             judgement);
    }
  }
  for (const auto account : premises.accounts()) {
    judge_log_writer(premises,
                     {.name = "config.amazonaws.com",
                      .source_account = std::string(premises.id(account)),
                      .source_arn = {}},
                     logs->config.bucket, judgement);
  }
}

void judge_root_tasks(const Premises& premises, Judgement& judgement) {
  for (const auto account : premises.members()) {
    if (const auto task = central_root_task(premises, account)) {
      demand(premises, Reason::RootTaskImpossible, premises.id(account), *task, judgement);
    }
  }
}

}  // namespace

std::optional<Attempt> central_root_task(const Premises& premises, Index<Account> account) {
  const auto& management = premises.home()->root_access_management;
  const auto root = premises.principals().root_user(account);
  if (!management || !management->sessions || !root ||
      premises.account(account).risk_profile == "suspended") {
    return std::nullopt;
  }
  auto context = orderly_context(premises);
  state(context, "aws:AssumedRoot", one_value("true"));
  return Attempt{
      .asker = *root,
      .action = "s3:DeleteBucketPolicy",
      .resource = filled(premises, "arn:{partition}:s3:::orgsim-probe-{account}", account),
      .resource_account = std::string(premises.id(account)),
      .context = std::move(context)};
}

Judgement guardrails_leave_life(const Premises& premises) {
  Judgement judgement;
  if (premises.home() == nullptr) {
    judgement.undecided.push_back(finding("organization", Reason::NotCollected));
    return judgement;
  }
  judge_lifelines(premises, judgement);
  if (premises.tables().delivery) {
    for (const Pipeline& pipeline : given(premises.tables().delivery).pipelines) {
      for (const auto account : pipeline.deploys_to) {
        judge_deployment(premises, pipeline, account, judgement);
      }
    }
  } else {
    judgement.undecided.push_back(
        finding("cicd", Reason::NotCollected, {}, {{"what", "pipelines"}}));
  }
  judge_log_delivery(premises, judgement);
  judge_root_tasks(premises, judgement);
  return judgement;
}

}  // namespace orgsim::compliance

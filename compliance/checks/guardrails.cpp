#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "compliance/checks/checks.h"
#include "compliance/guardrail.h"
#include "compliance/judging.h"
#include "compliance/outsiders.h"
#include "compliance/regions.h"
#include "model/text.h"

namespace orgsim::compliance {
namespace {

/// One action of each regional service that creates or changes something there.
constexpr auto kRegionalActions =
    std::to_array<std::string_view>({"acm:RequestCertificate",
                                     "apigateway:POST",
                                     "apprunner:CreateService",
                                     "athena:CreateWorkGroup",
                                     "autoscaling:CreateAutoScalingGroup",
                                     "backup:CreateBackupVault",
                                     "batch:CreateComputeEnvironment",
                                     "bedrock:InvokeModel",
                                     "cloudformation:CreateStack",
                                     "cloudtrail:CreateTrail",
                                     "cloudwatch:PutMetricAlarm",
                                     "codebuild:CreateProject",
                                     "codepipeline:CreatePipeline",
                                     "config:PutConfigurationRecorder",
                                     "dms:CreateReplicationInstance",
                                     "dynamodb:CreateTable",
                                     "ec2:RunInstances",
                                     "ecr:CreateRepository",
                                     "ecs:CreateCluster",
                                     "eks:CreateCluster",
                                     "elasticache:CreateCacheCluster",
                                     "elasticfilesystem:CreateFileSystem",
                                     "elasticloadbalancing:CreateLoadBalancer",
                                     "elasticmapreduce:RunJobFlow",
                                     "es:CreateDomain",
                                     "events:PutRule",
                                     "firehose:CreateDeliveryStream",
                                     "fsx:CreateFileSystem",
                                     "glue:CreateJob",
                                     "guardduty:CreateDetector",
                                     "kafka:CreateCluster",
                                     "kinesis:CreateStream",
                                     "kms:CreateKey",
                                     "lambda:CreateFunction",
                                     "lightsail:CreateInstances",
                                     "logs:CreateLogGroup",
                                     "mq:CreateBroker",
                                     "rds:CreateDBInstance",
                                     "redshift:CreateCluster",
                                     "route53resolver:CreateResolverEndpoint",
                                     "s3:CreateBucket",
                                     "sagemaker:CreateNotebookInstance",
                                     "secretsmanager:CreateSecret",
                                     "securityhub:EnableSecurityHub",
                                     "sns:CreateTopic",
                                     "sqs:CreateQueue",
                                     "ssm:PutParameter",
                                     "states:CreateStateMachine",
                                     "transfer:CreateServer",
                                     "workspaces:CreateWorkspaces"});

bool concerns_region(const Statement& statement) {
  return std::ranges::any_of(statement.conditions, [](const Condition& condition) {
    return equals_ignoring_case(condition.key, "aws:RequestedRegion");
  });
}

/// AWS compares names of actions without regard to case.
bool is_global(const std::vector<std::string>& global, std::string_view action) {
  const std::string name = to_lower(action);
  return std::ranges::any_of(global, [&](const std::string& pattern) {
    return matches_wildcard(to_lower(pattern), name);
  });
}

void add_exempted(const PolicyDocument& document, const std::vector<std::string>& global,
                  std::set<std::string>& actions) {
  for (const Statement& statement : document.statements) {
    if (statement.effect != Effect::Deny || !statement.action.negated ||
        !concerns_region(statement)) {
      continue;
    }
    for (const std::string& pattern : statement.action.patterns) {
      if (pattern.find(':') != std::string::npos && !is_global(global, pattern)) {
        actions.insert(instance_of(pattern, 'X'));
      }
    }
  }
}

/// An action for each exemption of a Region guardrail that the client does not list as global.
std::set<std::string> exempted_actions(const Premises& premises,
                                       const std::vector<std::string>& global) {
  std::set<std::string> result;
  for (const OrganizationPolicy& policy : premises.organization().policies()) {
    if (policy.type == OrganizationPolicyType::ServiceControlPolicy && policy.document) {
      add_exempted(premises.organization().document(*policy.document), global, result);
    }
  }
  return result;
}

std::set<std::string> regional_probes(const Premises& premises, Judgement& judgement) {
  const auto& global = premises.declared().region_exempt_actions;
  std::set<std::string> result;
  for (const std::string_view action : kRegionalActions) {
    if (!global || !is_global(*global, action)) {
      result.emplace(action);
    }
  }
  if (global) {
    result.merge(exempted_actions(premises, *global));
  } else {
    judgement.undeclared.emplace("region_exempt_actions");
  }
  return result;
}

}  // namespace

Judgement only_approved_regions(const Premises& premises) {
  Judgement undeclared;
  const auto& approved = premises.declared().approved_regions;
  if (!approved) {
    undeclared.undeclared.emplace("approved_regions");
    return undeclared;
  }
  const auto regions = distinct_regions_outside(premises, *approved);
  const auto probes = regional_probes(premises, undeclared);
  GuardedRange range{.accounts = premises.members()};
  range.attempts = [&](Index<Account> account) {
    std::vector<Attempt> attempts;
    const auto add = [&](std::string_view action, std::string_view region) {
      Attempt& attempt =
          attempts.emplace_back(Attempt{.action = std::string(action),
                                        .resource_account = std::string(premises.id(account)),
                                        .context = avoidable_context()});
      if (!region.empty()) {
        state(attempt.context, "aws:RequestedRegion", one_value(region));
      }
    };
    for (const std::string_view region : regions) {
      for (const std::string& action : probes) {
        add(action, region);
      }
    }
    add("account:EnableRegion", {});
    return attempts;
  };
  Judgement judgement = judge_by_effect(premises, range);
  judgement.undeclared.merge(undeclared.undeclared);
  return judgement;
}

namespace {

/// What root users are asked for beyond the main probes: something of every service, and what a
/// Deny of them leaves out.
std::vector<std::string> further_root_actions(const Premises& premises) {
  std::set<std::string> result(kRegionalActions.begin(), kRegionalActions.end());
  for (const OrganizationPolicy& policy : premises.organization().policies()) {
    if (policy.type != OrganizationPolicyType::ServiceControlPolicy || !policy.document) {
      continue;
    }
    for (const Statement& statement :
         premises.organization().document(*policy.document).statements) {
      const bool of_root = std::ranges::any_of(statement.conditions, [](const Condition& one) {
        return equals_ignoring_case(one.key, "aws:PrincipalArn") &&
               std::ranges::any_of(
                   one.values, [](const std::string& value) { return value.ends_with(":root"); });
      });
      if (statement.effect != Effect::Deny || !statement.action.negated || !of_root) {
        continue;
      }
      for (const std::string& pattern : statement.action.patterns) {
        result.insert(instance_of(pattern, 'X'));
      }
    }
  }
  return {result.begin(), result.end()};
}

struct RootProbe {
  std::string action;
  std::string_view resource;
};

std::vector<RootProbe> root_probes(const Premises& premises) {
  constexpr auto kProbes = std::to_array<GuardedAction>(
      {{"iam:PutRolePolicy", "arn:{partition}:iam::{account}:role/orgsim-probe"},
       {"ec2:RunInstances"},
       {"s3:GetObject", "arn:{partition}:s3:::orgsim-probe-{account}/key"},
       {"s3:PutBucketPolicy", "arn:{partition}:s3:::orgsim-probe-{account}"},
       {"kms:ScheduleKeyDeletion", "arn:{partition}:kms:{region}:{account}:key/orgsim-probe"},
       {"organizations:DescribeOrganization"}});
  const auto& exceptions = premises.declared().root_task_exceptions;
  std::vector<RootProbe> result;
  result.reserve(kProbes.size());
  for (const GuardedAction& probe : kProbes) {
    result.push_back({std::string(probe.action), probe.resource});
  }
  for (std::string& action : further_root_actions(premises)) {
    result.push_back({std::move(action), "*"});
  }
  std::erase_if(result, [&](const RootProbe& probe) {
    return approval(exceptions, probe.action) == Approval::Approved;
  });
  return result;
}

/// A finding for the account with everything that its root user may do; nothing if none.
std::optional<Finding> root_power(const Premises& premises, Index<Account> account,
                                  Index<sim::Principal> root, const std::vector<RootProbe>& probes,
                                  Judgement& judgement) {
  std::vector<std::string> open;
  std::optional<Hop> hop;
  for (const RootProbe& probe : probes) {
    const Attempt attempt{.asker = root,
                          .action = probe.action,
                          .resource = filled(premises, probe.resource, account),
                          .resource_account = std::string(premises.id(account)),
                          .context = avoidable_context()};
    if (may(premises, attempt)) {
      open.push_back(attempt.action);
      hop = hop ? hop : hop_of(premises, attempt);
    } else if (&probe == &probes.front()) {
      std::ranges::move(refusals(premises, attempt), std::back_inserter(judgement.support));
    }
  }
  if (!hop) {
    return std::nullopt;
  }
  Finding found = finding(premises.id(account), Reason::RootUserCanAct,
                          premises.account(account).where, {{"actions", joined(open)}});
  found.witness = {*hop};
  return found;
}

}  // namespace

namespace {

/// What root users are denied must not stop the sessions that the management account starts.
void judge_central_session(const Premises& premises, Index<Account> account, Judgement& judgement) {
  const auto task = premises.home() ? central_root_task(premises, account) : std::nullopt;
  if (!task || can(premises, *task) != sim::Truth::No) {
    return;
  }
  // Where no policy allows anything there is no guardrail to blame.
  const auto layers = refusals(premises, *task);
  if (std::ranges::none_of(layers, [](const Support& one) { return one.kind == "no-allow"; })) {
    judgement.failures.push_back(finding(premises.id(account), Reason::RootTaskImpossible,
                                         premises.account(account).where,
                                         {{"actions", task->action},
                                          {"resource", task->resource},
                                          {"principal", name_of(premises, task->asker)}}));
  }
}

}  // namespace

Judgement root_users_can_do_nothing(const Premises& premises) {
  Judgement judgement;
  const auto probes = root_probes(premises);
  for (const auto account : premises.members()) {
    const auto root = premises.principals().root_user(account);
    ++judgement.n_examined;
    auto found = root ? root_power(premises, account, *root, probes, judgement) : std::nullopt;
    if (found) {
      judgement.failures.push_back(std::move(*found));
    }
    judge_central_session(premises, account, judgement);
  }
  return judgement;
}

namespace {

std::vector<const Role*> organization_roles(const Premises& premises, Index<Account> account) {
  std::vector<const Role*> result;
  std::ranges::copy_if(premises.roles(account), std::back_inserter(result),
                       [&](const Role* role) { return is_organization_role(premises, *role); });
  return result;
}

}  // namespace

Judgement baseline_roles_are_protected(const Premises& premises) {
  constexpr auto kActions = std::to_array<std::string_view>(
      {"iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy", "iam:AttachRolePolicy",
       "iam:DetachRolePolicy", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary",
       "iam:DeleteRolePermissionsBoundary", "iam:DeleteRole", "iam:TagRole", "iam:UntagRole"});
  GuardedRange range;
  bool some = false;
  for (const auto account : premises.members()) {
    range.accounts.push_back(account);
    some = some || !organization_roles(premises, account).empty();
  }
  range.attempts = [&](Index<Account> account) {
    std::vector<Attempt> attempts;
    for (const Role* role : organization_roles(premises, account)) {
      for (const std::string_view action : kActions) {
        attempts.push_back(
            {.action = std::string(action), .resource = role->arn, .context = avoidable_context()});
      }
    }
    return attempts;
  };
  Judgement judgement = judge_by_effect(premises, range);
  if (!some) {
    judgement.undecided.push_back(
        finding("roles", Reason::NotDeclared, {}, {{"what", "kind of the organization's roles"}}));
  }
  return judgement;
}

namespace {

/// Keys of stores whose loss would lose the log, the artifact or the restricted data. Those of AWS
/// nobody can disable.
std::set<std::string> protecting_keys(const Premises& premises) {
  std::set<std::string> keys;
  for (const Resource& resource : *premises.tables().resources) {
    if (is_data_store(resource) && resource.data_classes && !resource.encryption_key.empty() &&
        !is_provider_key(resource.encryption_key) && premises.at_home(resource.account) &&
        (holds_restricted(*resource.data_classes) ||
         contains(*resource.data_classes, "audit-log") ||
         contains(*resource.data_classes, "artifact"))) {
      keys.insert(resource.encryption_key);
    }
  }
  return keys;
}

}  // namespace

Judgement protecting_keys_are_kept(const Premises& premises) {
  constexpr auto kActions = std::to_array<std::string_view>(
      {"kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DeleteImportedKeyMaterial"});
  Judgement undecided;
  std::map<Index<Account>, std::vector<std::string>> by_account;
  for (const std::string& arn : protecting_keys(premises)) {
    const Resource* key = find_resource(premises, arn);
    if (key == nullptr) {
      undecided.undecided.push_back(finding(arn, Reason::NotCollected, {}, {{"what", "key"}}));
    } else if (!premises.organization().is_management_account(key->account)) {
      by_account[key->account].push_back(arn);
    }
  }
  GuardedRange range;
  for (const auto& [account, keys] : by_account) {
    range.accounts.push_back(account);
  }
  range.attempts = [&](Index<Account> account) {
    std::vector<Attempt> attempts;
    for (const std::string& key : by_account.at(account)) {
      for (const std::string_view action : kActions) {
        attempts.push_back(
            {.action = std::string(action), .resource = key, .context = avoidable_context()});
      }
    }
    return attempts;
  };
  Judgement judgement = judge_by_effect(premises, range);
  judgement.undecided = std::move(undecided.undecided);
  return judgement;
}

}  // namespace orgsim::compliance

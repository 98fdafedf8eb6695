#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "compliance/access.h"
#include "compliance/checks/checks.h"
#include "compliance/closure.h"
#include "compliance/judging.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

/// Everybody who can act: users, roles and the hypothetical administrators.
bool is_actor(const sim::Principal& principal) {
  return principal.kind == sim::PrincipalKind::User || principal.kind == sim::PrincipalKind::Role ||
         principal.kind == sim::PrincipalKind::HypotheticalAdministrator;
}

/// The roles that act when the pipeline runs, in its own account and by deploying.
std::vector<Index<sim::Principal>> roles_of(const Premises& premises, const Pipeline& pipeline) {
  std::vector<Index<sim::Principal>> result;
  for (const std::string& arn : {pipeline.role, pipeline.build_role}) {
    if (const auto role = premises.principals().find(arn); role && !arn.empty()) {
      result.push_back(*role);
    }
  }
  return result;
}

void add_changes(const Premises& premises, const Pipeline& pipeline, Index<sim::Principal> source,
                 std::vector<Step>& steps) {
  for (const Attempt& attempt : delivery_changes(premises, pipeline, source)) {
    const sim::Truth holds = can(premises, attempt);
    if (holds == sim::Truth::No) {
      continue;
    }
    const bool of_build = attempt.action == "codebuild:UpdateProject";
    const auto target = premises.principals().find(of_build ? pipeline.build_role : pipeline.role);
    if (target && *target != source) {
      steps.push_back({.source = source,
                       .target = *target,
                       .relation = "delivery",
                       .action = attempt.action,
                       .resource = attempt.resource,
                       .holds = holds,
                       .where = premises.principals()[source].where});
    }
  }
}

}  // namespace

void add_delivery_steps(const Premises& premises, std::vector<Step>& steps) {
  if (!premises.tables().delivery) {
    return;
  }
  for (const Pipeline& pipeline : given(premises.tables().delivery).pipelines) {
    for (const auto source : premises.principals().all().indexes()) {
      if (is_actor(premises.principals()[source])) {
        add_changes(premises, pipeline, source, steps);
      }
    }
  }
}

bool one_person_can_push(const Repository& repository) {
  return !repository.protected_branch || repository.required_approvals < 1 ||
         repository.author_may_approve;
}

std::set<Index<IdentityUser>> writers_of(const Premises& premises, const Repository& repository) {
  std::set<Index<IdentityUser>> result;
  for (const IdentityGroup& group : *premises.tables().identity_groups) {
    if (group.presence == Presence::Present && contains(repository.writers, group.name)) {
      result.insert(group.members.begin(), group.members.end());
    }
  }
  return result;
}

namespace {

void add_pushes(const Premises& premises, const Repository& repository, const Pipeline& pipeline,
                std::vector<Step>& steps) {
  for (const auto user : writers_of(premises, repository)) {
    const auto person = premises.principals().person(user);
    for (const auto target : roles_of(premises, pipeline)) {
      if (person) {
        steps.push_back({.source = *person,
                         .target = target,
                         .relation = "push",
                         .action = "push",
                         .resource = repository.name,
                         .where = repository.where});
      }
    }
  }
}

}  // namespace

void add_push_steps(const Premises& premises, std::vector<Step>& steps) {
  if (!premises.tables().delivery) {
    return;
  }
  const Delivery& delivery = given(premises.tables().delivery);
  for (const Repository& repository : delivery.repositories) {
    for (const Pipeline& pipeline : delivery.pipelines) {
      if (one_person_can_push(repository) && pipeline.repository == repository.name) {
        add_pushes(premises, repository, pipeline, steps);
      }
    }
  }
}

namespace {

struct Compute {
  std::string_view service;
  std::string_view start;
};

/// What a service needs to run with a role that is passed to it.
constexpr auto kCompute =
    std::to_array<Compute>({{"cloudformation.amazonaws.com", "cloudformation:CreateStack"},
                            {"codebuild.amazonaws.com", "codebuild:CreateProject"},
                            {"codepipeline.amazonaws.com", "codepipeline:CreatePipeline"},
                            {"ec2.amazonaws.com", "ec2:RunInstances"},
                            {"ecs-tasks.amazonaws.com", "ecs:RegisterTaskDefinition"},
                            {"glue.amazonaws.com", "glue:CreateJob"},
                            {"lambda.amazonaws.com", "lambda:CreateFunction"},
                            {"sagemaker.amazonaws.com", "sagemaker:CreateNotebookInstance"},
                            {"states.amazonaws.com", "states:CreateStateMachine"}});

/// The compute services that a trust policy lets in.
std::vector<const Compute*> compute_trusted(const PolicyDocument& trust) {
  std::vector<const Compute*> result;
  for (const Compute& compute : kCompute) {
    const auto names = [&](const PrincipalEntry& entry) {
      return entry.type == PrincipalType::Service && entry.value == compute.service;
    };
    if (std::ranges::any_of(trust.statements, [&](const Statement& statement) {
          return statement.effect == Effect::Allow && statement.principal &&
                 !statement.principal->negated &&
                 std::ranges::any_of(statement.principal->entries, names);
        })) {
      result.push_back(&compute);
    }
  }
  return result;
}

bool may_pass_something(const Premises& premises, const sim::Principal& principal) {
  return is_actor(principal) && premises.may_grant(principal.identity, "iam:PassRole");
}

void add_passes(const Premises& premises, Index<sim::Principal> role,
                const std::vector<const Compute*>& services, Index<sim::Principal> source,
                std::vector<Step>& steps) {
  const std::string& arn = premises.principals()[role].arn;
  for (const Compute* compute : services) {
    const Attempt pass{.asker = source,
                       .action = "iam:PassRole",
                       .resource = arn,
                       .resource_account = {},
                       .context = {{"iam:PassedToService", one_value(compute->service)}}};
    const Attempt start{.asker = source,
                        .action = std::string(compute->start),
                        .resource_account = {},
                        .context = {}};
    const sim::Truth passes = can(premises, pass);
    const sim::Truth holds =
        passes == sim::Truth::No ? passes : sim::both(passes, can(premises, start));
    if (holds != sim::Truth::No) {
      steps.push_back({.source = source,
                       .target = role,
                       .relation = "pass-role",
                       .action = "iam:PassRole",
                       .resource = arn,
                       .holds = holds,
                       .where = premises.principals()[source].where});
      return;
    }
  }
}

void add_passes_in(const Premises& premises, Index<Account> account, std::vector<Step>& steps) {
  std::vector<Index<sim::Principal>> passers = premises.principals().of_account(account);
  std::erase_if(passers, [&](Index<sim::Principal> index) {
    return !may_pass_something(premises, premises.principals()[index]);
  });
  for (const auto role : premises.principals().of_account(account)) {
    const auto& trust = premises.principals()[role].trust;
    if (!trust) {
      continue;
    }
    const auto services = compute_trusted(premises.organization().document(*trust));
    for (const auto source : passers) {
      if (source != role) {
        add_passes(premises, role, services, source, steps);
      }
    }
  }
}

}  // namespace

void add_pass_role_steps(const Premises& premises, std::vector<Step>& steps) {
  for (const auto account : premises.organization().accounts().indexes()) {
    add_passes_in(premises, account, steps);
  }
}

}  // namespace orgsim::compliance

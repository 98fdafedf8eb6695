#include <algorithm>
#include <set>

#include "compliance/access.h"
#include "compliance/checks/checks.h"
#include "compliance/judging.h"
#include "compliance/outsiders.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

const Delivery* delivery(const Premises& premises, Judgement& judgement) {
  if (premises.tables().delivery &&
      !contains(given(premises.tables().delivery).unsaid, "pipelines")) {
    return &given(premises.tables().delivery);
  }
  judgement.undecided.push_back(finding("cicd", Reason::NotCollected, {}, {{"what", "pipelines"}}));
  return nullptr;
}

std::set<std::string_view> pipelines_into(const Delivery& pipelines, Index<Account> account) {
  std::set<std::string_view> roles;
  for (const Pipeline& pipeline : pipelines.pipelines) {
    if (std::ranges::count(pipeline.deploys_to, account) != 0) {
      roles.insert(pipeline.role);
    }
  }
  return roles;
}

/// Whether the role's trust policy names somebody who cannot use it: dead trust, reported but no
/// failure.
void note_dead_trust(const Premises& premises, const Role& role,
                     const std::set<std::string_view>& able, Judgement& judgement) {
  for (const Statement& statement : premises.organization().document(role.trust).statements) {
    if (statement.effect != Effect::Allow || !statement.principal || statement.principal->negated) {
      continue;
    }
    for (const PrincipalEntry& entry : statement.principal->entries) {
      const auto named = premises.principals().find(entry.value);
      if (named && !able.contains(entry.value)) {
        judgement.notes.push_back(
            finding(role.arn, Reason::DeadTrust, statement.where, {{"principal", entry.value}}));
      }
    }
  }
}

void judge_deploy_role(const Premises& premises, const Delivery& pipelines, const Role& role,
                       Judgement& judgement) {
  const auto declared = pipelines_into(pipelines, role.account);
  std::set<std::string_view> able;
  for (const auto account : premises.accounts()) {
    if (account == role.account) {
      continue;
    }
    for (const auto index : premises.existing(account)) {
      const sim::Principal& principal = premises.principals()[index];
      const Attempt attempt{.asker = index,
                            .action = "sts:AssumeRole",
                            .resource = role.arn,
                            .resource_account = {},
                            .context = {}};
      ++judgement.n_examined;
      if (!may(premises, attempt)) {
        continue;
      }
      able.insert(principal.arn);
      if (!declared.contains(principal.arn)) {
        judgement.failures.push_back(
            finding(role.arn, Reason::ForeignDeployer, role.where, {{"principal", principal.arn}}));
        judgement.failures.back().witness = {hop_of(premises, attempt)};
      }
    }
  }
  for (const Outsider& outsider : premises.admitted()) {
    const Attempt attempt{.asker = outsider.caller,
                          .action = "sts:AssumeRole",
                          .resource = role.arn,
                          .resource_account = {},
                          .context = {}};
    ++judgement.n_examined;
    if (may(premises, attempt)) {
      judgement.failures.push_back(finding(role.arn, Reason::ForeignDeployer, role.where,
                                           {{"principal", outsider.caller.arn}}));
      judgement.failures.back().witness = {hop_of(premises, attempt)};
    }
  }
  note_dead_trust(premises, role, able, judgement);
}

}  // namespace

Judgement deploy_roles_have_own_pipeline(const Premises& premises) {
  Judgement judgement;
  const Delivery* pipelines = delivery(premises, judgement);
  if (pipelines == nullptr) {
    return judgement;
  }
  for (const Role& role : *premises.tables().roles) {
    if (role.presence == Presence::Present && role.kind == "deploy" &&
        premises.at_home(role.account)) {
      judge_deploy_role(premises, *pipelines, role, judgement);
    }
  }
  return judgement;
}

bool deploys_to_production(const Premises& premises, const Pipeline& pipeline) {
  return std::ranges::any_of(pipeline.deploys_to, [&](Index<Account> account) {
    return is_production_profile(premises.account(account).risk_profile);
  });
}

std::vector<Attempt> delivery_changes(const Premises& premises, const Pipeline& pipeline,
                                      const sim::Asker& asker) {
  std::vector<Attempt> attempts;
  const auto add = [&](std::string_view action, const std::string& target,
                       std::string_view suffix) {
    if (!target.empty()) {
      // One that was not collected is taken to lie beside the pipeline.
      const bool held = find_resource(premises, target) != nullptr;
      attempts.push_back(
          {.asker = asker,
           .action = std::string(action),
           .resource = target + std::string(suffix),
           .resource_account = held ? std::string() : std::string(premises.id(pipeline.account)),
           .context = {}});
    }
  };
  add("s3:PutObject", pipeline.artifact_bucket, "/orgsim-probe");
  add("ecr:PutImage", pipeline.image_repository, "");
  // Resource policies share them for use, never for change.
  // Source: AWS CodeBuild User Guide, "Sharing projects".
  const auto* principal = std::get_if<Index<sim::Principal>>(&asker);
  if (principal != nullptr && premises.principals()[*principal].account == pipeline.account) {
    add("codepipeline:UpdatePipeline", pipeline.arn, "");
    add("codebuild:UpdateProject", pipeline.build_arn, "");
  }
  return attempts;
}

namespace {

/// What somebody may do to what the pipeline delivers, reported unless it is declared.
void judge_writer(const Premises& premises, const Pipeline& pipeline, const sim::Asker& asker,
                  SourceLocation where, Judgement& judgement) {
  std::vector<std::string> actions;
  std::optional<Hop> first;
  for (const Attempt& attempt : delivery_changes(premises, pipeline, asker)) {
    if (may(premises, attempt)) {
      actions.push_back(attempt.action);
      first = first ? first : hop_of(premises, attempt);
    }
  }
  if (first) {
    const std::string arn = name_of(premises, asker);
    Finding found = finding(arn, Reason::WritesArtifacts, where,
                            {{"actions", joined(actions)}, {"pipeline", pipeline.name}});
    found.witness = {*first};
    judge_approval(judgement, approval(premises.declared().admins, arn), "admins",
                   std::move(found));
  }
}

void judge_writers(const Premises& premises, const Pipeline& pipeline, Judgement& judgement) {
  for (const auto account : premises.accounts()) {
    for (const auto index : premises.existing(account)) {
      const sim::Principal& principal = premises.principals()[index];
      ++judgement.n_examined;
      if (principal.arn != pipeline.build_role && principal.arn != pipeline.role) {
        judge_writer(premises, pipeline, index, principal.where, judgement);
      }
    }
  }
  for (const Outsider& outsider : premises.admitted()) {
    ++judgement.n_examined;
    judge_writer(premises, pipeline, outsider.caller, pipeline.where, judgement);
  }
}

}  // namespace

Judgement artifacts_are_written_by_builds(const Premises& premises) {
  Judgement judgement;
  const Delivery* pipelines = delivery(premises, judgement);
  if (pipelines == nullptr) {
    return judgement;
  }
  demand_delivery_stores(premises, judgement);
  for (const Pipeline& pipeline : pipelines->pipelines) {
    if (!deploys_to_production(premises, pipeline)) {
      continue;
    }
    judge_writers(premises, pipeline, judgement);
    if (pipeline.image_repository.empty()) {
      continue;
    }
    const Resource* images = find_resource(premises, pipeline.image_repository);
    if (images == nullptr || !images->immutable_tags) {
      judgement.undecided.push_back(finding(pipeline.image_repository, Reason::NotCollected,
                                            pipeline.where, {{"what", "immutability of tags"}}));
    } else if (!*images->immutable_tags) {
      judgement.failures.push_back(
          finding(images->arn, Reason::TagsMutable, images->where, {{"pipeline", pipeline.name}}));
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance

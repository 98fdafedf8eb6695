#include <algorithm>

#include "sim/closure/escalation_powers.h"

namespace orgsim::sim {
namespace {

/// Changes of what a pipeline delivers, and whose permissions the change then runs with.
struct DeliveryRow {
  std::string_view id;
  std::string_view action;
  std::string Pipeline::* thing;
  std::string_view suffix;
  std::string Pipeline::* role;
  bool shared;  // Whether policies of the thing let other accounts change it.
};

const auto kRows = std::to_array<DeliveryRow>({
    {"delivery-artifact", "s3:PutObject", &Pipeline::artifact_bucket, "/orgsim-probe",
     &Pipeline::role, true},
    {"delivery-build", "codebuild:UpdateProject", &Pipeline::build_arn, "", &Pipeline::build_role,
     false},
    {"delivery-image", "ecr:PutImage", &Pipeline::image_repository, "", &Pipeline::role, true},
    {"delivery-pipeline", "codepipeline:UpdatePipeline", &Pipeline::arn, "", &Pipeline::role,
     false},
});

const Delivery* delivery_of(const PowerQuestion& question) {
  const auto& delivery = question.ground().authorizer().organization().tables().delivery;
  return delivery ? &**delivery : nullptr;
}

/// Nobody else has to agree. Source: GitHub Docs, "About protected branches".
bool one_person_pushes(const Repository& repository) {
  return !repository.protected_branch || repository.required_approvals < 1 ||
         repository.author_may_approve;
}

bool writes(const OrganizationTables& tables, const Repository& repository,
            Index<IdentityUser> user) {
  return std::ranges::any_of(*tables.identity_groups, [&](const IdentityGroup& group) {
    return group.presence == Presence::Present &&
           std::ranges::find(repository.writers, group.name) != repository.writers.end() &&
           std::ranges::find(group.members, user) != group.members.end();
  });
}

void gain_role(PowerQuestion& question, const std::string& arn, Gain gain, Powers& powers) {
  const auto role = question.ground().authorizer().principals().find(arn);
  if (!arn.empty() && role && *role != question.index() && question.wants(*role)) {
    gain.target = *role;
    powers.gains.push_back(std::move(gain));
  }
}

}  // namespace

void add_deliveries(PowerQuestion& question, Powers& powers) {
  const Delivery* delivery = delivery_of(question);
  for (std::size_t i = 0; delivery != nullptr && i < delivery->pipelines.size(); ++i) {
    const Pipeline& pipeline = delivery->pipelines[i];
    for (const DeliveryRow& row : kRows) {
      const auto role = question.ground().authorizer().principals().find(pipeline.*row.role);
      if ((pipeline.*row.thing).empty() || !role || !question.wants(*role) ||
          (!row.shared && question.principal().account != pipeline.account) ||
          !question.may_be_granted(row.action)) {
        continue;
      }
      const std::string thing = pipeline.*row.thing + std::string(row.suffix);
      const Truth allowed = question.may(row.action, thing);
      if (allowed != Truth::No) {
        gain_role(question, pipeline.*row.role,
                  {.technique = row.id,
                   .certain = allowed,
                   .requires_ = {{row.action, thing}},
                   .where = pipeline.where},
                  powers);
      }
    }
  }
}

void add_pushes(PowerQuestion& question, Powers& powers) {
  const Delivery* delivery = delivery_of(question);
  const auto* person = std::get_if<Index<IdentityUser>>(&question.principal().origin);
  if (delivery == nullptr || person == nullptr) {
    return;
  }
  const OrganizationTables& tables = question.ground().authorizer().organization().tables();
  for (const Repository& repository : delivery->repositories) {
    if (!one_person_pushes(repository) || !writes(tables, repository, *person)) {
      continue;
    }
    for (const Pipeline& pipeline : delivery->pipelines) {
      if (pipeline.repository != repository.name) {
        continue;
      }
      for (const std::string& role : {pipeline.role, pipeline.build_role}) {
        gain_role(question, role, {.technique = "delivery-push", .where = repository.where},
                  powers);
      }
    }
  }
}

}  // namespace orgsim::sim

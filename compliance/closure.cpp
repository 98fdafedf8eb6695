#include "compliance/closure.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>
#include <set>

#include "compliance/granting.h"
#include "compliance/judging.h"
#include "compliance/premises.h"
#include "compliance/puppet.h"
#include "sim/graph/access_graph.h"

namespace orgsim::compliance {
namespace {

/// Whether groups come from outside, so that writing one in Identity Center does not last.
/// Source: IAM Identity Center User Guide, "Automatic provisioning".
sim::Truth groups_are_provisioned(const Premises& premises) {
  for (const IdentityCenterInstance& instance : *premises.tables().identity_centers) {
    if (instance.organization == Index<OrganizationRecord>(0)) {
      return !instance.source.scim   ? sim::Truth::Unknown
             : *instance.source.scim ? sim::Truth::Yes
                                     : sim::Truth::No;
    }
  }
  return sim::Truth::No;
}

/// Whether the edge counts although groups are provisioned from outside.
bool lasts(const Premises& premises, const sim::BecomeEdge& edge) {
  if (edge.technique != sim::Technique::GroupMembership) {
    return true;
  }
  const auto from = premises.principals()[edge.source].account;
  const auto to = premises.principals()[edge.target].account;
  return from == to || !to || !premises.organization().is_management_account(*to);
}

void sort(std::vector<Step>& steps) {
  std::vector<std::uint32_t> order(steps.size());
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) {
    return std::tie(steps[i].source, steps[i].target, steps[i].relation);
  });
  std::vector<Step> sorted;
  sorted.reserve(steps.size());
  std::ranges::transform(order, std::back_inserter(sorted),
                         [&](std::uint32_t i) { return std::move(steps[i]); });
  steps = std::move(sorted);
}

/// The administrator behind a puppet rewrites it; then the puppet assumes the role.
std::vector<Need> needs_of(const Premises& premises, const Step& step) {
  std::vector<Need> needs;
  if (!step.action.empty()) {
    needs.push_back({step.action, step.resource});
  }
  if (step.relation == "puppet") {
    needs.push_back({"sts:AssumeRole", premises.principals()[step.target].arn});
  }
  return needs;
}

Hop hop_of(const Premises& premises, const Step& step) {
  return {.relation = std::string(step.relation),
          .from = premises.principals()[step.source].arn,
          .to = premises.principals()[step.target].arn,
          .needs = needs_of(premises, step),
          .certain = step.holds == sim::Truth::Yes,
          .where = step.where,
          .missing = std::string(step.missing)};
}

}  // namespace

std::vector<Step> all_steps(const Premises& premises) {
  std::vector<Step> steps;
  const sim::Truth provisioned = groups_are_provisioned(premises);
  for (const sim::BecomeEdge& edge : premises.graph().edges()) {
    const bool depends = !lasts(premises, edge);
    if (depends && provisioned == sim::Truth::Yes) {
      continue;
    }
    const sim::TechniqueRow& row = sim::row_of(edge.technique);
    steps.push_back({.source = edge.source,
                     .target = edge.target,
                     .relation = row.id,
                     .action = row.actions.empty() ? std::string() : std::string(row.actions[0]),
                     .resource = premises.principals()[edge.target].arn,
                     .holds = edge.holds,
                     .where = edge.where,
                     .missing = depends && provisioned == sim::Truth::Unknown
                                    ? std::string_view("identity_center.identity_source.scim")
                                    : std::string_view()});
  }
  add_delivery_steps(premises, steps);
  add_push_steps(premises, steps);
  add_pass_role_steps(premises, steps);
  sort(steps);
  const std::size_t n_steps = steps.size();
  add_puppet_steps(premises, steps);
  if (steps.size() > n_steps) {
    sort(steps);
  }
  return steps;
}

Closure::Closure(const Premises& premises, std::span<const Index<sim::Principal>> sources,
                 const IsTarget& until)
    : premises_(premises), came_by_(premises.principals().all().size(), kNever) {
  for (const auto source : sources) {
    if (!reaches(source)) {
      came_by_[source.value()] = kSource;
      reached_.push_back(source);
    }
  }
  extend(false, until);
  extend(true, until);
}

void Closure::extend(bool by_doubtful, const IsTarget& until) {
  for (std::size_t next = 0; !ended_ && next < reached_.size(); ++next) {
    for (const Step& step : premises_.steps_from(reached_[next])) {
      if (reaches(step.target) || (!by_doubtful && !step.missing.empty())) {
        continue;
      }
      came_by_[step.target.value()] = static_cast<std::uint32_t>(&step - premises_.steps().data());
      reached_.push_back(step.target);
      if (until && until(step.target)) {
        ended_ = true;
        return;
      }
    }
  }
}

std::vector<bool> reaching(const Premises& premises, const Closure::IsTarget& is_target) {
  const auto& principals = premises.principals().all();
  std::vector<std::vector<Index<sim::Principal>>> sources(principals.size());
  for (const Step& step : premises.steps()) {
    sources[step.target.value()].push_back(step.source);
  }
  std::vector<bool> result(principals.size(), false);
  std::vector<Index<sim::Principal>> found;
  const auto add = [&](Index<sim::Principal> principal) {
    if (!result[principal.value()]) {
      result[principal.value()] = true;
      found.push_back(principal);
    }
  };
  for (const auto index : principals.indexes()) {
    if (is_target(index)) {
      add(index);
    }
  }
  for (std::size_t next = 0; next < found.size(); ++next) {
    std::ranges::for_each(sources[found[next].value()], add);
  }
  return result;
}

std::vector<Hop> Closure::witness(Index<sim::Principal> principal) const {
  std::vector<Hop> hops;
  for (std::uint32_t by = came_by_[principal.value()]; by != kSource && by != kNever;) {
    const Step& step = premises_.steps()[by];
    hops.push_back(hop_of(premises_, step));
    by = came_by_[step.source.value()];
  }
  std::ranges::reverse(hops);
  return hops;
}

std::vector<bool> all_who_do_harm(const Premises& premises) {
  static const std::vector<std::string> kHarm = {"cloudformation:UpdateStack",
                                                 "codebuild:UpdateProject",
                                                 "codepipeline:UpdatePipeline",
                                                 "dynamodb:GetItem",
                                                 "dynamodb:PutItem",
                                                 "ecr:PutImage",
                                                 "ec2:RunInstances",
                                                 "ecs:ExecuteCommand",
                                                 "ecs:RunTask",
                                                 "ecs:UpdateService",
                                                 "iam:AttachRolePolicy",
                                                 "iam:PassRole",
                                                 "iam:PutRolePolicy",
                                                 "iam:UpdateAssumeRolePolicy",
                                                 "kms:Decrypt",
                                                 "kms:DisableKey",
                                                 "kms:PutKeyPolicy",
                                                 "lambda:UpdateFunctionCode",
                                                 "organizations:AttachPolicy",
                                                 "rds-data:ExecuteStatement",
                                                 "rds:ModifyDBInstance",
                                                 "route53:ChangeResourceRecordSets",
                                                 "s3:DeleteObject",
                                                 "s3:GetObject",
                                                 "s3:PutBucketPolicy",
                                                 "s3:PutObject",
                                                 "secretsmanager:GetSecretValue",
                                                 "sqs:ReceiveMessage",
                                                 "ssm:SendCommand",
                                                 "ssm:StartSession",
                                                 "sso:CreateAccountAssignment",
                                                 "sts:AssumeRole"};
  GrantingDocuments harm(premises.authorizer(), kHarm);
  std::vector<bool> result;
  result.reserve(premises.principals().all().size());
  for (const sim::Principal& principal : premises.principals().all()) {
    const bool by_policy =
        principal.kind == sim::PrincipalKind::User || principal.kind == sim::PrincipalKind::Role;
    result.push_back(by_policy ? harm.any_of(principal.identity)
                               : principal.kind != sim::PrincipalKind::Person);
  }
  return result;
}

std::vector<Index<sim::Principal>> takeover_sources(const Premises& premises,
                                                    Index<Account> account) {
  std::vector<Index<sim::Principal>> result;
  for (const auto index : premises.existing(account)) {
    const auto* role = std::get_if<Index<Role>>(&premises.principals()[index].origin);
    if (role == nullptr || !is_organization_role(premises, (*premises.tables().roles)[*role])) {
      result.push_back(index);
    }
  }
  if (const auto administrator = premises.principals().hypothetical_administrator(account)) {
    result.push_back(*administrator);
  }
  return result;
}

}  // namespace orgsim::compliance

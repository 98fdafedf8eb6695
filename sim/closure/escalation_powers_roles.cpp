#include <algorithm>
#include <array>
#include <set>

#include "model/aws_managed.h"
#include "model/given.h"
#include "sim/closure/escalation_powers.h"

namespace orgsim::sim {
namespace {

KeyValue stated(std::string text) { return Present{.values = {std::move(text)}}; }

/// A way to make an administrator: actions on one new user or role.
struct NewPrincipalRow {
  std::string_view id;
  std::string_view format;
  std::array<std::string_view, 3> actions;
  bool attaches;
};

constexpr std::string_view kNewRole = "arn:aws:iam::{a}:role/*";
constexpr std::string_view kNewUser = "arn:aws:iam::{a}:user/*";
constexpr auto kNewPrincipals = std::to_array<NewPrincipalRow>({
    {"iam-new-role", kNewRole, {"iam:CreateRole", "iam:AttachRolePolicy"}, true},
    {"iam-new-role", kNewRole, {"iam:CreateRole", "iam:PutRolePolicy"}, false},
    {"iam-new-user",
     kNewUser,
     {"iam:CreateUser", "iam:AttachUserPolicy", "iam:CreateAccessKey"},
     true},
    {"iam-new-user",
     kNewUser,
     {"iam:CreateUser", "iam:PutUserPolicy", "iam:CreateAccessKey"},
     false},
});

}  // namespace

namespace {

/// Making a principal of that name by the row; certainly not where an action is refused.
Gain making(PowerQuestion& question, const NewPrincipalRow& row, Index<Principal> made,
            const std::string& arn) {
  std::vector<StatedKey> context = {{.key = "iam:PermissionsBoundary", .value = Absent{}}};
  if (row.attaches) {
    context.push_back({.key = "iam:PolicyARN",
                       .value = stated(administrator_access_arn(
                           question.ground().authorizer().organization().tables()))});
  }
  Gain gain{.target = made,
            .kind = FactKind::Held,
            .technique = row.id,
            .where = question.principal().where};
  for (const std::string_view action : row.actions) {
    if (!action.empty() && gain.certain != Truth::No) {
      gain.certain = both(gain.certain, question.may(action, arn, context));
      gain.requires_.push_back({action, arn});
    }
  }
  return gain;
}

}  // namespace

void add_new_principals(PowerQuestion& question, Powers& powers) {
  const Authorizer& authorizer = question.ground().authorizer();
  const auto made =
      authorizer.principals().hypothetical_administrator(given(question.principal().account));
  if (!made || *made == question.index() || !question.wants(*made)) {
    return;
  }
  const auto granted = [&](std::string_view action) {
    return action.empty() || question.may_be_granted(action);
  };
  for (const NewPrincipalRow& row : kNewPrincipals) {
    if (!std::ranges::all_of(row.actions, granted)) {
      continue;
    }
    for (const std::string& arn :
         question.ground().fresh(given(question.principal().account), row.format)) {
      Gain gain = making(question, row, *made, arn);
      if (gain.certain != Truth::No) {
        powers.gains.push_back(std::move(gain));
        break;
      }
    }
  }
}

Gain gain_of(const EscalationGround& ground, const BecomeEdge& edge, Truth certain) {
  const TechniqueRow& row = row_of(edge.technique);
  Gain gain{.target = edge.target,
            .kind = FactKind::Held,
            .technique = row.id,
            .certain = certain,
            .where = edge.where};
  const bool on_target =
      edge.technique == Technique::AssumeRole || edge.technique == Technique::RewriteTrust;
  for (const std::string_view action : row.actions) {
    gain.requires_.push_back({action, on_target ? ground.principal(edge.target).arn : "*"});
  }
  return gain;
}

/// Those of the graph; returns the roles that are surely assumed.
static std::set<Index<Principal>> add_graph_edges(PowerQuestion& question, Powers& powers) {
  EscalationGround& ground = question.ground();
  std::set<Index<Principal>> sure;
  for (const BecomeEdge& edge : ground.graph().edges_from(question.index())) {
    if (edge.technique == Technique::RewriteTrust || !question.wants(edge.target)) {
      continue;
    }
    const bool open = edge.technique == Technique::AssumeRole && edge.holds == Truth::Unknown;
    const Truth holds =
        open ? question.may("sts:AssumeRole", ground.principal(edge.target).arn) : edge.holds;
    if (holds == Truth::Yes && edge.technique == Technique::AssumeRole) {
      sure.insert(edge.target);
    }
    powers.gains.push_back(gain_of(ground, edge, holds));
  }
  return sure;
}

void add_assumed_roles(PowerQuestion& question, bool as_it_is, Powers& powers) {
  EscalationGround& ground = question.ground();
  const std::set<Index<Principal>> sure = add_graph_edges(question, powers);
  if (as_it_is) {
    return;
  }
  for (const auto role : question.wanted_roles()) {
    if (role == question.index() || sure.contains(role)) {
      continue;
    }
    const Truth allowed = question.may("sts:AssumeRole", ground.principal(role).arn);
    if (allowed != Truth::No) {
      const BecomeEdge edge{.source = question.index(),
                            .target = role,
                            .technique = Technique::AssumeRole,
                            .where = ground.principal(role).where};
      powers.gains.push_back(gain_of(ground, edge, allowed));
    }
  }
}

}  // namespace orgsim::sim

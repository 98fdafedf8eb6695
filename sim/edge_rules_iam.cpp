#include <algorithm>
#include <unordered_map>

#include "model/arn.h"
#include "sim/edge_rules.h"
#include "sim/statement_query.h"

namespace orgsim::sim {
namespace {

bool can_assume(const Principal& principal) {
  return principal.kind == PrincipalKind::User || principal.kind == PrincipalKind::Role ||
         principal.kind == PrincipalKind::HypotheticalAdministrator;
}

/// Whether each document may grant the action, decided once per document.
class Granting {
 public:
  Granting(const Authorizer& authorizer, std::string_view action) : authorizer_(authorizer) {
    for (const PolicyDocument& document : *authorizer.organization().tables().documents) {
      grants_.push_back(may_grant(document, action));
    }
  }

  /// A policy that stands in for a text may grant anything.
  bool may_grant_to(const Principal& principal) const {
    return principal.kind == PrincipalKind::RootUser ||
           std::ranges::any_of(principal.identity, [&](PolicyRef policy) {
             const auto document = authorizer_.documents().document_of(policy);
             return !document || grants_[document->value()];
           });
  }

 private:
  const Authorizer& authorizer_;
  std::vector<bool> grants_;
};

/// Finds, for each trust policy, the principals that it may let in, without trying everybody.
class AssumeRoleRule {
 public:
  AssumeRoleRule(const Authorizer& authorizer, std::vector<BecomeEdge>& edges)
      : authorizer_(authorizer), principals_(authorizer.principals()), edges_(edges) {
    const Granting granting(authorizer, "sts:AssumeRole");
    callers_.resize(authorizer.organization().accounts().size());
    for (const auto index : principals_.all().indexes()) {
      const Principal& principal = principals_[index];
      if (!can_assume(principal)) {
        continue;
      }
      if (principal.account && granting.may_grant_to(principal)) {
        callers_[principal.account->value()].push_back(index);
      }
      index_names(index, principal);
    }
  }

  void apply() {
    for (const auto role : principals_.all().indexes()) {
      if (const auto trust = principals_[role].trust) {
        to_role(role, authorizer_.organization().document(*trust));
      }
    }
  }

 private:
  void index_names(Index<Principal> index, const Principal& principal) {
    const OrganizationTables& tables = authorizer_.organization().tables();
    if (const auto* role = std::get_if<Index<Role>>(&principal.origin)) {
      by_unique_id_.emplace((*tables.roles)[*role].unique_id, index);
    } else if (const auto* user = std::get_if<Index<User>>(&principal.origin)) {
      by_unique_id_.emplace((*tables.users)[*user].unique_id, index);
    }
  }

  void to_role(Index<Principal> role, const PolicyDocument& trust) {
    candidates_.clear();
    for (const Statement& statement : trust.statements) {
      if (statement.effect == Effect::Allow && statement.principal &&
          covers_action(statement, "sts:AssumeRole")) {
        add_candidates(*statement.principal, role);
      }
    }
    std::ranges::sort(candidates_);
    const auto duplicates = std::ranges::unique(candidates_);
    candidates_.erase(duplicates.begin(), duplicates.end());
    for (const auto caller : candidates_) {
      decide(caller, role);
    }
  }

  void decide(Index<Principal> caller, Index<Principal> role) {
    if (caller == role) {
      return;
    }
    const Truth allowed = holds(authorizer_.decide(
        {.asker = caller, .action = "sts:AssumeRole", .resource = principals_[role].arn}));
    if (allowed != Truth::No) {
      edges_.push_back({.source = caller,
                        .target = role,
                        .technique = Technique::AssumeRole,
                        .holds = allowed,
                        .where = principals_[role].where});
    }
  }

  void add_candidates(const PrincipalElement& element, Index<Principal> role) {
    if (element.negated) {
      add_everybody(role);
      return;
    }
    for (const PrincipalEntry& entry : element.entries) {
      if (entry.type == PrincipalType::Everyone) {
        add_everybody(role);
      } else if (entry.type == PrincipalType::Aws) {
        add_named(entry.value);
      }
    }
  }

  /// Within the account such a trust is a grant of its own; elsewhere the caller needs permission.
  void add_everybody(Index<Principal> role) {
    for (const auto& callers : callers_) {
      candidates_.insert(candidates_.end(), callers.begin(), callers.end());
    }
    const auto account = principals_[role].account;
    if (!account) {
      return;
    }
    for (const auto index : principals_.of_account(*account)) {
      if (can_assume(principals_[index])) {
        candidates_.push_back(index);
      }
    }
  }

  void add_named(const std::string& value) {
    const auto arn = parse_arn(value);
    if (!arn || arn->resource == "root") {
      const std::string_view account = arn ? arn->account : std::string_view(value);
      if (const auto index = authorizer_.organization().find_account(account)) {
        candidates_.insert(candidates_.end(), callers_[index->value()].begin(),
                           callers_[index->value()].end());
      }
    }
    if (const auto principal = principals_.find(value)) {
      candidates_.push_back(*principal);
    } else if (const auto by_id = by_unique_id_.find(value); by_id != by_unique_id_.end()) {
      candidates_.push_back(by_id->second);
    }
    if (arn && arn->service == "sts") {
      add_role_of_session(*arn);
    }
  }

  /// `assumed-role/NAME/SESSION` names the role without its path.
  void add_role_of_session(const ArnParts& arn) {
    constexpr std::string_view kPrefix = "assumed-role/";
    const auto account = authorizer_.organization().find_account(arn.account);
    if (!account || !arn.resource.starts_with(kPrefix)) {
      return;
    }
    const std::string_view rest = arn.resource.substr(kPrefix.size());
    const std::string_view name = rest.substr(0, rest.find('/'));
    for (const auto index : principals_.of_account(*account)) {
      if (principals_[index].kind == PrincipalKind::Role && principals_[index].name == name) {
        candidates_.push_back(index);
      }
    }
  }

  const Authorizer& authorizer_;
  const Principals& principals_;
  std::vector<BecomeEdge>& edges_;
  std::vector<std::vector<Index<Principal>>> callers_;  // By account: who may have the permission.
  std::unordered_map<std::string_view, Index<Principal>> by_unique_id_;
  std::vector<Index<Principal>> candidates_;
};

/// Source: IAM User Guide, "Create a service-linked role"; IAM Identity Center User Guide,
/// "Permission sets".
bool is_protected(const Principal& role) {
  return role.path.starts_with("/aws-reserved/") || role.path.starts_with("/aws-service-role/");
}

constexpr std::string_view kRewriteTrust = "iam:UpdateAssumeRolePolicy";

void add_rewrites_by(const Authorizer& authorizer, Index<Principal> writer,
                     const std::vector<Index<Principal>>& account, std::vector<BecomeEdge>& edges) {
  const Principals& principals = authorizer.principals();
  for (const auto role : account) {
    if (role == writer || !principals[role].trust || is_protected(principals[role])) {
      continue;
    }
    const Truth allowed = holds(authorizer.decide(
        {.asker = writer, .action = kRewriteTrust, .resource = principals[role].arn}));
    if (allowed != Truth::No) {
      edges.push_back({.source = writer,
                       .target = role,
                       .technique = Technique::RewriteTrust,
                       .holds = allowed,
                       .where = principals[writer].where});
    }
  }
}

}  // namespace

void add_assume_role_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges) {
  AssumeRoleRule(authorizer, edges).apply();
}

void add_trust_rewrite_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges) {
  const Principals& principals = authorizer.principals();
  const Granting granting(authorizer, kRewriteTrust);
  for (const auto account : authorizer.organization().accounts().indexes()) {
    for (const auto writer : principals.of_account(account)) {
      if (granting.may_grant_to(principals[writer])) {
        add_rewrites_by(authorizer, writer, principals.of_account(account), edges);
      }
    }
  }
}

void add_permission_set_edges(const Authorizer& authorizer, std::vector<BecomeEdge>& edges) {
  const OrganizationTables& tables = authorizer.organization().tables();
  const Principals& principals = authorizer.principals();
  for (const orgsim::Assignment& assignment : *tables.assignments) {
    const auto role = principals.permission_set_role(assignment.permission_set, assignment.account);
    if (assignment.presence != Presence::Present || !role) {
      continue;
    }
    const auto add = [&](Index<IdentityUser> user) {
      if (const auto person = principals.person(user)) {
        edges.push_back({.source = *person,
                         .target = *role,
                         .technique = Technique::AssignedPermissionSet,
                         .where = assignment.where});
      }
    };
    if (const auto* user = std::get_if<Index<IdentityUser>>(&assignment.assignee)) {
      add(*user);
      continue;
    }
    const IdentityGroup& group =
        (*tables.identity_groups)[std::get<Index<IdentityGroup>>(assignment.assignee)];
    if (group.presence == Presence::Present) {
      std::ranges::for_each(group.members, add);
    }
  }
}

}  // namespace orgsim::sim

#include <algorithm>
#include <array>
#include <set>

#include "compliance/access.h"
#include "compliance/administrators.h"
#include "compliance/checks/checks.h"
#include "compliance/isolation.h"
#include "compliance/judging.h"

namespace orgsim::compliance {
namespace {

/// Everybody who is declared to be able to become an administrator, or to make one.
bool is_approved_to_administer(const Premises& premises, std::string_view arn) {
  const Declared& declared = premises.declared();
  for (const auto* list :
       {&declared.admins, &declared.org_policy_admins, &declared.identity_admins}) {
    if (approval(*list, arn) == Approval::Approved) {
      return true;
    }
  }
  return declared.exemption_holders &&
         std::ranges::any_of(*declared.exemption_holders,
                             [&](const auto& entry) { return matches_any(entry.second, arn); });
}

/// Whether some policy of the principal's own grants a rewriting action at all.
bool may_change_permissions(const Premises& premises, Index<sim::Principal> index) {
  static const std::array<std::string, 4> kRewrites = {
      "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy"};
  return std::ranges::any_of(kRewrites, [&](const std::string& action) {
    return premises.may_grant(premises.principals()[index].identity, action);
  });
}

/// What rewrites the permissions of a user or role with those of an administrator.
std::vector<Attempt> rewrites(const Premises& premises, Index<sim::Principal> asker,
                              const sim::Principal& rewritten) {
  const bool is_role = rewritten.kind == sim::PrincipalKind::Role;
  const auto attempt = [&](std::string_view action) {
    return Attempt{.asker = asker,
                   .action = std::string(action),
                   .resource = rewritten.arn,
                   .resource_account = {},
                   .context = {}};
  };
  std::vector<Attempt> result = {
      attempt(is_role ? "iam:PutRolePolicy" : "iam:PutUserPolicy"),
      attempt(is_role ? "iam:AttachRolePolicy" : "iam:AttachUserPolicy")};
  state(result.back().context, "iam:PolicyARN",
        one_value("arn:" + premises.tables().partition + ":iam::aws:policy/AdministratorAccess"));
  return result;
}

/// What `asker` gives the other, of its account, by rewriting it.
std::optional<Hop> rewriting_of(const Premises& premises, Index<sim::Principal> asker,
                                const sim::Principal& rewritten) {
  if (rewritten.account != premises.principals()[asker].account ||
      rewritten.path.starts_with("/aws-reserved/")) {
    return std::nullopt;
  }
  for (const Attempt& attempt : rewrites(premises, asker, rewritten)) {
    if (may(premises, attempt)) {
      return hop_of(premises, attempt);
    }
  }
  return std::nullopt;
}

/// Whoever acts as `asker` and as `rewritten` and may rewrite the latter administers the account.
std::optional<Hop> rewriting(const Premises& premises, const Closure& closure) {
  for (const auto asker : closure.reached()) {
    if (!premises.principals()[asker].account || !may_change_permissions(premises, asker)) {
      continue;
    }
    for (const auto index : closure.reached()) {
      if (auto hop = rewriting_of(premises, asker, premises.principals()[index])) {
        return hop;
      }
    }
  }
  return std::nullopt;
}

/// The finding that the source becomes an administrator: by acting as one, or by making one.
std::optional<Finding> escalation(const Premises& premises, Index<sim::Principal> source,
                                  const std::set<Index<sim::Principal>>& administrators) {
  const auto administers = [&](Index<sim::Principal> index) {
    return administrators.contains(index);
  };
  const Closure closure(premises, std::span(&source, 1), administers);
  if (const auto target = first_reached(closure, source, administers)) {
    return reach_finding(premises, source, *target, closure, Reason::Escalates);
  }
  const auto hop = rewriting(premises, closure);
  if (!hop) {
    return std::nullopt;
  }
  const auto rewriter = premises.principals().find(hop->from);
  Finding found = reach_finding(premises, source, rewriter.value_or(source), closure,
                                Reason::EscalatesByRewriting);
  found.facts.push_back({"actions", hop->needs.front().action});
  found.facts.push_back({"resource", hop->to});
  found.witness.push_back(*hop);
  return found;
}

}  // namespace

namespace {

/// Without a list nobody said that the source must not, so it is no certain failure.
void judge_unapproved(const Premises& premises, Finding found, Judgement& judgement) {
  const Declared& declared = premises.declared();
  if (!declared.admins) {
    judgement.undeclared.emplace("admins");
  }
  if (!declared.exemption_holders) {
    judgement.undeclared.emplace("exemption_holders");
  }
  if (!declared.identity_admins) {
    judgement.undeclared.emplace("identity_admins");
  }
  if (!declared.org_policy_admins) {
    judgement.undeclared.emplace("org_policy_admins");
  }
  const bool certain = declared.admins && declared.exemption_holders && declared.identity_admins &&
                       declared.org_policy_admins;
  (certain ? judgement.failures : judgement.undecided).push_back(std::move(found));
}

}  // namespace

Judgement nobody_escalates(const Premises& premises) {
  Judgement judgement;
  std::set<Index<sim::Principal>> administrators;
  for (const auto index : premises.principals().all().indexes()) {
    if (administers(premises, index)) {
      administrators.insert(index);
    }
  }
  const std::vector<bool> from = reaching(premises, [&](Index<sim::Principal> index) {
    return administrators.contains(index) || may_change_permissions(premises, index);
  });
  for (const auto account : premises.accounts()) {
    for (const auto source : premises.existing(account)) {
      const std::string& arn = premises.principals()[source].arn;
      ++judgement.n_examined;
      if (!from[source.value()] || administrators.contains(source) ||
          is_approved_to_administer(premises, arn)) {
        continue;
      }
      if (auto found = escalation(premises, source, administrators)) {
        judge_unapproved(premises, std::move(*found), judgement);
      }
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance

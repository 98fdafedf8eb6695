#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "compliance/access.h"
#include "compliance/checks/checks.h"
#include "compliance/exempt_roles.h"
#include "compliance/guardrail.h"
#include "compliance/judging.h"
#include "compliance/outsiders.h"
#include "model/arn.h"
#include "model/given.h"
#include "model/text.h"
#include "sim/graph/technique.h"

namespace orgsim::compliance {
namespace {

/// A value that switches a Deny of an SCP off, with where it binds.
struct SparedPrincipal {
  std::string key;      // Condition key in lower case.
  std::string pattern;  // Of the principal's ARN, or the value of a tag.
  std::set<Index<Account>> accounts;
  SourceLocation where;
};

/// Negated comparisons spare whom they name; a Deny of those who lack a tag spares whoever has one.
bool switches_off(const Condition& condition) {
  return is_negated(condition.op.comparison) ||
         (condition.op.comparison == Comparison::Null && contains(condition.values, "true"));
}

/// Under a Deny of those without the key any value will do.
std::string spared_value(const Condition& condition, const std::string& value) {
  return condition.op.comparison == Comparison::Null ? "*" : value;
}

bool is_exempting_key(std::string_view key) {
  return key == "aws:principalarn" || key.starts_with("aws:principaltag/");
}

std::vector<Index<OrganizationPolicy>> policies_over(const Premises& premises,
                                                     Index<Account> account) {
  std::vector<Index<OrganizationPolicy>> result = premises.account(account).attached;
  if (premises.account(account).parent) {
    for (const auto ou : premises.organization().path_to(given(premises.account(account).parent))) {
      const auto& attached = premises.organization().ous()[ou].attached;
      result.insert(result.end(), attached.begin(), attached.end());
    }
  }
  return result;
}

using SparedPrincipals = std::map<std::pair<std::string, std::string>, SparedPrincipal>;

void add_spared(const Statement& statement, Index<Account> account, SparedPrincipals& found) {
  for (const Condition& condition : statement.conditions) {
    const std::string key = to_lower(condition.key);
    if (!switches_off(condition) || !is_exempting_key(key)) {
      continue;
    }
    for (const std::string& value : condition.values) {
      const std::string spared = spared_value(condition, value);
      SparedPrincipal& entry = found.try_emplace({key, spared}).first->second;
      entry.key = key;
      entry.pattern = spared;
      entry.accounts.insert(account);
      entry.where = statement.where;
    }
  }
}

void add_spared(const Premises& premises, Index<OrganizationPolicy> index, Index<Account> account,
                SparedPrincipals& found) {
  const OrganizationPolicy& policy = premises.organization().policies()[index];
  if (policy.type != OrganizationPolicyType::ServiceControlPolicy || !policy.document) {
    return;
  }
  for (const Statement& statement : premises.organization().document(*policy.document).statements) {
    if (statement.effect == Effect::Deny) {
      add_spared(statement, account, found);
    }
  }
}

/// Of every Deny that binds a member: the principals and tags that it spares.
std::vector<SparedPrincipal> exemptions(const Premises& premises) {
  SparedPrincipals found;
  for (const auto account : premises.members()) {
    for (const auto index : policies_over(premises, account)) {
      add_spared(premises, index, account, found);
    }
  }
  std::vector<SparedPrincipal> result;
  for (auto& [key, entry] : found) {
    result.push_back(std::move(entry));
  }
  return result;
}

bool is_exempt(const Premises& premises, const SparedPrincipal& exemption, std::string_view arn) {
  return matches_wildcard(exemption.pattern, arn) ||
         approval(premises.declared().guardrail_exemptions, arn) == Approval::Approved;
}

/// Whoever is not exempt: the existing principals of the account and its administrator.
std::vector<Index<sim::Principal>> others(const Premises& premises,
                                          const SparedPrincipal& exemption,
                                          Index<Account> account) {
  std::vector<Index<sim::Principal>> result = premises.existing(account);
  std::erase_if(result, [&](Index<sim::Principal> index) {
    return is_exempt(premises, exemption, premises.principals()[index].arn);
  });
  if (const auto any = premises.principals().hypothetical_administrator(account)) {
    result.push_back(*any);
  }
  return result;
}

void report(const Premises& premises, const SparedPrincipal& exemption, const Attempt& attempt,
            Reason reason, Judgement& judgement) {
  Finding found = finding(attempt.resource, reason, exemption.where,
                          {{"exemption", exemption.pattern},
                           {"principal", name_of(premises, attempt.asker)},
                           {"actions", attempt.action}});
  found.witness = {hop_of(premises, attempt)};
  judgement.failures.push_back(std::move(found));
}

Attempt attempt_of(sim::Asker asker, std::string_view action, std::string resource) {
  return {.asker = std::move(asker),
          .action = std::string(action),
          .resource = std::move(resource),
          .resource_account = {},
          .context = avoidable_context()};
}

std::vector<const Role*> matching_roles(const Premises& premises, const SparedPrincipal& exemption,
                                        Index<Account> account) {
  std::vector<const Role*> result;
  for (const Role& role : *premises.tables().roles) {
    if (role.account == account && role.presence == Presence::Present &&
        matches_wildcard(exemption.pattern, role.arn)) {
      result.push_back(&role);
    }
  }
  return result;
}

void judge_creation(const Premises& premises, const SparedPrincipal& exemption,
                    Index<Account> account, Judgement& judgement) {
  const auto roles = creatable_roles(premises, exemption.pattern, account);
  const auto existing = matching_roles(premises, exemption, account);
  for (const auto asker : others(premises, exemption, account)) {
    ++judgement.n_examined;
    for (const std::string& role : roles) {
      const Attempt create = attempt_of(asker, "iam:CreateRole", role);
      if (may(premises, create)) {
        report(premises, exemption, create, Reason::ExemptRoleCreatable, judgement);
        break;
      }
    }
    for (const Role* record : existing) {
      const Attempt rewrite = attempt_of(asker, "iam:UpdateAssumeRolePolicy", record->arn);
      if (may(premises, rewrite)) {
        report(premises, exemption, rewrite, Reason::ExemptRoleRewritable, judgement);
      }
    }
  }
}

/// The declared holders of every exemption that matches the role.
Approval holder(const Premises& premises, const Role& role, std::string_view arn) {
  const auto& holders = premises.declared().exemption_holders;
  if (!holders) {
    return Approval::Undeclared;
  }
  const bool held = std::ranges::any_of(*holders, [&](const auto& entry) {
    return matches_wildcard(entry.first, role.arn) && matches_any(entry.second, arn);
  });
  return held ? Approval::Approved : Approval::NotApproved;
}

void report_holder(const Premises& premises, const SparedPrincipal& exemption, const Role& role,
                   const std::string& holder_arn, Hop hop, Judgement& judgement) {
  ++judgement.n_examined;
  Finding found = finding(role.arn, Reason::ExemptRoleAssumable, role.where,
                          {{"exemption", exemption.pattern}, {"principal", holder_arn}});
  found.witness = {std::move(hop)};
  judge_approval(judgement, holder(premises, role, holder_arn), "exemption_holders",
                 std::move(found));
}

/// Whether a step leads to the exempt role from somebody who is not exempt already.
bool comes_to_be(const Premises& premises, const SparedPrincipal& exemption, const Step& step,
                 Index<sim::Principal> target) {
  const bool relates =
      step.relation == sim::row_of(sim::Technique::AssumeRole).id || step.relation == "pass-role";
  return step.target == target && relates &&
         !matches_wildcard(exemption.pattern, premises.principals()[step.source].arn);
}

/// Who from outside the organization comes to be the exempt role.
void judge_outsiders(const Premises& premises, const SparedPrincipal& exemption, const Role& role,
                     Judgement& judgement) {
  for (const Outsider& outsider : premises.admitted()) {
    Attempt assume = attempt_of(outsider.caller, "sts:AssumeRole", role.arn);
    if (may(premises, assume)) {
      report_holder(premises, exemption, role, outsider.caller.arn, hop_of(premises, assume),
                    judgement);
    }
  }
}

/// Who comes to be an exempt role: by assuming it, from any account, or by starting something with
/// it. A role of the exempt kind is exempt already.
void judge_assumption(const Premises& premises, const SparedPrincipal& exemption,
                      Index<Account> account, Judgement& judgement) {
  for (const Role* role : matching_roles(premises, exemption, account)) {
    const auto target = premises.principals().find(role->arn);
    if (!target) {
      continue;
    }
    for (const Step& step : premises.steps()) {
      if (comes_to_be(premises, exemption, step, *target)) {
        const bool passes = step.relation == "pass-role";
        report_holder(
            premises, exemption, *role, premises.principals()[step.source].arn,
            hop_of(premises,
                   attempt_of(step.source, passes ? "iam:PassRole" : "sts:AssumeRole", role->arn)),
            judgement);
      }
    }
    judge_outsiders(premises, exemption, *role, judgement);
  }
}

/// Whoever may tag a role, or pass the tag with a session, gives itself the exemption.
void judge_tag(const Premises& premises, const SparedPrincipal& exemption, Index<Account> account,
               Judgement& judgement) {
  const std::string tag = exemption.key.substr(std::string_view("aws:principaltag/").size());
  const std::string role =
      iam_arn(premises.tables().partition, premises.id(account), "role/orgsim-probe");
  for (const auto asker : others(premises, exemption, account)) {
    ++judgement.n_examined;
    for (const std::string_view action : {"iam:TagRole", "sts:TagSession"}) {
      Attempt attempt = attempt_of(asker, action, role);
      state(attempt.context, "aws:RequestTag/" + tag, one_value(instance_of(exemption.pattern)));
      state(attempt.context, "aws:TagKeys", sim::Present{.values = {tag}, .multivalued = true});
      if (may(premises, attempt)) {
        report(premises, exemption, attempt, Reason::ExemptTagSettable, judgement);
      }
    }
  }
}

}  // namespace

Judgement exemptions_cannot_be_obtained(const Premises& premises) {
  Judgement judgement;
  for (const SparedPrincipal& exemption : exemptions(premises)) {
    for (const auto account : exemption.accounts) {
      if (exemption.key == "aws:principalarn") {
        judge_creation(premises, exemption, account, judgement);
        judge_assumption(premises, exemption, account, judgement);
      } else {
        judge_tag(premises, exemption, account, judgement);
      }
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance

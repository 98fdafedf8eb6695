#include "compliance/guardrail.h"

#include <algorithm>

#include "compliance/granting.h"
#include "compliance/judging.h"
#include "compliance/regions.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

/// The organization's own trail; an invented one where it has none, so that the guardrail is tested
/// all the same.
std::string trail_arn(const Premises& premises) {
  if (premises.tables().logging) {
    for (const Trail& trail : given(premises.tables().logging).trails) {
      if (trail.organization_trail) {
        return trail.arn;
      }
    }
  }
  return "arn:" + premises.tables().partition + ":cloudtrail:" + a_region(premises) +
         ":000000000000:trail/organization";
}

void replace_all(std::string& text, std::string_view name, std::string_view value) {
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
    text.replace(at, name.size(), value);
    at += value.size();
  }
}

/// The attempt in a Region in which it may succeed; nothing when it fails in every one. Where the
/// attempt leaves the Region open, one answer for any Region saves asking for each.
std::optional<Attempt> where_it_may(const Premises& premises, const Attempt& attempt) {
  if (!may(premises, attempt)) {
    return std::nullopt;
  }
  const auto is_region = [](const sim::StatedKey& stated) {
    return stated.key == "aws:RequestedRegion";
  };
  const auto region = std::ranges::find_if(attempt.context, is_region);
  if (region == attempt.context.end() || !std::holds_alternative<sim::NotKnown>(region->value)) {
    return attempt;
  }
  std::optional<Attempt> open;
  bool everywhere = true;
  for (const std::string_view name : distinct_regions(premises)) {
    Attempt there = attempt;
    state(there.context, "aws:RequestedRegion", one_value(name));
    const bool possible = may(premises, there);
    everywhere = everywhere && possible;
    if (possible && !open) {
      open = std::move(there);
    }
  }
  return everywhere ? std::optional(attempt) : open;
}

struct Open {
  std::vector<Attempt> attempts;

  std::vector<std::string> actions() const {
    std::vector<std::string> result;
    for (const Attempt& attempt : attempts) {
      if (!contains(result, attempt.action)) {
        result.push_back(attempt.action);
      }
    }
    return result;
  }
};

/// Those that succeed when this asker makes them.
Open open_attempts(const Premises& premises, std::vector<Attempt>& attempts,
                   Index<sim::Principal> asker) {
  Open open;
  for (Attempt& attempt : attempts) {
    attempt.asker = asker;
    if (auto possible = where_it_may(premises, attempt)) {
      open.attempts.push_back(std::move(*possible));
    }
  }
  return open;
}

Finding found(const Premises& premises, std::string_view subject, Reason reason, const Open& open,
              SourceLocation where) {
  Finding result = finding(subject, reason, where, {{"actions", joined(open.actions())}});
  if (const auto& context = open.attempts.front().context;
      !context.empty() && context.front().key == "aws:RequestedRegion") {
    if (const auto* region = std::get_if<sim::Present>(&context.front().value)) {
      result.facts.push_back({"region", region->values.front()});
    }
  }
  result.witness = {hop_of(premises, open.attempts.front())};
  return result;
}

/// Who may be granted something of what is kept from an account.
class Grantees {
 public:
  explicit Grantees(const Premises& premises) : premises_(premises) {}

  /// Looks at other attempts from now on.
  void of(const std::vector<Attempt>& attempts) {
    std::vector<std::string> actions;
    by_own_grant_ = true;
    for (const Attempt& attempt : attempts) {
      by_own_grant_ = by_own_grant_ && takes_own_grant(premises_, attempt);
      if (!contains(actions, attempt.action)) {
        actions.push_back(attempt.action);
      }
    }
    if (!granting_ || actions != actions_) {
      granting_.emplace(premises_.authorizer(), actions);
      actions_ = std::move(actions);
    }
  }

  bool include(const sim::Principal& principal) {
    return !by_own_grant_ || !granting_ || granting_->any_of(principal.identity);
  }

 private:
  const Premises& premises_;
  bool by_own_grant_ = true;
  std::vector<std::string> actions_;
  std::optional<GrantingDocuments> granting_;  // Of these actions.
};

void judge_existing(const Premises& premises, const GuardedRange& range, Index<Account> account,
                    std::vector<Attempt>& attempts, Grantees& grantees, Judgement& judgement) {
  grantees.of(attempts);
  for (const auto index : premises.existing(account)) {
    const sim::Principal& principal = premises.principals()[index];
    ++judgement.n_examined;
    const Exemption exemption = exemption_of(premises, principal, range.exempt);
    if (exemption == Exemption::Exempt || !grantees.include(principal)) {
      continue;
    }
    const Open open = open_attempts(premises, attempts, index);
    if (open.attempts.empty()) {
      continue;
    }
    Finding result = found(premises, principal.arn, Reason::GuardrailOpen, open, principal.where);
    if (exemption == Exemption::Undeclared) {
      judgement.undeclared.emplace("guardrail_exemptions");
      judgement.undecided.push_back(std::move(result));
    } else {
      judgement.failures.push_back(std::move(result));
    }
  }
}

/// What no principal of today does, and the root user or an administrator could.
void judge_prevention(const Premises& premises, std::vector<Attempt>& attempts,
                      Index<Account> account, std::optional<Index<sim::Principal>> asker,
                      std::string_view who, Judgement& judgement) {
  if (!asker) {
    return;
  }
  ++judgement.n_examined;
  const Open open = open_attempts(premises, attempts, *asker);
  if (open.attempts.empty()) {
    for (const Attempt& attempt : attempts) {
      std::ranges::move(refusals(premises, attempt), std::back_inserter(judgement.support));
    }
    return;
  }
  Finding result = found(premises, premises.id(account), Reason::NoPreventiveLayer, open,
                         premises.account(account).where);
  result.facts.push_back({"who", std::string(who)});
  result.lesser = true;
  judgement.failures.push_back(std::move(result));
}

}  // namespace

Exemption exemption_of(const Premises& premises, const sim::Principal& principal, Exempt exempt) {
  if (exempt == Exempt::Nobody) {
    return Exemption::NotExempt;
  }
  const Declared& declared = premises.declared();
  if (exempt == Exempt::DeclaredExemptionsAndSharingRoles &&
      approval(declared.sharing_roles, principal.arn) == Approval::Approved) {
    return Exemption::Exempt;
  }
  switch (approval(declared.guardrail_exemptions, principal.arn)) {
    case Approval::Approved:
      return Exemption::Exempt;
    case Approval::NotApproved:
      return Exemption::NotExempt;
    case Approval::Undeclared:
      break;
  }
  return Exemption::Undeclared;
}

std::string filled(const Premises& premises, std::string_view text, Index<Account> account) {
  std::string result(text);
  if (!result.contains('{')) {
    return result;
  }
  if (result.contains("{trail}")) {
    replace_all(result, "{trail}", trail_arn(premises));
  }
  replace_all(result, "{account}", premises.id(account));
  replace_all(result, "{region}", a_region(premises));
  replace_all(result, "{partition}", premises.tables().partition);
  return result;
}

Judgement judge_by_effect(const Premises& premises, const GuardedRange& range) {
  Judgement judgement;
  Grantees grantees(premises);
  for (const auto account : range.accounts) {
    std::vector<Attempt> attempts = range.attempts(account);
    judge_existing(premises, range, account, attempts, grantees, judgement);
    judge_prevention(premises, attempts, account,
                     premises.principals().hypothetical_administrator(account),
                     "an administrator of the account", judgement);
    judge_prevention(premises, attempts, account, premises.principals().root_user(account),
                     "the root user", judgement);
  }
  return judgement;
}

namespace {

/// What the guardrail keeps from an account.
std::vector<Attempt> guarded_attempts(const Premises& premises, const Guardrail& guardrail,
                                      Index<Account> account) {
  std::vector<Attempt> result;
  for (const GuardedAction& guarded : guardrail.actions) {
    Attempt& attempt =
        result.emplace_back(Attempt{.action = std::string(guarded.action),
                                    .resource = filled(premises, guarded.resource, account),
                                    .resource_account = std::string(premises.id(account)),
                                    .context = avoidable_context()});
    if (!guarded.stated_key.empty()) {
      state(attempt.context, guarded.stated_key, one_value(guarded.stated_value));
    }
  }
  return result;
}

/// Whether the guardrail is for an account whose profile nobody declared is open.
void judge_undeclared_profiles(const Premises& premises, Judgement& judgement) {
  for (const auto account : premises.members()) {
    if (premises.account(account).risk_profile.empty()) {
      judgement.undecided.push_back(finding(premises.id(account), Reason::NotDeclared,
                                            premises.account(account).where,
                                            {{"what", "risk profile of the account"}}));
    }
  }
}

}  // namespace

Judgement judge_guardrail(const Premises& premises, const Guardrail& guardrail) {
  GuardedRange range{.exempt = guardrail.exempt};
  for (const auto account : premises.members()) {
    const std::string& profile = premises.account(account).risk_profile;
    if (guardrail.range == GuardrailRange::Members || is_workload_or_sandbox(profile)) {
      range.accounts.push_back(account);
    }
  }
  range.attempts = [&](Index<Account> account) {
    return guarded_attempts(premises, guardrail, account);
  };
  Judgement judgement = judge_by_effect(premises, range);
  if (guardrail.range == GuardrailRange::WorkloadsAndSandboxes) {
    judge_undeclared_profiles(premises, judgement);
  }
  return judgement;
}

}  // namespace orgsim::compliance

#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "compliance/access.h"
#include "compliance/finding.h"

namespace orgsim::compliance {

/// An action that a guardrail keeps from everybody in range. In `resource`, `{account}`,
/// `{region}` and `{partition}` stand for the actor's account, a Region of the client and the
/// partition; `{trail}` for the organization trail.
struct GuardedAction {
  std::string_view action;
  std::string_view resource = "*";
  std::string_view stated_key;  // A key that the request has, where the guardrail is about it.
  std::string_view stated_value;
};

/// The accounts that a guardrail is for. Restricted to the profiles whose accounts must not build
/// network edges of their own: workloads and sandboxes.
enum class GuardrailRange { Members, WorkloadsAndSandboxes };

/// Which existing principals may do it all the same; never the root user and never the hypothetical
/// administrator, so that an exemption is always of somebody by name.
enum class Exempt { Nobody, DeclaredExemptions, DeclaredExemptionsAndSharingRoles };

/// A guardrail as data: what must not be possible, whatever policy of whatever level prevents it.
struct Guardrail {
  std::string_view check;
  std::span<const GuardedAction> actions;
  GuardrailRange range = GuardrailRange::Members;
  Exempt exempt = Exempt::DeclaredExemptions;
};

/// The row of a check; nothing for checks that are no simple guardrail.
const Guardrail* find_guardrail(std::string_view check);

/// Judges by effect, by two questions: whether an existing principal in range can do it now, and
/// whether the hypothetical administrator or the root user could. Only the second one open is a
/// lesser failure. A condition that is not settled counts for the actor.
Judgement judge_guardrail(const Premises& premises, const Guardrail& guardrail);

/// What is kept from everybody in an account, by nobody yet: each asks it in turn.
using AttemptsOf = std::function<std::vector<Attempt>(Index<Account> account)>;

/// The same for attempts that a table cannot say. `exempt` tells which existing principals may.
struct GuardedRange {
  std::vector<Index<Account>> accounts;
  AttemptsOf attempts;
  Exempt exempt = Exempt::DeclaredExemptions;
};
Judgement judge_by_effect(const Premises& premises, const GuardedRange& range);

/// Whether the principal may do what the guardrail keeps from others.
enum class Exemption { Exempt, NotExempt, Undeclared };
Exemption exemption_of(const Premises& premises, const sim::Principal& principal, Exempt exempt);

/// The text with `{account}`, `{region}`, `{partition}` and `{trail}` filled in.
std::string filled(const Premises& premises, std::string_view text, Index<Account> account);

}  // namespace orgsim::compliance

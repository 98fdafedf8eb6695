#include "compliance/assess.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "compliance/evidence.h"
#include "model/sort_distinct.h"

namespace orgsim::compliance {
namespace {

/// The graver ones first, then by subject, reason and facts; a subject that fails twice for one
/// reason is kept once.
void put_in_order(std::vector<Finding>& findings) {
  const auto key = [](const Finding& finding) {
    return std::tie(finding.lesser, finding.subject, finding.reason, finding.facts);
  };
  std::ranges::stable_sort(findings, {}, key);
  const auto repeated = std::ranges::unique(findings, {}, key);
  findings.erase(repeated.begin(), repeated.end());
}

/// A claim about everybody fails on one counterexample and passes only on complete evidence; a
/// claim that something exists passes on one witness and fails only on complete evidence. That
/// there is nothing to judge is no fact where nobody looked.
Verdict verdict_of(const Check& check, const Judgement& judgement, const MissingEvidence& missing) {
  if (judgement.not_applicable) {
    return missing.everywhere ? Verdict::CannotTell : Verdict::NotApplicable;
  }
  const bool complete = missing.domains.empty();
  const bool decided = judgement.undecided.empty() && judgement.undeclared.empty();
  if (!judgement.failures.empty()) {
    const bool certain = check.claim == Claim::NoneBad || (complete && decided);
    return certain ? Verdict::Fail : Verdict::CannotTell;
  }
  const bool proved = check.claim == Claim::SomeGood ? decided : decided && complete;
  return proved ? Verdict::Pass : Verdict::CannotTell;
}

/// What a step of the witness hangs on that was not collected, as the text of a policy: then the
/// failure is not certain. Empty: nothing.
std::string missing_of(const Finding& finding) {
  const auto hop =
      std::ranges::find_if(finding.witness, [](const Hop& step) { return !step.missing.empty(); });
  return hop == finding.witness.end() ? std::string() : hop->missing;
}

void set_uncertain_aside(Judgement& judgement, MissingEvidence& missing) {
  std::vector<Finding> certain;
  std::set<std::string> domains(missing.domains.begin(), missing.domains.end());
  for (Finding& failure : judgement.failures) {
    if (std::string domain = missing_of(failure); !domain.empty()) {
      domains.insert(std::move(domain));
      judgement.undecided.push_back(std::move(failure));
    } else {
      certain.push_back(std::move(failure));
    }
  }
  judgement.failures = std::move(certain);
  missing.domains.assign(domains.begin(), domains.end());
}

}  // namespace

CheckResult assess(const Premises& premises, const Check& check) {
  Judgement judgement = check.judge(premises);
  MissingEvidence missing = missing_evidence(premises, check);
  set_uncertain_aside(judgement, missing);
  CheckResult result{.check = &check,
                     .severity = check.severity,
                     .notes = std::move(judgement.notes),
                     .support = std::move(judgement.support),
                     .not_applicable = judgement.not_applicable,
                     .n_examined = judgement.n_examined};
  result.verdict = verdict_of(check, judgement, missing);
  if (result.verdict != Verdict::NotApplicable) {
    result.not_applicable = std::nullopt;
  }
  if (result.verdict == Verdict::Fail) {
    result.subjects = std::move(judgement.failures);
    if (std::ranges::all_of(result.subjects, &Finding::lesser)) {
      result.severity = one_lower(check.severity);
    }
  } else if (result.verdict == Verdict::CannotTell) {
    result.subjects = std::move(judgement.undecided);
    std::ranges::move(judgement.failures, std::back_inserter(result.subjects));
    result.missing = std::move(missing.domains);
    result.missing_accounts = std::move(missing.accounts);
    for (const std::string& member : judgement.undeclared) {
      result.missing.push_back("declared." + member);
    }
  }
  result.assumptions.assign(judgement.assumptions.begin(), judgement.assumptions.end());
  put_in_order(result.subjects);
  put_in_order(result.notes);
  sort_distinct(result.support);
  return result;
}

std::vector<CheckResult> assess(const Premises& premises, std::span<const Check* const> checks) {
  std::vector<CheckResult> results;
  results.reserve(checks.size());
  for (const Check* check : checks) {
    results.push_back(assess(premises, *check));
  }
  return results;
}

}  // namespace orgsim::compliance

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/check.h"

namespace orgsim::compliance {

/// The verdict of one check with everything it rests on. Subjects are those that fail, or with
/// `CannotTell` those that are undecided; every list is sorted.
struct CheckResult {
  const Check* check = nullptr;
  Verdict verdict = Verdict::Pass;
  Severity severity = Severity::Medium;  // The check's, or one lower where another layer holds.
  std::vector<Finding> subjects;
  std::vector<Finding> notes;
  std::vector<Support> support;
  std::vector<std::string> missing;  // Evidence domains, and declared members as `declared.NAME`.
  std::vector<std::string> missing_accounts;  // Ids of accounts without that evidence.
  std::vector<std::string_view> assumptions;
  std::optional<Reason> not_applicable;
  std::size_t n_examined = 0;
};

/// Judges by the given checks, in their order. Same premises, same answer.
std::vector<CheckResult> assess(const Premises& premises, std::span<const Check* const> checks);

/// The same for one.
CheckResult assess(const Premises& premises, const Check& check);

}  // namespace orgsim::compliance

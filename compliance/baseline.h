#pragma once

#include <span>
#include <string>
#include <vector>

#include "compliance/assess.h"

namespace orgsim::compliance {

/// A failing subject of an earlier report.
struct KnownFinding {
  std::string check;
  std::string fingerprint;
  std::string subject;
  std::string message;
};

/// What an earlier report says of the same organization.
struct Baseline {
  std::string organization;  // Id; empty: of accounts in none.
  std::string as_of;
  std::vector<KnownFinding> findings;
};

/// What stays the same of a finding over runs: its check, reason, subject and facts, but for what
/// is measured anew each time. 32 hexadecimal digits.
std::string fingerprint_of(const Check& check, const Finding& finding);

/// The failures of some results, to compare others with.
Baseline baseline_of(std::span<const CheckResult> results);

/// The failures of today against an earlier report.
struct Comparison {
  std::vector<std::vector<bool>> known;  // Of each result: of each subject, whether it failed then.
  std::vector<std::size_t> fixed;        // Of the baseline's findings: surely gone.
  std::vector<std::size_t> open;  // Neither found again nor surely gone: undecided or not asked.
};
Comparison compare(std::span<const CheckResult> results, const Baseline& baseline);

}  // namespace orgsim::compliance

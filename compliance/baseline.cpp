#include "compliance/baseline.h"

#include <algorithm>
#include <set>

#include "model/sha256.h"

namespace orgsim::compliance {
namespace {

/// Ages, sizes and dates change while the finding stays.
bool is_measured(const Fact& fact) { return fact.name == "actual" || fact.name == "expected"; }

bool is_decided(const CheckResult& result) { return result.verdict != Verdict::CannotTell; }

}  // namespace

std::string fingerprint_of(const Check& check, const Finding& finding) {
  constexpr std::size_t kDigits = 32;
  std::string text =
      std::string(check.id) + "\n" + std::string(code_of(finding.reason)) + "\n" + finding.subject;
  for (const Fact& fact : finding.facts) {
    if (!is_measured(fact)) {
      text += "\n" + std::string(fact.name) + "=" + fact.value;
    }
  }
  return sha256(text).substr(0, kDigits);
}

Baseline baseline_of(std::span<const CheckResult> results) {
  Baseline baseline;
  for (const CheckResult& result : results) {
    for (const Finding& subject : result.subjects) {
      if (result.verdict == Verdict::Fail) {
        baseline.findings.push_back({.check = std::string(result.check->id),
                                     .fingerprint = fingerprint_of(*result.check, subject),
                                     .subject = subject.subject,
                                     .message = std::string(code_of(subject.reason))});
      }
    }
  }
  return baseline;
}

Comparison compare(std::span<const CheckResult> results, const Baseline& baseline) {
  std::set<std::pair<std::string, std::string>> then;
  for (const KnownFinding& known : baseline.findings) {
    then.emplace(known.check, known.fingerprint);
  }
  Comparison comparison;
  std::set<std::pair<std::string, std::string>> now;
  std::set<std::string_view> decided;
  for (const CheckResult& result : results) {
    auto& known = comparison.known.emplace_back();
    if (is_decided(result)) {
      decided.insert(result.check->id);
    }
    for (const Finding& subject : result.subjects) {
      std::pair key(std::string(result.check->id), fingerprint_of(*result.check, subject));
      known.push_back(result.verdict == Verdict::Fail && then.contains(key));
      now.insert(std::move(key));
    }
  }
  for (std::size_t i = 0; i < baseline.findings.size(); ++i) {
    const KnownFinding& finding = baseline.findings[i];
    if (!now.contains({finding.check, finding.fingerprint})) {
      (decided.contains(finding.check) ? comparison.fixed : comparison.open).push_back(i);
    }
  }
  return comparison;
}

}  // namespace orgsim::compliance

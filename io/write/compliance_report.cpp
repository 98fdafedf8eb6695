#include "io/write/compliance_report.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace orgsim::io {

VerdictCounts count(const ComplianceReport& report) {
  VerdictCounts counts;
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    switch (report.results[i].verdict) {
      case compliance::Verdict::Pass:
        ++counts.passed;
        break;
      case compliance::Verdict::Fail:
        ++(report.waiving.waived[i] ? counts.waived : counts.failed);
        break;
      case compliance::Verdict::NotApplicable:
        ++counts.not_applicable;
        break;
      case compliance::Verdict::CannotTell:
        ++counts.undecided;
        break;
    }
  }
  return counts;
}

std::optional<bool> is_known(const ComplianceReport& report, std::size_t result,
                             std::size_t subject) {
  const bool failing = report.results[result].verdict == compliance::Verdict::Fail;
  return report.baseline && failing ? std::optional<bool>(report.comparison.known[result][subject])
                                    : std::nullopt;
}

BaselineCounts count_against_baseline(const ComplianceReport& report) {
  BaselineCounts counts;
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    for (std::size_t j = 0; j < report.results[i].subjects.size(); ++j) {
      if (report.results[i].verdict == compliance::Verdict::Fail) {
        ++(is_known(report, i, j).value_or(false) ? counts.n_known : counts.n_new);
      }
    }
  }
  return counts;
}

bool fails_gate(const ComplianceReport& report, std::size_t result, std::size_t subject) {
  return report.results[result].verdict == compliance::Verdict::Fail &&
         !report.waiving.by_subject[result][subject] &&
         !is_known(report, result, subject).value_or(false);
}

std::vector<std::size_t> in_order_of_attention(const ComplianceReport& report) {
  std::vector<std::size_t> positions(report.results.size());
  std::iota(positions.begin(), positions.end(), std::size_t{0});
  const auto key = [&](std::size_t position) {
    const compliance::CheckResult& result = report.results[position];
    const bool waived = report.waiving.waived[position];
    return std::tuple(result.verdict != compliance::Verdict::Fail, waived,
                      -static_cast<int>(result.severity), result.check->id);
  };
  std::ranges::sort(positions, {}, key);
  return positions;
}

}  // namespace orgsim::io

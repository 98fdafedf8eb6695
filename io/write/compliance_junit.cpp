#include <fmt/format.h>

#include <algorithm>

#include "io/write/compliance_parts.h"
#include "io/write/compliance_report.h"
#include "io/write/compliance_sentences.h"
#include "io/write/junit.h"

namespace orgsim::io {
namespace {

using compliance::CheckResult;
using compliance::Verdict;

std::string details(const ComplianceReport& report, std::size_t position) {
  const CheckResult& result = report.results[position];
  std::string text;
  for (const compliance::Finding& finding : result.subjects) {
    const std::string where = place(report.files, finding.where);
    text +=
        finding.subject + " " + sentence_of(finding) + (where.empty() ? "" : "  " + where) + "\n";
    for (const compliance::Hop& hop : finding.witness) {
      text += "  " + hop_sentence(report, hop) + "\n";
    }
  }
  if (!result.missing.empty()) {
    text += "missing: " + missing_words(result) + "\n";
  }
  return result.verdict == Verdict::CannotTell
             ? text
             : text + "fix: " + std::string(result.check->remediation) + "\n";
}

bool fails(const ComplianceReport& report, std::size_t position) {
  for (std::size_t i = 0; i < report.results[position].subjects.size(); ++i) {
    if (fails_gate(report, position, i)) {
      return true;
    }
  }
  return false;
}

/// Why a failure is no failure of the run; empty when it is one.
std::string_view excuse(const ComplianceReport& report, std::size_t position) {
  if (fails(report, position)) {
    return "";
  }
  return report.waiving.waived[position] ? "waived: " : "known: ";
}

/// Failures that are waived or of the baseline are skipped, so that they stay visible; what cannot
/// be told is an error of type `unknown`.
JunitCase junit_case(const ComplianceReport& report, std::size_t position,
                     const std::string& framework) {
  const CheckResult& result = report.results[position];
  JunitCase test{.classname = framework,
                 .name = fmt::format("{} {}", result.check->id, result.check->title),
                 .file = {},
                 .seconds = std::nullopt,
                 .type = {},
                 .message = {},
                 .details = {}};
  switch (result.verdict) {
    case Verdict::Pass:
      return test;
    case Verdict::NotApplicable:
      test.outcome = JunitOutcome::Skipped;
      if (result.not_applicable) {
        test.message = std::string(sentence_of(*result.not_applicable));
      }
      return test;
    case Verdict::CannotTell:
      test.outcome = JunitOutcome::Error;
      test.type = "unknown";
      test.message = undecided_sentence(result);
      break;
    case Verdict::Fail:
      test.outcome = fails(report, position) ? JunitOutcome::Failure : JunitOutcome::Skipped;
      test.type = std::string(name_of(result.severity));
      test.message = fmt::format("{}{} failing", excuse(report, position), result.subjects.size());
      break;
  }
  test.details = details(report, position);
  return test;
}

}  // namespace

std::string compliance_junit(const ComplianceReport& report) {
  JunitReport junit;
  for (const compliance::Framework& framework : report.frameworks) {
    JunitSuite suite{
        .name = framework.id, .file = {}, .timestamp = {}, .properties = {}, .cases = {}};
    suite.properties = {{"version", framework.version}, {"as_of", to_text(report.premises.now())}};
    const auto used = compliance::checks_of(std::span(&framework, 1));
    for (std::size_t i = 0; i < report.results.size(); ++i) {
      if (std::ranges::find(used, report.results[i].check) != used.end()) {
        suite.cases.push_back(junit_case(report, i, framework.id));
      }
    }
    junit.suites.push_back(std::move(suite));
  }
  return junit_xml(junit);
}

}  // namespace orgsim::io

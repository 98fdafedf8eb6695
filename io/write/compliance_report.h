#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compliance/baseline.h"
#include "compliance/framework.h"
#include "compliance/scope.h"
#include "compliance/single_fault.h"
#include "io/source_files.h"
#include "io/write/paint.h"

namespace orgsim::io {

/// Verdicts with the frameworks they were asked for and the waivers laid over them. Refers to what
/// it was made from.
struct ComplianceReport {
  const compliance::Premises& premises;
  const SourceFiles& files;
  std::vector<compliance::Framework> frameworks;
  std::vector<compliance::CheckResult> results;  // Of the checks that the frameworks use, by id.
  std::vector<Waiver> waivers;
  compliance::Waiving waiving;
  std::optional<compliance::Baseline> baseline = std::nullopt;
  compliance::Comparison comparison = {};  // Empty without a baseline.
  /// The categories of PCI DSS; nothing where the framework is not asked for.
  std::optional<std::vector<compliance::ScopedAccount>> scope = std::nullopt;
  std::optional<std::vector<compliance::FaultEffect>> faults = std::nullopt;  // Where asked for.
  std::string version = {};  // Of the program, for formats that name their tool.
};

/// Whether a failing subject failed in the baseline already; nothing without a baseline.
std::optional<bool> is_known(const ComplianceReport& report, std::size_t result,
                             std::size_t subject);

/// How the failing subjects stand to the baseline.
struct BaselineCounts {
  std::size_t n_new = 0;
  std::size_t n_known = 0;
};
BaselineCounts count_against_baseline(const ComplianceReport& report);

/// Whether a failing subject fails a gate: it is neither waived nor of the baseline.
bool fails_gate(const ComplianceReport& report, std::size_t result, std::size_t subject);

/// How many of the results there are of each kind; a waived failure counts as waived alone.
struct VerdictCounts {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t waived = 0;
  std::size_t not_applicable = 0;
  std::size_t undecided = 0;
};
VerdictCounts count(const ComplianceReport& report);

/// Positions of results by what needs attention first: failures by severity, then by id.
std::vector<std::size_t> in_order_of_attention(const ComplianceReport& report);

/// For a terminal: the summary, a table a framework, then every failing and undecided check with
/// its subjects, reasons, places and remedy.
std::string compliance_text(const ComplianceReport& report, const Paint& paint,
                            std::optional<std::size_t> width);

/// `{"format": "orgsim-comply/1", "as_of", "checks": [...], "frameworks": [...]}`; every list
/// sorted.
std::string compliance_json(const ComplianceReport& report);

/// A suite a framework, a case a check.
std::string compliance_junit(const ComplianceReport& report);

/// SARIF 2.1.0: what fails and is not waived, and what cannot be told as kind `open`.
std::string compliance_sarif(const ComplianceReport& report);

/// A line a subject, and one for each check without any. Source: RFC 4180.
std::string compliance_csv(const ComplianceReport& report);

/// Summary, findings, and a table a framework.
std::string compliance_markdown(const ComplianceReport& report);

/// OCSF 1.3: an array of events of class 2003, one a subject and one for each check without any.
/// Source: OCSF Schema, "Compliance Finding".
std::string compliance_ocsf(const ComplianceReport& report);

}  // namespace orgsim::io

#include <nlohmann/json.hpp>

#include "io/write/compliance_report.h"
#include "io/write/compliance_sentences.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;
using compliance::CheckResult;
using compliance::Severity;

/// The scale of GitHub. Source: GitHub, "SARIF support for code scanning" (security-severity).
const char* score(Severity severity) {
  switch (severity) {
    case Severity::Critical:
      return "9.5";
    case Severity::High:
      return "8.0";
    case Severity::Medium:
      return "5.5";
    case Severity::Low:
      return "2.0";
    case Severity::Informational:
      break;
  }
  return "0.0";
}

const char* level(Severity severity) {
  return severity >= Severity::High ? "error" : severity == Severity::Medium ? "warning" : "note";
}

Json location(const ComplianceReport& report, SourceLocation where, const std::string& message) {
  Json result = {{"message", {{"text", message}}}};
  if (where.known()) {
    const LineColumn at = report.files.line_column(where);
    result["physicalLocation"] = {{"artifactLocation", {{"uri", report.files.name(where.file)}}},
                                  {"region", {{"startLine", at.line}, {"startColumn", at.column}}}};
  }
  return result;
}

Json flow(const ComplianceReport& report, const compliance::Finding& finding) {
  Json steps = Json::array();
  for (const compliance::Hop& hop : finding.witness) {
    steps.push_back({{"location", location(report, hop.where, hop.from + " -> " + hop.to)}});
  }
  return Json::array({{{"threadFlows", Json::array({{{"locations", std::move(steps)}}})}}});
}

/// Stable over moved lines: what fails, for whom and why.
std::string fingerprint(const CheckResult& result, const compliance::Finding& finding) {
  return std::string(result.check->id) + ":" + std::string(code_of(finding.reason)) + ":" +
         finding.subject;
}

Json result_json(const ComplianceReport& report, std::size_t position,
                 const compliance::Finding& finding) {
  const CheckResult& result = report.results[position];
  const std::string text = finding.subject + " " + sentence_of(finding);
  Json entry = {
      {"ruleId", result.check->id},
      {"ruleIndex", position},
      {"kind", result.verdict == compliance::Verdict::Fail ? "fail" : "open"},
      {"level", result.verdict == compliance::Verdict::Fail ? level(result.severity) : "none"},
      {"message", {{"text", text}}},
      {"locations", Json::array({location(report, finding.where, text)})},
      {"partialFingerprints", {{"orgsim/v1", fingerprint(result, finding)}}}};
  if (!finding.witness.empty()) {
    entry["codeFlows"] = flow(report, finding);
  }
  return entry;
}

Json rule_json(const compliance::Check& check) {
  return {{"id", check.id},
          {"shortDescription", {{"text", check.title}}},
          {"fullDescription", {{"text", check.title}}},
          {"help", {{"text", check.remediation}}},
          {"properties", {{"security-severity", score(check.severity)}}}};
}

}  // namespace

std::string compliance_sarif(const ComplianceReport& report) {
  Json rules = Json::array();
  Json results = Json::array();
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    rules.push_back(rule_json(*report.results[i].check));
    for (std::size_t j = 0; j < report.results[i].subjects.size(); ++j) {
      if (!report.waiving.by_subject[i][j]) {
        results.push_back(result_json(report, i, report.results[i].subjects[j]));
      }
    }
  }
  const Json json = {
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", Json::array({{{"tool", {{"driver", {{"name", "orgsim"}, {"rules", rules}}}}},
                             {"results", std::move(results)}}})}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io

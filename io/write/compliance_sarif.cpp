#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "io/write/compliance_parts.h"
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

/// A path as a reference that RFC 3986 allows.
std::string as_uri(std::string_view path) {
  constexpr std::string_view kPlain = "-._~/:@!$&'()*+,;=";
  std::string result;
  for (const char c : path) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       kPlain.find(c) != std::string_view::npos;
    result += plain ? std::string(1, c)
                    : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return result;
}

Json location(const ComplianceReport& report, SourceLocation where, const std::string& message) {
  Json result = {{"message", {{"text", message}}}};
  if (where.known()) {
    const LineColumn at = report.files.line_column(where);
    result["physicalLocation"] = {
        {"artifactLocation", {{"uri", as_uri(report.files.name(where.file))}}},
        {"region", {{"startLine", at.line}, {"startColumn", at.column}}}};
  }
  return result;
}

Json flow(const ComplianceReport& report, const compliance::Finding& finding) {
  Json steps = Json::array();
  for (const compliance::Hop& hop : finding.witness) {
    steps.push_back({{"location", location(report, hop.where, step_sentence(hop))}});
  }
  return Json::array({{{"threadFlows", Json::array({{{"locations", std::move(steps)}}})}}});
}

/// Who accepts the failure. Source: SARIF 2.1.0, section 3.35 ("suppression object").
Json suppression(const Waiver& waiver) {
  return {{"kind", "external"},
          {"status", "accepted"},
          {"justification", fmt::format("{}: {} (owner {}, approved by {}, until {})", waiver.id,
                                        waiver.justification, waiver.owner, waiver.approver,
                                        waiver.expires ? to_text(*waiver.expires) : "?")}};
}

Json result_json(const ComplianceReport& report, std::size_t position, std::size_t subject) {
  const CheckResult& result = report.results[position];
  const compliance::Finding& finding = result.subjects[subject];
  const std::string text = finding.subject + " " + sentence_of(finding);
  Json entry = {
      {"ruleId", result.check->id},
      {"ruleIndex", position},
      {"kind", result.verdict == compliance::Verdict::Fail ? "fail" : "open"},
      {"level", result.verdict == compliance::Verdict::Fail ? level(result.severity) : "none"},
      {"message", {{"text", text}}},
      {"locations", Json::array({location(report, finding.where, text)})},
      {"partialFingerprints", {{"orgsim/v2", compliance::fingerprint_of(*result.check, finding)}}}};
  if (const auto& waiver = report.waiving.by_subject[position][subject]) {
    entry["suppressions"] = Json::array({suppression(report.waivers[*waiver])});
  }
  if (const auto known = is_known(report, position, subject)) {
    entry["baselineState"] = *known ? "unchanged" : "new";
  }
  if (!finding.witness.empty()) {
    entry["codeFlows"] = flow(report, finding);
  }
  return entry;
}

/// What cannot be told for lack of evidence has no subject.
Json open_result(const CheckResult& result, std::size_t position) {
  return {{"ruleId", result.check->id},
          {"ruleIndex", position},
          {"kind", "open"},
          {"level", "none"},
          {"message", {{"text", undecided_sentence(result)}}}};
}

/// The controls that the check is of, as `soc2/CC6.1`; `security` makes GitHub heed the severity.
Json tags(const ComplianceReport& report, const compliance::Check& check) {
  Json result = Json::array({"security"});
  for (const compliance::Framework& framework : report.frameworks) {
    for (const compliance::Control& control : framework.controls) {
      if (std::ranges::count(control.checks, check.id) != 0) {
        result.push_back(framework.id + "/" + control.id);
      }
    }
  }
  return result;
}

Json rule_json(const ComplianceReport& report, const compliance::Check& check) {
  return {{"id", check.id},
          {"shortDescription", {{"text", check.title}}},
          {"fullDescription", {{"text", check.title}}},
          {"defaultConfiguration", {{"level", level(check.severity)}}},
          {"help", {{"text", check.remediation}}},
          {"properties",
           {{"security-severity", score(check.severity)}, {"tags", tags(report, check)}}}};
}

Json driver(const ComplianceReport& report, Json rules) {
  Json result = {{"name", "orgsim"}};
  if (!report.version.empty()) {
    result["version"] = report.version;
    result["semanticVersion"] = report.version;
  }
  result["rules"] = std::move(rules);
  return result;
}

}  // namespace

std::string compliance_sarif(const ComplianceReport& report) {
  Json rules = Json::array();
  Json results = Json::array();
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    rules.push_back(rule_json(report, *report.results[i].check));
    if (report.results[i].verdict == compliance::Verdict::CannotTell &&
        report.results[i].subjects.empty()) {
      results.push_back(open_result(report.results[i], i));
    }
    for (std::size_t j = 0; j < report.results[i].subjects.size(); ++j) {
      results.push_back(result_json(report, i, j));
    }
  }
  const Json json = {
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", Json::array({{{"tool", {{"driver", driver(report, std::move(rules))}}},
                             {"results", std::move(results)}}})}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io

#include <chrono>
#include <nlohmann/json.hpp>
#include <set>

#include "io/write/compliance_report.h"
#include "io/write/compliance_sentences.h"
#include "model/arn.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;
using compliance::CheckResult;
using compliance::Finding;
using compliance::Severity;
using compliance::Verdict;

constexpr int kClass = 2003;
constexpr int kCreate = 1;

struct Status {
  int id;
  const char* name;
};

/// Source: OCSF Schema 1.3, objects "compliance" and class "Compliance Finding".
Status status_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Pass:
      return {1, "Pass"};
    case Verdict::Fail:
      return {3, "Fail"};
    case Verdict::CannotTell:
      return {2, "Warning"};
    case Verdict::NotApplicable:
      break;
  }
  return {99, "Not applicable"};
}

Status severity_of(Severity severity) {
  switch (severity) {
    case Severity::Informational:
      return {1, "Informational"};
    case Severity::Low:
      return {2, "Low"};
    case Severity::Medium:
      return {3, "Medium"};
    case Severity::High:
      return {4, "High"};
    case Severity::Critical:
      return {5, "Critical"};
  }
  return {0, "Unknown"};
}

/// Milliseconds since 1970 of the day of the report: an input, never the clock.
std::int64_t milliseconds(Date date) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(date.time_since_epoch()).count();
}

Json compliance_of(const ComplianceReport& report, const CheckResult& result) {
  Json standards = Json::array();
  Json requirements = Json::array();
  for (const compliance::Framework& framework : report.frameworks) {
    bool any = false;
    for (const compliance::Control& control : framework.controls) {
      if (std::ranges::find(control.checks, result.check->id) != control.checks.end()) {
        any = true;
        requirements.push_back(framework.id + " " + control.id);
      }
    }
    if (any) {
      standards.push_back(framework.name + " " + framework.version);
    }
  }
  const Status status = status_of(result.verdict);
  return {{"control", result.check->id},
          {"standards", std::move(standards)},
          {"requirements", std::move(requirements)},
          {"status", status.name},
          {"status_id", status.id}};
}

Json resource_of(const Finding& finding) {
  Json resource = {{"uid", finding.subject}, {"cloud_partition", "aws"}};
  if (const auto arn = parse_arn(finding.subject)) {
    resource["type"] = std::string(arn->service);
    resource["cloud_partition"] = std::string(arn->partition);
    if (!arn->account.empty()) {
      resource["owner"] = {{"account", {{"uid", std::string(arn->account)}}}};
    }
    if (!arn->region.empty()) {
      resource["region"] = std::string(arn->region);
    }
  }
  return resource;
}

/// A finding of its own: new, or suppressed by a waiver.
Json event(const ComplianceReport& report, std::size_t position,
           std::optional<std::size_t> subject) {
  const CheckResult& result = report.results[position];
  const Finding* finding = subject ? &result.subjects[*subject] : nullptr;
  const bool waived = subject && report.waiving.by_subject[position][*subject].has_value();
  const Status severity = result.verdict == Verdict::Fail || result.verdict == Verdict::CannotTell
                              ? severity_of(result.severity)
                              : Status{1, "Informational"};
  const std::int64_t time = milliseconds(report.premises.now());
  const std::string message = finding == nullptr ? std::string(result.check->title)
                                                 : finding->subject + " " + sentence_of(*finding);
  const std::string uid =
      std::string(result.check->id) +
      (finding == nullptr ? "" : ":" + compliance::fingerprint_of(*result.check, *finding));
  const OrganizationRecord* home = report.premises.home();
  Json json = {
      {"activity_id", kCreate},
      {"activity_name", "Create"},
      {"category_uid", 2},
      {"category_name", "Findings"},
      {"class_uid", kClass},
      {"class_name", "Compliance Finding"},
      {"type_uid", kClass * 100 + kCreate},
      {"type_name", "Compliance Finding: Create"},
      {"time", time},
      {"severity_id", severity.id},
      {"severity", severity.name},
      {"status_id", waived ? 3 : 1},
      {"status", waived ? "Suppressed" : "New"},
      {"message", message},
      {"metadata",
       {{"version", "1.3.0"},
        {"profiles", Json::array({"cloud"})},
        {"event_code", result.check->id},
        {"product", {{"name", "orgsim"}, {"vendor_name", "orgsim"}}}}},
      {"cloud", {{"provider", "AWS"}, {"org", {{"uid", home == nullptr ? "" : home->id}}}}},
      {"finding_info",
       {{"uid", uid},
        {"title", result.check->title},
        {"desc", message},
        {"created_time", time},
        {"types", Json::array({"Configuration"})}}},
      {"compliance", compliance_of(report, result)},
      {"remediation", {{"desc", result.check->remediation}}}};
  json["resources"] = finding == nullptr ? Json::array() : Json::array({resource_of(*finding)});
  if (finding != nullptr) {
    json["status_code"] = compliance::code_of(finding->reason);
  }
  return json;
}

}  // namespace

std::string compliance_ocsf(const ComplianceReport& report) {
  Json events = Json::array();
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    for (std::size_t j = 0; j < report.results[i].subjects.size(); ++j) {
      events.push_back(event(report, i, j));
    }
    if (report.results[i].subjects.empty()) {
      events.push_back(event(report, i, std::nullopt));
    }
  }
  return events.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io

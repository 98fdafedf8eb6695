#include <nlohmann/json.hpp>

#include "io/write/compliance_report.h"
#include "io/write/compliance_scope.h"
#include "io/write/compliance_sentences.h"
#include "io/write/place_json.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;
using compliance::CheckResult;
using compliance::Finding;
using compliance::Hop;

/// What is no way to become somebody has no technique.
bool is_become(const Hop& hop) {
  return hop.relation != "access" && hop.relation != "push" && hop.relation != "route";
}

Json hop_json(const Hop& hop, PlaceJson& places) {
  Json needs = Json::array();
  for (const compliance::Need& need : hop.needs) {
    needs.push_back({{"action", need.action}, {"resource", need.resource}});
  }
  return {{"relation", is_become(hop) ? std::string("become") : hop.relation},
          {"technique", is_become(hop) ? Json(hop.relation) : Json(nullptr)},
          {"from", hop.from},
          {"to", hop.to},
          {"certain", hop.certain},
          {"requires", std::move(needs)},
          {"raised", Json::array()},
          {"where", places(hop.where)}};
}

Json finding_json(const Finding& finding, PlaceJson& places) {
  Json witness = Json::array();
  for (const Hop& hop : finding.witness) {
    witness.push_back(hop_json(hop, places));
  }
  Json facts = Json::object();
  for (const compliance::Fact& fact : finding.facts) {
    facts[std::string(fact.name)] = fact.value;
  }
  return {{"id", finding.subject},           {"reason", compliance::code_of(finding.reason)},
          {"message", sentence_of(finding)}, {"facts", std::move(facts)},
          {"witness", std::move(witness)},   {"where", places(finding.where)}};
}

Json support_json(const compliance::Support& support, PlaceJson& places) {
  return {{"kind", support.kind},
          {"subject", support.subject},
          {"detail", support.detail},
          {"where", places(support.where)}};
}

Json subjects_json(const ComplianceReport& report, std::size_t position, PlaceJson& places) {
  Json subjects = Json::array();
  const CheckResult& result = report.results[position];
  for (std::size_t i = 0; i < result.subjects.size(); ++i) {
    Json subject = finding_json(result.subjects[i], places);
    subject["fingerprint"] = compliance::fingerprint_of(*result.check, result.subjects[i]);
    if (const auto known = is_known(report, position, i)) {
      subject["baseline"] = *known ? "known" : "new";
    }
    if (const auto& waiver = report.waiving.by_subject[position][i]) {
      subject["waiver"] = report.waivers[*waiver].id;
    }
    subjects.push_back(std::move(subject));
  }
  return subjects;
}

Json check_json(const ComplianceReport& report, std::size_t position, PlaceJson& places) {
  const CheckResult& result = report.results[position];
  Json evidence = Json::array();
  for (const compliance::Support& support : result.support) {
    evidence.push_back(support_json(support, places));
  }
  Json notes = Json::array();
  for (const Finding& note : result.notes) {
    notes.push_back(finding_json(note, places));
  }
  Json check = {{"id", result.check->id},
                {"title", result.check->title},
                {"verdict", compliance::name_of(result.verdict)},
                {"waived", static_cast<bool>(report.waiving.waived[position])},
                {"severity", compliance::name_of(result.severity)},
                {"examined", result.n_examined},
                {"subjects", subjects_json(report, position, places)},
                {"missing", result.missing},
                {"missing_accounts", result.missing_accounts},
                {"assumptions", result.assumptions},
                {"evidence", std::move(evidence)},
                {"notes", std::move(notes)},
                {"remediation", result.check->remediation}};
  if (result.not_applicable) {
    check["not_applicable"] = sentence_of(*result.not_applicable);
  }
  return check;
}

Json framework_json(const ComplianceReport& report, const compliance::Framework& framework) {
  Json controls = Json::array();
  for (const compliance::Control& control : framework.controls) {
    Json entry = {{"id", control.id},
                  {"title", control.title},
                  {"citation", control.citation},
                  {"status", name_of(status_of(control, report.results, report.waiving))},
                  {"checks", control.checks}};
    if (!control.baseline.empty()) {
      entry["baseline"] = control.baseline;
    }
    controls.push_back(std::move(entry));
  }
  return {{"id", framework.id},
          {"name", framework.name},
          {"version", framework.version},
          {"controls", std::move(controls)}};
}

Json summary_json(const ComplianceReport& report) {
  const VerdictCounts counts = count(report);
  return {{"pass", counts.passed},
          {"fail", counts.failed},
          {"waived", counts.waived},
          {"not_applicable", counts.not_applicable},
          {"cannot_tell", counts.undecided}};
}

}  // namespace

namespace {

Json known_json(const compliance::Baseline& baseline, const std::vector<std::size_t>& positions) {
  Json list = Json::array();
  for (const std::size_t position : positions) {
    const compliance::KnownFinding& finding = baseline.findings[position];
    list.push_back({{"check", finding.check},
                    {"id", finding.subject},
                    {"message", finding.message},
                    {"fingerprint", finding.fingerprint}});
  }
  return list;
}

Json baseline_json(const ComplianceReport& report, const compliance::Baseline& baseline) {
  const auto [n_new, n_known] = count_against_baseline(report);
  return {{"as_of", baseline.as_of},
          {"new", n_new},
          {"known", n_known},
          {"fixed", known_json(baseline, report.comparison.fixed)},
          {"undecided", known_json(baseline, report.comparison.open)}};
}

}  // namespace

std::string compliance_json(const ComplianceReport& report) {
  PlaceJson places(report.files);
  Json checks = Json::array();
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    checks.push_back(check_json(report, i, places));
  }
  Json frameworks = Json::array();
  for (const compliance::Framework& framework : report.frameworks) {
    frameworks.push_back(framework_json(report, framework));
  }
  Json unused = Json::array();
  for (const std::size_t waiver : report.waiving.unused) {
    unused.push_back(report.waivers[waiver].id);
  }
  const OrganizationRecord* home = report.premises.home();
  Json json = {{"format", "orgsim-comply/1"},
               {"organization", home == nullptr ? Json(nullptr) : Json(home->id)},
               {"as_of", to_text(report.premises.now())},
               {"summary", summary_json(report)},
               {"checks", std::move(checks)},
               {"frameworks", std::move(frameworks)},
               {"unused_waivers", std::move(unused)},
               {"not_modelled", report.premises.organization().unmodelled().size()}};
  if (report.baseline) {
    json["baseline"] = baseline_json(report, *report.baseline);
  }
  if (report.scope) {
    json["pci_scope"] = scope_json(report, places);
  }
  if (report.faults) {
    json["single_faults"] = faults_json(report, places);
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io

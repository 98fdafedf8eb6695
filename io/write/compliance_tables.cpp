#include "io/write/compliance_parts.h"
#include "io/write/compliance_report.h"
#include "io/write/compliance_sentences.h"
#include "io/write/escape.h"

namespace orgsim::io {
namespace {

using compliance::CheckResult;
using compliance::Finding;

/// A row of the findings table: one a subject, and one for a check without any.
struct Row {
  const CheckResult& result;
  const Finding* finding;
  bool waived;
  std::string_view novelty;  // `new` or `known`; empty without a baseline.
};

std::vector<Row> rows(const ComplianceReport& report) {
  std::vector<Row> result;
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    const CheckResult& check = report.results[i];
    if (check.subjects.empty()) {
      result.push_back({check, nullptr, false, ""});
    }
    for (std::size_t j = 0; j < check.subjects.size(); ++j) {
      const auto known = is_known(report, i, j);
      result.push_back({check, &check.subjects[j], report.waiving.by_subject[i][j].has_value(),
                        !known   ? ""
                        : *known ? "known"
                                 : "new"});
    }
  }
  return result;
}

std::string place_of(const ComplianceReport& report, const Finding* finding) {
  return finding == nullptr ? std::string() : place(report.files, finding->where);
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += (i == 0 ? "" : ",") + for_csv_cell(cells[i]);
  }
  return line + "\r\n";
}

}  // namespace

std::string compliance_csv(const ComplianceReport& report) {
  std::string out = csv_line({"check", "title", "verdict", "waived", "severity", "subject",
                              "reason", "message", "place", "controls", "remediation", "baseline"});
  for (const Row& row : rows(report)) {
    out += csv_line(
        {std::string(row.result.check->id), std::string(row.result.check->title),
         std::string(name_of(row.result.verdict)), row.waived ? "yes" : "no",
         std::string(name_of(row.result.severity)),
         row.finding == nullptr ? std::string() : row.finding->subject,
         row.finding == nullptr ? std::string() : std::string(code_of(row.finding->reason)),
         row.finding == nullptr ? std::string() : sentence_of(*row.finding),
         place_of(report, row.finding), controls_of(report, row.result.check->id),
         std::string(row.result.check->remediation), std::string(row.novelty)});
  }
  return out;
}

}  // namespace orgsim::io

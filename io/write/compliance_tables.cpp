#include <fmt/format.h>

#include <algorithm>

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
};

std::vector<Row> rows(const ComplianceReport& report) {
  std::vector<Row> result;
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    const CheckResult& check = report.results[i];
    if (check.subjects.empty()) {
      result.push_back({check, nullptr, false});
    }
    for (std::size_t j = 0; j < check.subjects.size(); ++j) {
      result.push_back({check, &check.subjects[j], report.waiving.by_subject[i][j].has_value()});
    }
  }
  return result;
}

/// The controls that a check bears on: `pci-dss 11.4.5`.
std::string controls_of(const ComplianceReport& report, std::string_view check) {
  std::string text;
  for (const compliance::Framework& framework : report.frameworks) {
    for (const compliance::Control& control : framework.controls) {
      if (std::ranges::find(control.checks, check) != control.checks.end()) {
        text += fmt::format("{}{} {}", text.empty() ? "" : "; ", framework.id, control.id);
      }
    }
  }
  return text;
}

std::string place(const ComplianceReport& report, const Finding* finding) {
  return finding == nullptr || !finding->where.known()
             ? std::string()
             : fmt::format("{}:{}", report.files.name(finding->where.file),
                           report.files.line_column(finding->where).line);
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    line += (line.empty() ? "" : ",") + for_csv_cell(cell);
  }
  return line + "\r\n";
}

}  // namespace

std::string compliance_csv(const ComplianceReport& report) {
  std::string out = csv_line({"check", "title", "verdict", "waived", "severity", "subject",
                              "reason", "message", "place", "controls"});
  for (const Row& row : rows(report)) {
    out += csv_line(
        {std::string(row.result.check->id), std::string(row.result.check->title),
         std::string(name_of(row.result.verdict)), row.waived ? "yes" : "no",
         std::string(name_of(row.result.severity)),
         row.finding == nullptr ? std::string() : row.finding->subject,
         row.finding == nullptr ? std::string() : std::string(code_of(row.finding->reason)),
         row.finding == nullptr ? std::string() : sentence_of(*row.finding),
         place(report, row.finding), controls_of(report, row.result.check->id)});
  }
  return out;
}

namespace {

std::string markdown_row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) {
    line += " " + for_markdown_cell(cell) + " |";
  }
  return line + "\n";
}

std::string framework_markdown(const ComplianceReport& report,
                               const compliance::Framework& framework) {
  std::string out =
      fmt::format("\n## {}\n\n", for_markdown_cell(framework.name + " " + framework.version));
  out += "| control | status | title | checks |\n|---|---|---|---|\n";
  for (const compliance::Control& control : framework.controls) {
    out += markdown_row({control.id,
                         std::string(name_of(status_of(control, report.results, report.waiving))),
                         control.title, fmt::format("{}", fmt::join(control.checks, " "))});
  }
  return out;
}

}  // namespace

std::string compliance_markdown(const ComplianceReport& report) {
  const VerdictCounts counts = count(report);
  const OrganizationRecord* home = report.premises.home();
  std::string out = fmt::format(
      "# Compliance of {} at {}\n\n{} checks: {} pass, {} fail, {} waived, {} cannot tell, {} not "
      "applicable.\n",
      for_markdown_cell(home == nullptr ? "accounts" : home->id), to_text(report.premises.now()),
      report.results.size(), counts.passed, counts.failed, counts.waived, counts.undecided,
      counts.not_applicable);
  std::string findings;
  for (const Row& row : rows(report)) {
    if (row.finding != nullptr) {
      findings +=
          markdown_row({std::string(row.result.check->id),
                        std::string(name_of(row.result.verdict)) + (row.waived ? " (waived)" : ""),
                        std::string(name_of(row.result.severity)), row.finding->subject,
                        sentence_of(*row.finding), place(report, row.finding)});
    }
  }
  if (!findings.empty()) {
    out +=
        "\n## Findings\n\n| check | verdict | severity | subject | reason | place "
        "|\n|---|---|---|---|---|---|\n" +
        findings;
  }
  for (const compliance::Framework& framework : report.frameworks) {
    out += framework_markdown(report, framework);
  }
  return out;
}

}  // namespace orgsim::io

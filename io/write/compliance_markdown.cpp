#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/write/compliance_parts.h"
#include "io/write/compliance_report.h"
#include "io/write/compliance_scope.h"
#include "io/write/compliance_sentences.h"
#include "io/write/escape.h"
#include "io/write/markdown.h"

namespace orgsim::io {
namespace {

using compliance::CheckResult;
using compliance::ControlStatus;
using compliance::Finding;
using compliance::Verdict;

std::string summary(const ComplianceReport& report) {
  const VerdictCounts counts = count(report);
  const OrganizationRecord* home = report.premises.home();
  std::string out = fmt::format(
      "# Compliance of {} at {}\n\n{} checks: {} pass, {} fail, {} waived, {} cannot tell, {} not "
      "applicable. {} accounts in scope of the assessment.\n",
      for_markdown_cell(home == nullptr ? "accounts" : home->id), to_text(report.premises.now()),
      report.results.size(), counts.passed, counts.failed, counts.waived, counts.undecided,
      counts.not_applicable, report.premises.accounts().size());
  if (report.baseline) {
    out += "\n" + baseline_sentence(report) + "\n";
  }
  return out;
}

std::string waiver_note(const ComplianceReport& report, std::size_t position, std::size_t subject) {
  const auto& waiver = report.waiving.by_subject[position][subject];
  if (!waiver) {
    return {};
  }
  const Waiver& one = report.waivers[*waiver];
  return fmt::format(" *Waived by {} (owner {}, approved by {}, until {}).*",
                     for_markdown_cell(one.id), for_markdown_cell(one.owner),
                     for_markdown_cell(one.approver),
                     one.expires ? to_text(*one.expires) : "no date");
}

std::string finding_markdown(const ComplianceReport& report, std::size_t position,
                             std::size_t subject) {
  const Finding& finding = report.results[position].subjects[subject];
  const auto known = is_known(report, position, subject);
  std::string out =
      fmt::format("- {}**{}** {}",
                  !known   ? ""
                  : *known ? "(known) "
                           : "(new) ",
                  for_markdown_cell(finding.subject), for_markdown_cell(sentence_of(finding)));
  if (const std::string where = place(report.files, finding.where); !where.empty()) {
    out += fmt::format(" ({})", for_markdown_cell(where));
  }
  out += waiver_note(report, position, subject) + "\n";
  for (const compliance::Hop& hop : finding.witness) {
    out += "  1. " + for_markdown_cell(hop_sentence(report, hop)) + "\n";
  }
  return out;
}

std::string check_markdown(const ComplianceReport& report, std::size_t position) {
  constexpr std::size_t kMost = 25;
  const CheckResult& result = report.results[position];
  std::string out = fmt::format("\n### {} {}: {}\n\n", result.check->id,
                                status_words(report, position), result.check->title);
  out += fmt::format("Severity {}; {} of {} examined. Controls: {}.\n\n", name_of(result.severity),
                     result.subjects.size(), result.n_examined,
                     for_markdown_cell(controls_of(report, result.check->id)));
  if (!result.missing.empty()) {
    out += fmt::format("Not collected or not declared: {}.\n\n",
                       for_markdown_cell(missing_words(result)));
  }
  for (std::size_t i = 0; i < std::min(kMost, result.subjects.size()); ++i) {
    out += finding_markdown(report, position, i);
  }
  if (result.subjects.size() > kMost) {
    out +=
        fmt::format("- and {} more, which the JSON report has\n", result.subjects.size() - kMost);
  }
  return result.verdict == Verdict::CannotTell
             ? out
             : out +
                   fmt::format("\nRemediation: {}\n", for_markdown_cell(result.check->remediation));
}

std::string findings_markdown(const ComplianceReport& report) {
  std::string out;
  for (const std::size_t position : in_order_of_attention(report)) {
    const Verdict verdict = report.results[position].verdict;
    if (verdict == Verdict::Fail || verdict == Verdict::CannotTell) {
      out += check_markdown(report, position);
    }
  }
  if (const std::string note = hypothetical_note(report); !note.empty()) {
    out += "\n" + note + "\n";
  }
  return out.empty() ? "\n## Findings\n\nNone.\n" : "\n## Findings\n" + out;
}

std::string framework_markdown(const ComplianceReport& report,
                               const compliance::Framework& framework) {
  std::string out =
      fmt::format("\n## {}\n\n", for_markdown_cell(framework.name + " " + framework.version)) +
      markdown_head({"control", "status", "title", "evidence"});
  std::vector<std::string> not_assessed;
  for (const compliance::Control& control : framework.controls) {
    const ControlStatus status = status_of(control, report.results, report.waiving);
    if (status == ControlStatus::NotAssessed) {
      not_assessed.push_back(control.id);
    } else {
      out += markdown_row({control.id, std::string(name_of(status)), control.title,
                           control_evidence(report, control)});
    }
  }
  if (!not_assessed.empty()) {
    out += fmt::format(
        "\nNot assessed, because nothing about them can be told from a model of the organization: "
        "{}.\n",
        for_markdown_cell(fmt::format("{}", fmt::join(not_assessed, ", "))));
  }
  return out;
}

std::string not_applicable_markdown(const ComplianceReport& report) {
  std::string rows;
  for (const CheckResult& result : report.results) {
    if (result.not_applicable) {
      rows += markdown_row({std::string(result.check->id), std::string(result.check->title),
                            std::string(sentence_of(*result.not_applicable))});
    }
  }
  return rows.empty()
             ? rows
             : "\n## Not applicable\n\n" + markdown_head({"check", "title", "because"}) + rows;
}

}  // namespace

std::string exceptions_markdown(const ComplianceReport& report) {
  std::string rows;
  for (std::size_t i = 0; i < report.waivers.size(); ++i) {
    const Waiver& waiver = report.waivers[i];
    rows += markdown_row(
        {waiver.id, waiver.match.check, waiver.match.subject + " " + waiver.match.account,
         waiver.justification, waiver.compensating, waiver.owner, waiver.approver,
         waiver.expires ? to_text(*waiver.expires) : std::string(), waiver_state(report, i)});
  }
  return rows.empty() ? "\n## Exceptions\n\nNone.\n"
                      : "\n## Exceptions\n\n" +
                            markdown_head({"waiver", "check", "subject", "reason", "compensating",
                                           "owner", "approver", "expires", "state"}) +
                            rows;
}

std::string compliance_markdown(const ComplianceReport& report) {
  std::string out = summary(report) + findings_markdown(report);
  for (const compliance::Framework& framework : report.frameworks) {
    out += framework_markdown(report, framework);
  }
  return out + scope_markdown(report) + faults_markdown(report) + exceptions_markdown(report) +
         not_applicable_markdown(report);
}

}  // namespace orgsim::io

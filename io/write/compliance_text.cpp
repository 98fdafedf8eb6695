#include <fmt/format.h>

#include <algorithm>

#include "io/write/compliance_parts.h"
#include "io/write/compliance_report.h"
#include "io/write/compliance_scope.h"
#include "io/write/compliance_sentences.h"
#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

using compliance::CheckResult;
using compliance::ControlStatus;
using compliance::Finding;
using compliance::Verdict;

constexpr std::size_t kMostSubjects = 12;  // Of a check; JSON has them all.

Tone tone_of(ControlStatus status) {
  switch (status) {
    case ControlStatus::Pass:
      return Tone::Good;
    case ControlStatus::Fail:
      return Tone::Bad;
    case ControlStatus::Waived:
      return Tone::Warning;
    case ControlStatus::CannotTell:
      return Tone::Unknown;
    case ControlStatus::NotApplicable:
    case ControlStatus::NotAssessed:
      break;
  }
  return Tone::Dim;
}

/// In words: `cannot tell`.
std::string words_of(ControlStatus status) {
  std::string text;
  for (const char c : name_of(status)) {
    text += c == '_' ? ' ' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return text;
}

std::string joined_ids(const std::vector<std::string>& ids) {
  return fmt::format("{}", fmt::join(ids, " "));
}

std::string summary(const ComplianceReport& report, const Paint& paint) {
  const VerdictCounts counts = count(report);
  const OrganizationRecord* home = report.premises.home();
  std::string out =
      paint(
          {{.text = fmt::format("{} at {}, {} accounts", home == nullptr ? "accounts" : home->id,
                                to_text(report.premises.now()), report.premises.accounts().size()),
            .tone = Tone::Heading}}) +
      "\n";
  Line line = {{.text = fmt::format("{} checks: ", report.results.size())},
               {.text = fmt::format("{} pass", counts.passed), .tone = Tone::Good},
               {.text = ", "},
               {.text = fmt::format("{} fail", counts.failed),
                .tone = counts.failed == 0 ? Tone::Plain : Tone::Bad}};
  if (counts.waived != 0) {
    line.push_back({.text = fmt::format(", {} waived", counts.waived), .tone = Tone::Warning});
  }
  line.push_back({.text = fmt::format(", {} cannot tell", counts.undecided),
                  .tone = counts.undecided == 0 ? Tone::Plain : Tone::Unknown});
  line.push_back({.text = fmt::format(", {} not applicable", counts.not_applicable)});
  out += paint(line) + "\n";
  if (report.baseline) {
    out += paint(Tone::Plain, baseline_sentence(report)) + "\n";
  }
  const auto unmodelled = report.premises.organization().unmodelled().size();
  if (unmodelled != 0) {
    out += paint(Tone::Warning, fmt::format("{} constructs of the input are not modelled; "
                                            "`orgsim validate` lists them",
                                            unmodelled)) +
           "\n";
  }
  return out;
}

std::string framework_text(const ComplianceReport& report, const compliance::Framework& framework,
                           const Paint& paint, std::optional<std::size_t> width) {
  TextTable table({{.title = "control"},
                   {.title = "status"},
                   {.title = "title", .wraps = true},
                   {.title = "checks", .wraps = true}});
  std::vector<std::string> not_assessed;
  for (const compliance::Control& control : framework.controls) {
    const ControlStatus status = status_of(control, report.results, report.waiving);
    if (status == ControlStatus::NotAssessed) {
      not_assessed.push_back(control.id);
      continue;
    }
    table.add({{.text = control.id, .tone = Tone::Strong},
               {.text = words_of(status), .tone = tone_of(status)},
               {.text = control.title},
               {.text = control_checks(report, control), .tone = Tone::Dim}});
  }
  std::string out =
      "\n" + paint(Tone::Heading, fmt::format("{} ({})", framework.name, framework.version)) + "\n";
  if (!table.empty()) {
    out += table.text(paint, width);
  }
  if (!not_assessed.empty()) {
    const std::string line = "not assessed: " + joined_ids(not_assessed);
    for (const std::string& part : wrapped(line, width.value_or(line.size() + 1))) {
      out += paint(Tone::Dim, part) + "\n";
    }
  }
  return out;
}

std::string finding_text(const ComplianceReport& report, std::size_t position, std::size_t subject,
                         const Paint& paint) {
  const Finding& finding = report.results[position].subjects[subject];
  const auto& waiver = report.waiving.by_subject[position][subject];
  const auto known = is_known(report, position, subject);
  Line line = {{.text = !known   ? "    "
                        : *known ? "    known "
                                 : "    new "},
               {.text = finding.subject, .tone = Tone::Identity},
               {.text = " " + sentence_of(finding)}};
  if (const std::string where = place(report.files, finding.where); !where.empty()) {
    line.push_back({.text = "  " + where, .tone = Tone::Dim});
  }
  if (waiver) {
    line.push_back(
        {.text = fmt::format("  waived by {}", report.waivers[*waiver].id), .tone = Tone::Warning});
  }
  std::string out = paint(line) + "\n";
  for (const compliance::Hop& hop : finding.witness) {
    out += paint(hop.certain ? Tone::Plain : Tone::Unknown, "      " + hop_sentence(report, hop)) +
           "\n";
  }
  return out;
}

Line check_heading(const ComplianceReport& report, std::size_t position) {
  const CheckResult& result = report.results[position];
  const bool fails = result.verdict == Verdict::Fail;
  const bool waived = report.waiving.waived[position];
  const ControlStatus status = !fails   ? ControlStatus::CannotTell
                               : waived ? ControlStatus::Waived
                                        : ControlStatus::Fail;
  return {{.text = words_of(status), .tone = tone_of(status)},
          {.text = " " + std::string(name_of(result.severity))},
          {.text = " " + std::string(result.check->id), .tone = Tone::Strong},
          {.text = "  " + std::string(result.check->title)}};
}

std::string check_text(const ComplianceReport& report, std::size_t position, const Paint& paint) {
  const CheckResult& result = report.results[position];
  std::string out = "\n" + paint(check_heading(report, position)) + "\n";
  if (!result.missing.empty()) {
    out += paint(Tone::Unknown, "    missing: " + missing_words(result)) + "\n";
  }
  const std::size_t shown = std::min(result.subjects.size(), kMostSubjects);
  for (std::size_t i = 0; i < shown; ++i) {
    out += finding_text(report, position, i, paint);
  }
  if (shown < result.subjects.size()) {
    out += fmt::format("    and {} more; `--format json` has them all\n",
                       result.subjects.size() - shown);
  }
  // What cannot be told needs evidence, which nothing but the line above asks for.
  return result.verdict == Verdict::CannotTell
             ? out
             : out + paint(Tone::Dim, fmt::format("    fix: {}", result.check->remediation)) + "\n";
}

std::string fixed_text(const ComplianceReport& report, const Paint& paint) {
  std::string out;
  const auto add = [&](const std::vector<std::size_t>& positions, std::string_view what,
                       Tone tone) {
    for (const std::size_t position : positions) {
      const compliance::KnownFinding& finding = report.baseline->findings[position];
      out += paint({{.text = std::string(what), .tone = tone},
                    {.text = " " + finding.check, .tone = Tone::Strong},
                    {.text = fmt::format("  {} {}", finding.subject, finding.message)}}) +
             "\n";
    }
  };
  add(report.comparison.fixed, "fixed", Tone::Good);
  add(report.comparison.open, "undecided since", Tone::Unknown);
  return out.empty() ? out : "\n" + out;
}

std::string not_applicable_text(const ComplianceReport& report, const Paint& paint) {
  std::string out;
  for (const CheckResult& result : report.results) {
    if (result.not_applicable) {
      out += paint({{.text = "not applicable ", .tone = Tone::Dim},
                    {.text = std::string(result.check->id), .tone = Tone::Strong},
                    {.text = fmt::format("  {}: {}", result.check->title,
                                         sentence_of(*result.not_applicable))}}) +
             "\n";
    }
  }
  return out.empty() ? out : "\n" + out;
}

std::string unused_text(const ComplianceReport& report, const Paint& paint) {
  std::string out;
  for (const std::size_t waiver : report.waiving.unused) {
    out += paint(Tone::Warning,
                 fmt::format("waiver {} matches no failure", report.waivers[waiver].id)) +
           "\n";
  }
  for (const Waiver& waiver : report.waivers) {
    if (waiver.start && *waiver.start > report.premises.now()) {
      out += paint(Tone::Dim, fmt::format("waiver {} covers nothing before {}", waiver.id,
                                          to_text(*waiver.start))) +
             "\n";
    }
  }
  return out.empty() ? out : "\n" + out;
}

}  // namespace

std::string compliance_text(const ComplianceReport& report, const Paint& paint,
                            std::optional<std::size_t> width) {
  std::string out = summary(report, paint);
  for (const compliance::Framework& framework : report.frameworks) {
    out += framework_text(report, framework, paint, width);
  }
  for (const std::size_t position : in_order_of_attention(report)) {
    const Verdict verdict = report.results[position].verdict;
    if (verdict == Verdict::Fail || verdict == Verdict::CannotTell) {
      out += check_text(report, position, paint);
    }
  }
  if (const std::string note = hypothetical_note(report); !note.empty()) {
    out += "\n" + paint(Tone::Dim, note) + "\n";
  }
  return out + fixed_text(report, paint) + scope_text(report, paint, width) +
         faults_text(report, paint, width) + not_applicable_text(report, paint) +
         unused_text(report, paint);
}

}  // namespace orgsim::io

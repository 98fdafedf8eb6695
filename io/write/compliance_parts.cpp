#include "io/write/compliance_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compliance/waiver.h"

namespace orgsim::io {
namespace {

using compliance::CheckResult;
using compliance::Verdict;

/// Where the first few of what supports a pass lie.
std::string places_of(const ComplianceReport& report, const CheckResult& result) {
  constexpr std::size_t kMost = 2;
  std::vector<std::string> places;
  for (const compliance::Support& support : result.support) {
    const std::string where = place(report.files, support.where);
    const std::string text = support.subject + (support.detail.empty() ? "" : " " + support.detail);
    if (!where.empty() && places.size() < kMost && support.kind != "certificate") {
      places.push_back(fmt::format("{} ({})", text, where));
    }
  }
  return places.empty() ? std::string() : fmt::format(", {}", fmt::join(places, ", "));
}

}  // namespace

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

std::string baseline_sentence(const ComplianceReport& report) {
  if (!report.baseline) {
    return "";
  }
  const auto [n_new, n_known] = count_against_baseline(report);
  return fmt::format("{} new, {} known, {} fixed{} since the baseline of {}.", n_new, n_known,
                     report.comparison.fixed.size(),
                     report.comparison.open.empty()
                         ? std::string()
                         : fmt::format(", {} undecided", report.comparison.open.size()),
                     report.baseline->as_of);
}

std::string hop_sentence(const ComplianceReport& report, const compliance::Hop& hop) {
  std::string needs;
  for (const compliance::Need& need : hop.needs) {
    needs += " " + need.action;
  }
  const std::string where = place(report.files, hop.where);
  return fmt::format("{}{} -> {}{}{}", hop.from, needs, hop.to,
                     hop.certain ? "" : " under a condition that is not settled",
                     where.empty() ? where : " (" + where + ")");
}

std::string status_words(const ComplianceReport& report, std::size_t position) {
  switch (report.results[position].verdict) {
    case Verdict::Pass:
      return "passes";
    case Verdict::Fail:
      return report.waiving.waived[position] ? "fails, waived" : "fails";
    case Verdict::NotApplicable:
      return "does not apply";
    case Verdict::CannotTell:
      break;
  }
  return "cannot be told";
}

std::string control_evidence(const ComplianceReport& report, const compliance::Control& control) {
  std::string text;
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    const CheckResult& result = report.results[i];
    if (std::ranges::find(control.checks, result.check->id) == control.checks.end()) {
      continue;
    }
    text +=
        fmt::format("{}{} {}", text.empty() ? "" : "; ", result.check->id, status_words(report, i));
    if (result.verdict == Verdict::Fail) {
      text += fmt::format(" ({} of {} examined)", result.subjects.size(), result.n_examined);
    } else if (result.verdict == Verdict::Pass) {
      text += fmt::format(" ({} examined{})", result.n_examined, places_of(report, result));
    }
  }
  return text;
}

std::string waiver_state(const ComplianceReport& report, std::size_t waiver) {
  const auto gaps = compliance::gaps(report.waivers[waiver], report.premises.now());
  if (!gaps.empty()) {
    return "suppresses nothing: " + std::string(compliance::name_of(gaps.front()));
  }
  const bool unused = std::ranges::count(report.waiving.unused, waiver) != 0;
  return unused ? "in force, matches nothing" : "in force";
}

}  // namespace orgsim::io

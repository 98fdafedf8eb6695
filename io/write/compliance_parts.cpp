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

std::string step_sentence(const compliance::Hop& hop) {
  std::string needs;
  for (const compliance::Need& need : hop.needs) {
    needs += " " + need.action;
  }
  return fmt::format("{}{} -> {}{}", hop.from, needs, hop.to,
                     hop.certain ? "" : " under a condition that is not settled");
}

std::string hop_sentence(const ComplianceReport& report, const compliance::Hop& hop) {
  const std::string where = place(report.files, hop.where);
  return step_sentence(hop) + (where.empty() ? where : " (" + where + ")");
}

std::string hypothetical_note(const ComplianceReport& report) {
  constexpr std::string_view kName = ":role/hypothetical/Administrator";
  const auto names_one = [&](const compliance::Finding& finding) {
    return std::ranges::any_of(
        finding.witness, [&](const compliance::Hop& hop) { return hop.from.ends_with(kName); });
  };
  const bool some = std::ranges::any_of(report.results, [&](const CheckResult& result) {
    return std::ranges::any_of(result.subjects, names_one);
  });
  return some ? "No account has a role `role/hypothetical/Administrator`: it stands for whoever "
                "takes the account over and may do there all that its guardrails allow."
              : "";
}

std::string control_checks(const ComplianceReport& report, const compliance::Control& control) {
  std::string first;
  std::string passing;
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    const CheckResult& result = report.results[i];
    if (std::ranges::find(control.checks, result.check->id) == control.checks.end()) {
      continue;
    }
    if (result.verdict == Verdict::Fail || result.verdict == Verdict::CannotTell) {
      first += fmt::format("{} {}; ", result.check->id, status_words(report, i));
    } else {
      passing += fmt::format("{}{}", passing.empty() ? "" : " ", result.check->id);
    }
  }
  if (passing.empty() && !first.empty()) {
    first.resize(first.size() - 2);
  }
  return first + passing;
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

std::string missing_words(const compliance::CheckResult& result) {
  if (result.missing.empty()) {
    return {};
  }
  const std::string what = fmt::format("{}", fmt::join(result.missing, ", "));
  return result.missing_accounts.empty()
             ? what
             : fmt::format("{} of {}", what, fmt::join(result.missing_accounts, ", "));
}

std::string undecided_sentence(const compliance::CheckResult& result) {
  return result.missing.empty() ? fmt::format("cannot tell: {} undecided", result.subjects.size())
                                : fmt::format("cannot tell: missing {}", missing_words(result));
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

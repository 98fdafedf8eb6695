#pragma once

#include <string_view>

namespace orgsim::compliance {

/// What a check says of an organization. `CannotTell` is an answer of its own: evidence or a
/// declaration is missing, and it never counts as a pass. A waiver is an overlay on `Fail`.
enum class Verdict { Pass, Fail, NotApplicable, CannotTell };

/// As AWS Security Hub labels them.
enum class Severity { Informational, Low, Medium, High, Critical };

/// For what holds today by one layer only, or is refused by another layer.
constexpr Severity one_lower(Severity severity) {
  switch (severity) {
    case Severity::Critical:
      return Severity::High;
    case Severity::High:
      return Severity::Medium;
    case Severity::Medium:
      return Severity::Low;
    case Severity::Low:
    case Severity::Informational:
      return Severity::Informational;
  }
  return severity;
}

/// `PASS`, `FAIL`, `NOT_APPLICABLE` or `CANNOT_TELL`.
constexpr std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Pass:
      return "PASS";
    case Verdict::Fail:
      return "FAIL";
    case Verdict::NotApplicable:
      return "NOT_APPLICABLE";
    case Verdict::CannotTell:
      return "CANNOT_TELL";
  }
  return "";
}

/// In lower case: `critical`.
constexpr std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::Informational:
      return "informational";
    case Severity::Low:
      return "low";
    case Severity::Medium:
      return "medium";
    case Severity::High:
      return "high";
    case Severity::Critical:
      return "critical";
  }
  return "";
}

}  // namespace orgsim::compliance

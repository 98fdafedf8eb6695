#include "compliance/framework.h"

#include <algorithm>

#include "compliance/catalog.h"

namespace orgsim::compliance {
namespace {

ControlStatus status_of(const CheckResult& result, bool waived) {
  switch (result.verdict) {
    case Verdict::Pass:
      return ControlStatus::Pass;
    case Verdict::Fail:
      return waived ? ControlStatus::Waived : ControlStatus::Fail;
    case Verdict::NotApplicable:
      return ControlStatus::NotApplicable;
    case Verdict::CannotTell:
      return ControlStatus::CannotTell;
  }
  return ControlStatus::NotAssessed;
}

}  // namespace

std::string_view name_of(ControlStatus status) {
  switch (status) {
    case ControlStatus::NotAssessed:
      return "NOT_ASSESSED";
    case ControlStatus::NotApplicable:
      return "NOT_APPLICABLE";
    case ControlStatus::Pass:
      return "PASS";
    case ControlStatus::Waived:
      return "WAIVED";
    case ControlStatus::CannotTell:
      return "CANNOT_TELL";
    case ControlStatus::Fail:
      return "FAIL";
  }
  return "";
}

ControlStatus status_of(const Control& control, std::span<const CheckResult> results,
                        const Waiving& waiving) {
  ControlStatus worst = ControlStatus::NotAssessed;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (std::ranges::find(control.checks, results[i].check->id) != control.checks.end()) {
      worst = std::max(worst, status_of(results[i], waiving.waived[i]));
    }
  }
  return worst;
}

std::vector<const Check*> checks_of(std::span<const Framework> frameworks) {
  std::vector<const Check*> result;
  for (const Check& check : catalog()) {
    const bool used = std::ranges::any_of(frameworks, [&](const Framework& framework) {
      return std::ranges::any_of(framework.controls, [&](const Control& control) {
        return std::ranges::find(control.checks, check.id) != control.checks.end();
      });
    });
    if (used) {
      result.push_back(&check);
    }
  }
  return result;
}

}  // namespace orgsim::compliance

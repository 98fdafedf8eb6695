#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/assess.h"
#include "compliance/waiver.h"

namespace orgsim::compliance {

/// A control, criterion or requirement of a framework, with the checks that bear on it. Without
/// checks it cannot be assessed offline.
struct Control {
  std::string id;        // As the framework spells it: `CC6.1`, `11.4.5`.
  std::string title;     // Ours, short.
  std::string citation;  // Where it is written.
  std::string baseline;  // FedRAMP: the lowest baseline that has it; else empty.
  std::vector<std::string> checks;
};

struct Framework {
  std::string id;  // `soc2`
  std::string name;
  std::string version;
  std::vector<Control> controls;  // In the order of the framework.
};

/// What the checks say of a control: the worst of them, a waived failure being no failure.
enum class ControlStatus { NotAssessed, NotApplicable, Pass, Waived, CannotTell, Fail };

/// `NOT_ASSESSED`, ...
std::string_view name_of(ControlStatus status);

/// Of results with their waivers; a check that was not run counts as not assessed.
ControlStatus status_of(const Control& control, std::span<const CheckResult> results,
                        const Waiving& waiving);

/// The checks that the frameworks use, sorted by id, each once.
std::vector<const Check*> checks_of(std::span<const Framework> frameworks);

}  // namespace orgsim::compliance

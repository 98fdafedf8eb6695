#pragma once

#include <string_view>
#include <vector>

#include "compliance/assess.h"
#include "model/waiver.h"

namespace orgsim::compliance {

/// What a waiver lacks to suppress anything. `Unscoped`: it names neither a subject nor an account,
/// so it would hide failures that nobody has seen yet.
enum class WaiverGap {
  NoOwner,
  NoApprover,
  SelfApproved,
  NoJustification,
  NoCompensation,
  NoStart,
  NoExpiry,
  NotStarted,
  Expired,
  Unscoped,
};

/// In words of the waiver file: `owner is missing`.
std::string_view name_of(WaiverGap gap);

/// Empty for one that is in force. The last day counts.
std::vector<WaiverGap> gaps(const Waiver& waiver, Date now);

/// Whether the waiver is for this finding of the check. `account` is the id of the subject's
/// account, empty when it has none.
bool matches(const Waiver& waiver, std::string_view check, std::string_view subject,
             std::string_view account);

/// The result of waivers on failing checks.
struct Waiving {
  /// Of each result: whether it fails and every failing subject is waived.
  std::vector<bool> waived;
  /// Of each result: the waiver of each subject, by its position; nothing: none.
  std::vector<std::vector<std::optional<std::size_t>>> by_subject;
  std::vector<std::size_t> unused;  // Waivers in force that match nothing, by position.
};

/// Lays the waivers that are in force over the results. Only failures can be waived, and never the
/// findings about waivers themselves.
Waiving waive(const Premises& premises, std::span<const CheckResult> results,
              std::span<const Waiver> waivers);

}  // namespace orgsim::compliance

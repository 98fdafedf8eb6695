#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/closure/fallen.h"

namespace orgsim::sim {

/// A control of detection, or what its evidence lies in.
enum class ControlKind {
  Trail,
  TrailBucket,
  TrailKey,
  ConfigRecorder,
  GuardDuty,
  SecurityHub,
  AccessAnalyzer,
  Membership  // Of an account in its organization: with it go trail, detection and SCPs.
};

/// A control that the attacker can stop, and where that blinds.
/// Source: docs/SEMANTICS.md, rows `ctl-01` to `ctl-06`, `del-06`, `del-07`, `org-20`.
struct BlindedControl {
  ControlKind kind = ControlKind::Trail;
  std::string control;  // ARN, or what it is when it has none.
  std::string_view technique;
  std::string_view action;               // Of the nearest.
  std::vector<Index<Account>> accounts;  // Where it then sees nothing, in order of the table.
  bool whole_organization = false;
  Truth certain = Truth::Yes;
  Index<Principal> principal;  // The nearest.
  std::vector<Fact> needs;
  std::size_t hops = 0;
  Truth unseen = Truth::Unknown;  // Nothing on the way there is logged by a trail.
};

/// B4: in order of kind, then of the snapshot.
std::vector<BlindedControl> blinded_controls(const Fallen& fallen);

}  // namespace orgsim::sim

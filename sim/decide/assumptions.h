#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace orgsim::sim {

/// How we take what AWS's documentation does not settle. Whoever knows better, from a test in an
/// account or a newer page, sets a member otherwise; `docs/SEMANTICS.md` says what each rests on.
struct Assumptions {
  bool everyone_names_services = true;
  bool everyone_names_federated = true;
  bool caller_identity_ignores_ceilings = true;
  bool scps_bind_federated = false;
  bool rcps_bind_opensearch = false;
  bool rcps_bind_assume_root = true;
  bool rcps_of_caller_bind_wildcard_actions = true;
  bool newer_keys_confine_buckets = true;
  bool wildcards_stay_in_field = false;
  bool short_arns_are_padded = true;
  bool stackset_exec_is_service_linked = false;

  friend bool operator==(const Assumptions&, const Assumptions&) = default;
};

/// A switch: its name, what is taken to hold when it is on, and where it is kept.
struct AssumptionRow {
  std::string_view name;
  std::string_view meaning;
  bool Assumptions::* value;
};

/// All of them, sorted by name.
std::span<const AssumptionRow> assumption_table();

/// Nothing for a name that is no switch.
std::optional<AssumptionRow> find_assumption(std::string_view name);

}  // namespace orgsim::sim

#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "sim/decide/decision.h"
#include "sim/decide/request.h"
#include "sim/organization/principals.h"

namespace orgsim::sim {

/// An AWS service that acts as itself. The source is the resource it acts for; empty: none.
/// Source: IAM User Guide, "The confused deputy problem".
struct ServiceCaller {
  std::string name;  // `cloudtrail.amazonaws.com`.
  std::string source_account;
  std::string source_arn;
};

/// An unsigned request.
struct AnonymousCaller {};

/// A principal of an account that the snapshot does not hold. Its own account is taken to allow
/// everything, as we cannot see what it allows.
struct OutsideCaller {
  std::string arn;
  std::string account;
};

using Asker = std::variant<Index<Principal>, ServiceCaller, AnonymousCaller, OutsideCaller>;

/// A context key whose value the question states, against whatever the snapshot says.
struct StatedKey {
  std::string key;
  KeyValue value;
};

class Ceilings;

/// One authorization asked of a snapshot. What it refers to must outlive it.
struct AccessRequest {
  Asker asker;
  std::string_view action;
  std::string_view resource = "*";
  std::string_view resource_account;  // Id of the owner; empty: as the ARN and the snapshot say.
  std::span<const StatedKey> context;
  std::optional<std::span<const PolicyRef>> session_policies;  // Nothing: none was passed.
  std::string_view session_name;   // Of a role session; empty: not known.
  bool any_policy = false;         // As if the resource, unless the snapshot holds it, may
                                   // carry any policy, also one that lets the asker in.
  std::span<const Layer> without;  // Layers left out, to see what they change.
  /// What the asker's own policies would be after somebody rewrote them; nothing: as they are.
  std::optional<std::span<const PolicyRef>> identity;
  const Ceilings* ceilings = nullptr;  // In place of the snapshot's SCPs and RCPs; null: these.
  /// A resource that the snapshot does not hold is taken to carry no policy: it is made for this
  /// request, or its policies can only allow.
  bool bare_resource = false;
};

}  // namespace orgsim::sim

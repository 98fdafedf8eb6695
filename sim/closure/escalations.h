#pragma once

#include <string>
#include <vector>

#include "sim/closure/closure.h"

namespace orgsim::sim {

/// Whether a user or role can become an administrator of its account, starting with its own
/// credentials alone. `Unknown`: only under what the snapshot does not settle.
struct Escalation {
  Index<Principal> principal;
  bool already_admin = false;
  Truth escalates = Truth::No;
  std::vector<std::string_view> techniques;  // Along the witness, each once.
  std::vector<Step> witness;                 // Shortest; empty when it does not escalate.
};

/// Of all users and roles, sorted by ARN.
std::vector<Escalation> escalations(const Authorizer& authorizer, const AccessGraph& graph);

/// The published ids of the steps, in their order, each once: a rewrite of a principal together
/// with becoming it may have an id of its own.
std::vector<std::string_view> technique_ids(const std::vector<Step>& steps);

}  // namespace orgsim::sim

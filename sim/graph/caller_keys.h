#pragma once

#include "sim/decide/compiled_policy.h"

namespace orgsim::sim {

/// What the value of a condition key hangs on, within one snapshot and for one action.
enum class KeyScope {
  Caller,    // On who asks alone: it can be looked up before the resource is known.
  Account,   // At most on the caller's kind and account, and on the account of the resource.
  Resource,  // On those and the resource: its tags.
  Other,     // Possibly on the pair: all keys that no list below names.
};

KeyScope scope_of(std::string_view key);

/// Whether a policy variable is in what the condition compares with.
bool has_variables(const CompiledCondition& condition);

/// Whether a policy variable is in the resources of the statement.
bool has_variables(const CompiledStatement& statement);

}  // namespace orgsim::sim

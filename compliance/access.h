#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/finding.h"
#include "compliance/premises.h"
#include "sim/decide/truth.h"

namespace orgsim::compliance {

/// One thing that somebody might do.
struct Attempt {
  sim::Asker asker;
  std::string action;
  std::string resource = "*";
  std::string resource_account;  // Id; empty: as the ARN and the snapshot say.
  std::vector<sim::StatedKey> context;
  /// Whether a resource that the snapshot does not hold may carry any policy whatever; else it is
  /// taken to carry none.
  bool inviting = false;
  /// As if somebody had rewritten the policies of the asker's own so that they allow everything.
  bool rewritten = false;
  bool unbounded = false;  // And had taken its permissions boundary away.
};

/// Resources on which policies of the principal's own may grant the action: an example of each
/// pattern that their statements name, and `*`.
std::vector<std::string> granted_resources(const Premises& premises, Index<sim::Principal> index,
                                           std::string_view action);

/// An example of what the pattern stands for.
std::string example_of(std::string_view pattern);

/// Whether a user or role succeeds only where policies of its own grant the action: nothing else
/// can, as nobody rewrote them, and the snapshot holds no such resource whose policy could.
bool takes_own_grant(const Premises& premises, const Attempt& attempt);

/// `Unknown` when it hangs on a context that the snapshot does not settle; a guarantee must not
/// count on that.
sim::Truth can(const Premises& premises, const Attempt& attempt);

/// Whether it cannot be ruled out.
bool may(const Premises& premises, const Attempt& attempt);

/// The attempt as a step of a witness, with the first statement that permits it.
Hop hop_of(const Premises& premises, const Attempt& attempt);

/// What refuses the attempt: the statements that deny it, or the layers that lack an Allow.
std::vector<Support> refusals(const Premises& premises, const Attempt& attempt);

/// The ARN of the asker, or what it is: `cloudtrail.amazonaws.com`, `anonymous`.
std::string name_of(const Premises& premises, const sim::Asker& asker);

/// Context keys that an actor can arrange, as not known: the Region, and whether a service acts on
/// its behalf. A Deny that hangs on one of them does not bind.
std::vector<sim::StatedKey> avoidable_context();

/// Sets or replaces a key.
void state(std::vector<sim::StatedKey>& context, std::string_view key, sim::KeyValue value);
sim::KeyValue one_value(std::string_view value);

}  // namespace orgsim::compliance

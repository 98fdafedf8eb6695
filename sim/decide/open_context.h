#pragma once

#include <span>
#include <vector>

#include "sim/decide/context_space.h"
#include "sim/decide/truth_table.h"

namespace orgsim::sim {

/// A request whose open statements hang on keys that are not known, looked at in every context that
/// the policies can tell apart. So "Allow if tag is a" with "Deny if tag is a" is a certain no, and
/// "Allow if a" with "Allow unless a" a certain yes.
class OpenContext {
 public:
  OpenContext(const LayeredPolicies& policies, const Request& request, const Situation& situation,
              std::span<const OpenStatement> open);

  /// The answer that all contexts share; conditional when they do not, or one has none.
  Outcome outcome() const;

  /// For each open statement, whether the answer would differ somewhere if it never applied and if
  /// it always did.
  std::vector<bool> matters() const;

  /// A context in which the request is allowed, or is not; empty when there is none.
  std::vector<ContextValue> example(bool allowed) const;

 private:
  std::vector<Outcome> outcomes(std::span<const TruthTable> tables) const;
  std::vector<TruthTable> tables() const;

  const LayeredPolicies& policies_;
  const Request& request_;
  const Situation& situation_;
  std::span<const OpenStatement> open_;
  ContextSpace space_;
  std::vector<TruthTable> tables_;
  std::vector<Outcome> outcomes_;
};

}  // namespace orgsim::sim

#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/reason.h"
#include "model/diagnostic.h"

namespace orgsim::compliance {

/// A named value of a finding, for whoever words it: `{"action", "kms:CreateKey"}`.
struct Fact {
  std::string_view name;
  std::string value;

  friend auto operator<=>(const Fact&, const Fact&) = default;
};

/// An action on a resource that a step needs.
struct Need {
  std::string action;
  std::string resource;

  friend auto operator<=>(const Need&, const Need&) = default;
};

/// One step of a witness: who does what to whom, and what permits it.
struct Hop {
  std::string relation;  // Id of a technique, or `access`, `push`, `route`.
  std::string from;
  std::string to;
  std::vector<Need> needs;
  bool certain = true;   // False: it hangs on a context that the snapshot does not settle.
  SourceLocation where;  // The statement, role or assignment that permits it, where known.
  /// What would settle it and was not collected: the domain of a policy without text, or a member
  /// of the input; empty: nothing.
  std::string missing = {};

  friend auto operator<=>(const Hop&, const Hop&) = default;
};

/// What is wrong with one subject, or what keeps us from telling.
struct Finding {
  std::string subject;  // ARN, id or name.
  Reason reason = Reason::NotDeclared;
  std::vector<Fact> facts;
  std::vector<Hop> witness;
  bool lesser = false;  // Another layer still holds: one severity lower.
  SourceLocation where;
};

/// Something that carries a verdict: a statement that refuses, a record that is as it should be.
struct Support {
  std::string kind;     // `statement`, `trail`, `bucket`, ...
  std::string subject;  // Which: the policy's name, an ARN.
  std::string detail;   // The statement's Sid, a value; empty: none.
  SourceLocation where;

  friend auto operator<=>(const Support&, const Support&) = default;
};

/// What a check found. Nobody failing and nothing undecided is a pass if the evidence is complete.
struct Judgement {
  std::vector<Finding> failures;
  std::vector<Finding> undecided;
  std::vector<Finding> notes;  // Reported without a bearing on the verdict.
  std::vector<Support> support;
  std::set<std::string> undeclared;        // Members of the declared facts that are missing.
  std::set<std::string_view> assumptions;  // Ids.
  std::optional<Reason> not_applicable;    // A positive fact, never silence.
  std::size_t n_examined = 0;              // Subjects that were looked at.
};

}  // namespace orgsim::compliance

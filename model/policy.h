#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/condition_operator.h"
#include "model/diagnostic.h"

namespace orgsim {

enum class Effect { Allow, Deny };

/// The `Version` element. Without one a document is of 2008-10-17, where `${...}` is plain text.
/// Source: IAM JSON policy elements: Version.
enum class PolicyVersion { Of2008, Of2012 };

/// What kind of thing a `Principal` entry names. `Aws` also holds account ids and unique ids.
enum class PrincipalType { Everyone, Aws, Service, Federated, CanonicalUser };

/// One entry of `Principal`: `{"AWS": "arn:..."}` is one, a bare `"*"` is `Everyone` without value,
/// and so is `{"AWS": "*"}`, which means the same.
/// Source: AWS JSON policy elements: Principal.
struct PrincipalEntry {
  PrincipalType type = PrincipalType::Everyone;
  std::string value;

  friend bool operator==(const PrincipalEntry&, const PrincipalEntry&) = default;
};

/// `Principal` or, negated, `NotPrincipal`.
struct PrincipalElement {
  bool negated = false;
  std::vector<PrincipalEntry> entries;

  friend bool operator==(const PrincipalElement&, const PrincipalElement&) = default;
};

/// `Action` or `Resource`, or negated `NotAction` or `NotResource`; patterns as the policy spells
/// them. Empty only where the policy type has no such element (a trust policy's resource).
struct PatternElement {
  bool negated = false;
  std::vector<std::string> patterns;

  friend bool operator==(const PatternElement&, const PatternElement&) = default;
};

/// One operator and key of a `Condition` block with its values, which are alternatives. All the
/// conditions of a statement must hold. Booleans and numbers are in their canonical text.
struct Condition {
  ConditionOperator op;
  std::string key;
  std::vector<std::string> values;

  friend bool operator==(const Condition&, const Condition&) = default;
};

/// A `Deny` that AWS would not have stored, kept by a lenient reader, is `uncertain`: it may deny
/// what its readable elements cover.
struct Statement {
  std::string sid;  // Empty when it has none.
  bool uncertain = false;
  Effect effect = Effect::Deny;
  std::optional<PrincipalElement> principal;
  PatternElement action;
  PatternElement resource;
  std::vector<Condition> conditions;
  SourceLocation where;
};

/// A policy as it was written, checked for grammar. Documents are deduplicated: policies with the
/// same text share one.
/// Source: IAM User Guide, "Grammar of the IAM JSON policy language".
struct PolicyDocument {
  PolicyVersion version = PolicyVersion::Of2008;
  std::vector<Statement> statements;
  SourceLocation where;
  std::size_t size = 0;  // Characters as stored, 0 when the input had no text of its own.
};

}  // namespace orgsim

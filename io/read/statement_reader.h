#pragma once

#include <optional>
#include <set>
#include <string>

#include "io/read/policy_grammar.h"

namespace orgsim::io {

/// Reads the statements of one policy document, one after the other, against the grammar of its
/// kind. Remembers their `Sid`s, which must differ.
class StatementReader {
 public:
  StatementReader(PolicyKind kind, PolicyMode mode, Diagnostics& diagnostics)
      : grammar_(grammar_of(kind)), mode_(mode), diagnostics_(diagnostics) {}

  /// Whether `${...}` is a variable, as the document's version says. It is unless set.
  void set_variables(bool variables) { variables_ = variables; }

  /// Nothing when the statement is invalid and to be dropped.
  std::optional<Statement> read(const JsonValue& json);

 private:
  Statement elements(const JsonValue& json);
  void widen(Statement& statement) const;
  void unknown_elements(const JsonValue& json);
  void sid(const JsonValue& json, Statement& result);
  Effect effect(const JsonValue& json);
  PatternElement patterns(const JsonValue& json, std::string_view plain, std::string_view negated);
  std::vector<std::string> strings(const JsonValue& json, std::string_view what);
  void wildcard_service(const std::string& pattern, Effect effect, SourceLocation where);
  void action(const JsonValue& json, Statement& result);
  void resource(const JsonValue& json, Statement& result);
  void resource_patterns(const JsonValue& json, const Statement& result);
  void principal(const JsonValue& json, Statement& result);
  void principal_entries(const JsonValue& json, std::vector<PrincipalEntry>& entries);
  void principal_entry(const JsonValue& json, PrincipalType type,
                       std::vector<PrincipalEntry>& entries);
  void principal_rules(const JsonValue& json, Statement& result);
  void effect_rules(const JsonValue& json, const Statement& result);
  void conditions(const JsonValue& json, Statement& result);
  void condition_keys(const JsonValue& json, ConditionOperator op, Statement& result);
  bool condition_values(const JsonValue& json, std::vector<std::string>& values);
  void condition_lints(const Condition& condition, const JsonValue& json, const Statement& result);
  void characters(const JsonValue& json);

  /// AWS refuses this.
  void refused(std::string code, std::string message, SourceLocation where, std::string hint = "");
  /// AWS refuses this, but what it means is plain: a warning to a tolerant reader.
  void sloppy(std::string code, std::string message, SourceLocation where, std::string hint = "");
  /// AWS stores this, but it hardly does what its author wants.
  void doubtful(std::string code, std::string message, SourceLocation where, std::string hint = "");
  /// AWS refuses this, and it matches nothing: a warning to a tolerant reader where that costs an
  /// Allow, as what is lost must never be a Deny.
  void dead(std::string code, std::string message, Effect lost, SourceLocation where,
            std::string hint);
  void wrong_kind(const JsonValue& json, std::string_view what, std::string_view expected);

  const PolicyGrammar& grammar_;
  PolicyMode mode_;
  Diagnostics& diagnostics_;
  bool variables_ = true;
  enum class Part { Action, Resource, Principal, Other };
  Part part_ = Part::Other;     // Which is being read.
  Effect lost_ = Effect::Deny;  // Costs of a principal that is nobody; NotPrincipal turns them.
  std::set<Part> broken_;       // Those of the statement that AWS refuses.
  std::set<std::string, std::less<>> sids_;
};

}  // namespace orgsim::io

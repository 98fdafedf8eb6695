#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/policy.h"
#include "sim/decide/context.h"
#include "sim/decide/truth.h"

namespace orgsim::sim {

/// A variable of a pattern: `${key}` or `${key, 'default'}`.
struct PatternVariable {
  KeyName key;
  std::optional<std::string> default_value;
};

/// One piece of a pattern. A literal is told from a wildcard after decoding `${*}`, `${?}`, `${$}`;
/// a variable stays a variable, with its key and default, and is never expanded text.
struct PatternToken {
  enum class Kind { Literal, AnyOne, Star, Variable };
  Kind kind = Kind::Literal;
  bool may_cross_colon = true;
  std::string text;                                 // A literal's text or a variable's key.
  std::shared_ptr<const PatternVariable> variable;  // Null but for a variable.
};

/// How the text of a pattern is to be read. In a `Resource` a star that ends its field may extend
/// over the colon behind it, any other wildcard of the first five fields stays within its field;
/// `StrictResource` keeps every one of them within. In an ARN operand none of them crosses either,
/// and what a variable brings may hold colons. All wildcards cross in the sixth field.
/// Source: IAM JSON policy elements: Resource; IAM JSON policy elements: Condition operators.
enum class PatternSyntax { Literal, LiteralIgnoringCase, Glob, Resource, StrictResource, Arn };

/// The one form of every glob: resources, string and ARN operands.
struct Pattern {
  /// `Exact` and `Prefix` are globs that a comparison of texts decides.
  enum class Kind { Nothing, Everything, Exact, Prefix, Glob, Variables };

  Kind kind = Kind::Nothing;
  PatternSyntax syntax = PatternSyntax::Glob;
  std::vector<PatternToken> tokens;
};

/// Documents of 2008-10-17 have no variables: there `${...}` is plain text. A variable before the
/// sixth field of a resource is an error of the policy: such a pattern matches nothing.
/// Source: IAM User Guide, "IAM policy elements: Variables and tags".
Pattern compile_pattern(std::string_view text, PolicyVersion version, PatternSyntax syntax);

/// Whether the pattern matches the whole text. A variable without value or default matches nothing;
/// one whose value is not known makes the answer `Unknown`, unless no value would match.
Truth matches(const Pattern& pattern, std::string_view text, const Context& context);

/// Its tokens with the values of the variables in their place; nothing when some variable has no
/// value, or is not known. Tokens of ARN operands know their field by what was put in.
std::optional<std::vector<PatternToken>> substituted(const Pattern& pattern,
                                                     const Context& context);

/// Whether tokens without variables match the whole text.
bool tokens_match(const std::vector<PatternToken>& tokens, std::string_view text);

/// How many colons the literals of the tokens hold; an ARN has at least five.
std::size_t literal_colons(const std::vector<PatternToken>& tokens);

}  // namespace orgsim::sim

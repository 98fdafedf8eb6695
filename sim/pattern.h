#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/policy.h"
#include "sim/context.h"
#include "sim/truth.h"

namespace orgsim::sim {

/// One piece of a pattern. A literal is told from a wildcard after decoding `${*}`, `${?}`, `${$}`;
/// a variable stays a variable, with its key and default, and is never expanded text.
struct PatternToken {
  enum class Kind { Literal, AnyOne, Star, Variable };
  Kind kind = Kind::Literal;
  std::string text;  // A literal's text or a variable's key.
  std::optional<std::string> default_value;
  bool may_cross_colon = true;

  friend bool operator==(const PatternToken&, const PatternToken&) = default;
};

/// The one form of every glob: actions, resources, string and ARN operands.
struct Pattern {
  std::vector<PatternToken> tokens;
  bool never_matches = false;  // A variable where AWS allows none.
};

/// A glob over a whole string. Without `wildcards`, `*` and `?` are themselves (`StringEquals`).
/// Documents of 2008-10-17 have no variables: there `${...}` is plain text.
/// Source: IAM User Guide, "IAM policy elements: Variables and tags".
Pattern compile_pattern(std::string_view text, PolicyVersion version, bool wildcards = true);

/// A `Resource` pattern: a star that ends its field may extend over the colon behind it, any other
/// wildcard of the first five fields stays within its field, and all of them cross in the sixth.
/// Source: IAM JSON policy elements: Resource.
Pattern compile_resource_pattern(std::string_view text, PolicyVersion version);

/// The six parts of an `ArnLike` operand, matched part by part; nothing if there are fewer.
/// Source: IAM JSON policy elements: Condition operators ("Amazon Resource Name (ARN) ...").
std::optional<std::array<Pattern, 6>> compile_arn_pattern(std::string_view text,
                                                          PolicyVersion version);

/// Whether the pattern matches the whole text. A variable without value or default matches nothing;
/// one whose value is not known makes the answer `Unknown`.
Truth matches(const Pattern& pattern, std::string_view text, const Context& context);

}  // namespace orgsim::sim

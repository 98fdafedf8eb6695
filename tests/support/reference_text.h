#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/reference_case.h"

namespace orgsim::reference {

/// One character of a pattern whose variables have been replaced. What a variable brought in is
/// plain text, also where it looks like a wildcard.
struct Symbol {
  enum class Kind { Character, AnyOne, AnyRun };
  Kind kind = Kind::Character;
  char character = 0;
  bool crosses_colon = true;  // Of wildcards: whether they may stand for a colon.
};
using Glob = std::vector<Symbol>;

/// Whether the pattern matches the whole text.
bool glob_matches(const Glob& glob, std::string_view text);

/// How to read the text of a policy value.
struct Reading {
  bool variables = false;  // Only in documents of 2012-10-17, and only where AWS allows variables.
  bool wildcards = false;
};

/// The text with its variables replaced; nothing when one has neither value nor default.
/// Source: IAM policy elements: Variables and tags.
std::optional<Glob> expand(std::string_view text, Reading reading, const Context& context);

/// Splits at the colons that are not inside a variable, into at most six fields.
std::vector<std::string> arn_fields(std::string_view text, bool variables);

/// Whether the text has a variable, `${...}`.
bool has_variable(std::string_view text);

/// Splits at the first five colons into at most six parts.
std::vector<Glob> split_arn(const Glob& glob);

}  // namespace orgsim::reference

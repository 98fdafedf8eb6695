#include <algorithm>
#include <ranges>

#include "sim/decide/letter_case.h"
#include "sim/decide/pattern.h"
#include "sim/decide/utf8.h"

namespace orgsim::sim {
namespace {

using Kind = PatternToken::Kind;

constexpr std::size_t kResourceField = 5;  // Counting from 0.

/// Matches from left to right and, on a mismatch, lets the last star take one character more. A
/// star that may not cross a colon gives up at one, and then the last star that may takes over.
/// Leftmost is enough for each: whatever an earlier star could take, a later one of the same kind
/// takes as well.
class GlobMatch {
 public:
  GlobMatch(const std::vector<PatternToken>& tokens, std::string_view text)
      : tokens_(tokens), text_(text) {}

  bool run() {
    do {
      while (token_ < tokens_.size() && step(tokens_[token_])) {
        ++token_;
      }
      if (token_ == tokens_.size() && at_ == text_.size()) {
        return true;
      }
    } while (backtrack());
    return false;
  }

 private:
  struct Star {
    bool open = false;
    std::size_t token = 0;  // The one after it.
    std::size_t at = 0;     // Where the text goes on.
  };

  bool step(const PatternToken& token) {
    switch (token.kind) {
      case Kind::Star:
        (token.may_cross_colon ? crossing_ : local_) = {true, token_ + 1, at_};
        local_.open = local_.open && !token.may_cross_colon;
        return true;
      case Kind::AnyOne:
        if (at_ == text_.size() || (text_[at_] == ':' && !token.may_cross_colon)) {
          return false;
        }
        at_ = next_character(text_, at_);
        return true;
      case Kind::Literal:
        if (!text_.substr(at_).starts_with(token.text)) {
          return false;
        }
        at_ += token.text.size();
        return true;
      case Kind::Variable:
        break;
    }
    return false;
  }

  bool backtrack() {
    if (local_.open && local_.at < text_.size() && text_[local_.at] != ':') {
      return resume(local_);
    }
    local_.open = false;
    return crossing_.open && crossing_.at < text_.size() && resume(crossing_);
  }

  bool resume(Star& star) {
    star.at = next_character(text_, star.at);
    at_ = star.at;
    token_ = star.token;
    return true;
  }

  const std::vector<PatternToken>& tokens_;
  std::string_view text_;
  std::size_t token_ = 0;
  std::size_t at_ = 0;
  Star crossing_;
  Star local_;
};

/// Says again which wildcards of an ARN may cross a colon, now that values stand for variables.
void place_in_fields(std::vector<PatternToken>& tokens) {
  std::size_t field = 0;
  for (PatternToken& token : tokens) {
    token.may_cross_colon = field >= kResourceField;
    field += token.kind == Kind::Literal
                 ? static_cast<std::size_t>(std::ranges::count(token.text, ':'))
                 : 0;
  }
}

enum class Substitution { Whole, Valueless, NotKnown };

/// Appends what stands for a variable: its value or default, or a star when it is not known, which
/// is all that it could be.
Substitution substitute(const PatternToken& variable, const Context& context, bool fold,
                        std::vector<PatternToken>& tokens) {
  const KeyValue& value = context.variable(variable.variable->key);
  if (std::holds_alternative<NotKnown>(value)) {
    tokens.push_back({.kind = Kind::Star});
    return Substitution::NotKnown;
  }
  const Present* present = std::get_if<Present>(&value);
  const auto& fallback = variable.variable->default_value;
  const std::string* text = fallback ? &*fallback : nullptr;
  text = present != nullptr ? &present->values.front() : text;
  if (text == nullptr) {
    return Substitution::Valueless;
  }
  tokens.push_back({.text = fold ? in_lower_case(*text) : *text});
  return Substitution::Whole;
}

/// A variable without value makes the whole pattern valueless.
Substitution substitute(const Pattern& pattern, const Context& context,
                        std::vector<PatternToken>& tokens) {
  const bool fold = pattern.syntax == PatternSyntax::LiteralIgnoringCase;
  Substitution result = Substitution::Whole;
  for (const PatternToken& token : pattern.tokens) {
    if (token.kind != Kind::Variable) {
      tokens.push_back(token);
      continue;
    }
    const Substitution one = substitute(token, context, fold, tokens);
    if (one == Substitution::Valueless) {
      return one;
    }
    result = one == Substitution::NotKnown ? one : result;
  }
  if (pattern.syntax == PatternSyntax::Arn && result == Substitution::Whole) {
    place_in_fields(tokens);
  }
  return result;
}

Truth matches_with_variables(const Pattern& pattern, std::string_view text,
                             const Context& context) {
  std::vector<PatternToken> tokens;
  tokens.reserve(pattern.tokens.size());
  switch (substitute(pattern, context, tokens)) {
    case Substitution::Valueless:
      return Truth::No;
    case Substitution::NotKnown:
      for (PatternToken& token : tokens) {
        token.may_cross_colon = token.may_cross_colon || pattern.syntax == PatternSyntax::Arn;
      }
      return GlobMatch(tokens, text).run() ? Truth::Unknown : Truth::No;
    case Substitution::Whole:
      return truth(GlobMatch(tokens, text).run());
  }
  return Truth::Unknown;
}

}  // namespace

bool tokens_match(const std::vector<PatternToken>& tokens, std::string_view text) {
  return GlobMatch(tokens, text).run();
}

std::optional<std::vector<PatternToken>> substituted(const Pattern& pattern,
                                                     const Context& context) {
  std::vector<PatternToken> tokens;
  return substitute(pattern, context, tokens) == Substitution::Whole
             ? std::optional(std::move(tokens))
             : std::nullopt;
}

Truth matches(const Pattern& pattern, std::string_view text, const Context& context) {
  if (pattern.syntax == PatternSyntax::LiteralIgnoringCase) {
    const std::string folded = in_lower_case(text);
    return pattern.kind == Pattern::Kind::Variables
               ? matches_with_variables(pattern, folded, context)
               : truth(GlobMatch(pattern.tokens, folded).run());
  }
  switch (pattern.kind) {
    case Pattern::Kind::Nothing:
      return Truth::No;
    case Pattern::Kind::Everything:
      return Truth::Yes;
    case Pattern::Kind::Exact:
      return truth(pattern.tokens.empty() ? text.empty() : text == pattern.tokens.front().text);
    case Pattern::Kind::Prefix:
      return truth(text.starts_with(pattern.tokens.front().text));
    case Pattern::Kind::Glob:
      return truth(GlobMatch(pattern.tokens, text).run());
    case Pattern::Kind::Variables:
      return matches_with_variables(pattern, text, context);
  }
  return Truth::No;
}

}  // namespace orgsim::sim

#include "sim/pattern.h"

#include <algorithm>

#include "model/arn.h"
#include "model/overload.h"

namespace orgsim::sim {
namespace {

using Kind = PatternToken::Kind;

constexpr int kResourceField = 5;  // Counting from 0.

class PatternCompiler {
 public:
  PatternCompiler(std::string_view text, PolicyVersion version, bool wildcards, bool fields)
      : text_(text),
        variables_(version == PolicyVersion::Of2012),
        wildcards_(wildcards),
        fields_(fields) {}

  Pattern compile() {
    while (at_ < text_.size()) {
      const std::size_t close = variables_ && text_.substr(at_).starts_with("${")
                                    ? text_.find('}', at_)
                                    : std::string_view::npos;
      if (close != std::string_view::npos) {
        placeholder(text_.substr(at_ + 2, close - at_ - 2));
        at_ = close + 1;
      } else {
        character(text_[at_]);
        ++at_;
      }
    }
    return std::move(pattern_);
  }

 private:
  void literal(std::string_view text) {
    if (pattern_.tokens.empty() || pattern_.tokens.back().kind != Kind::Literal) {
      pattern_.tokens.push_back({});
    }
    pattern_.tokens.back().text.append(text);
  }

  void character(char c) {
    const bool star = c == '*';
    if (wildcards_ && (star || c == '?')) {
      const bool last_of_field = at_ + 1 < text_.size() && text_[at_ + 1] == ':';
      const bool last_of_all = at_ + 1 == text_.size();
      const bool crosses =
          !fields_ || field_ >= kResourceField || (star && (last_of_field || last_of_all));
      pattern_.tokens.push_back(
          {.kind = star ? Kind::Star : Kind::AnyOne, .may_cross_colon = crosses});
      return;
    }
    literal({&c, 1});
    field_ += c == ':' ? 1 : 0;
  }

  /// `*`, `?`, `$`, `key` or `key, 'default'`.
  void placeholder(std::string_view body) {
    if (body == "*" || body == "?" || body == "$") {
      literal(body);
      return;
    }
    if (fields_ && field_ < kResourceField) {
      pattern_.never_matches = true;
    }
    PatternToken token{.kind = Kind::Variable, .text = std::string(body)};
    const std::size_t comma = body.find(", '");
    if (comma != std::string_view::npos && body.ends_with('\'')) {
      token.text = body.substr(0, comma);
      token.default_value = body.substr(comma + 3, body.size() - comma - 4);
    }
    pattern_.tokens.push_back(std::move(token));
  }

  std::string_view text_;
  bool variables_;
  bool wildcards_;
  bool fields_;
  std::size_t at_ = 0;
  int field_ = 0;
  Pattern pattern_;
};

/// The reachable positions of the text before a token become those after it.
std::vector<bool> advance(const PatternToken& token, std::string_view text,
                          const std::vector<bool>& from) {
  std::vector<bool> to(from.size(), false);
  bool star = false;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (token.kind == Kind::Star) {
      star = from[i] || (star && (token.may_cross_colon || text[i - 1] != ':'));
      to[i] = star;
    } else if (from[i] && token.kind == Kind::AnyOne) {
      if (i < text.size() && (token.may_cross_colon || text[i] != ':')) {
        to[i + 1] = true;
      }
    } else if (from[i] && text.substr(i).starts_with(token.text)) {
      to[i + token.text.size()] = true;
    }
  }
  return to;
}

bool matches_without_variables(const std::vector<PatternToken>& tokens, std::string_view text) {
  if (tokens.size() == 1 && tokens[0].kind == Kind::Literal) {
    return tokens[0].text == text;
  }
  if (tokens.size() == 1 && tokens[0].kind == Kind::Star && tokens[0].may_cross_colon) {
    return true;
  }
  std::vector<bool> reachable(text.size() + 1, false);
  reachable[0] = true;
  for (const PatternToken& token : tokens) {
    reachable = advance(token, text, reachable);
  }
  return reachable.back();
}

/// The token with its value; nothing when the variable has none.
std::optional<PatternToken> substituted(const PatternToken& token, const KeyValue& value) {
  if (const Present* present = std::get_if<Present>(&value)) {
    return PatternToken{.text = present->values.front()};
  }
  if (token.default_value) {
    return PatternToken{.text = *token.default_value};
  }
  return std::nullopt;
}

}  // namespace

Pattern compile_pattern(std::string_view text, PolicyVersion version, bool wildcards) {
  return PatternCompiler(text, version, wildcards, false).compile();
}

Pattern compile_resource_pattern(std::string_view text, PolicyVersion version) {
  return PatternCompiler(text, version, true, text != "*").compile();
}

std::optional<std::array<Pattern, 6>> compile_arn_pattern(std::string_view text,
                                                          PolicyVersion version) {
  std::array<Pattern, 6> parts;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) {
      return std::nullopt;
    }
    parts[i] = compile_pattern(text.substr(0, colon), version);
    text.remove_prefix(colon + 1);
  }
  parts.back() = compile_pattern(text, version);
  return parts;
}

Truth matches(const Pattern& pattern, std::string_view text, const Context& context) {
  if (pattern.never_matches) {
    return Truth::No;
  }
  if (std::ranges::find(pattern.tokens, Kind::Variable, &PatternToken::kind) ==
      pattern.tokens.end()) {
    return truth(matches_without_variables(pattern.tokens, text));
  }
  std::vector<PatternToken> tokens;
  for (const PatternToken& token : pattern.tokens) {
    if (token.kind != Kind::Variable) {
      tokens.push_back(token);
      continue;
    }
    const KeyValue value = context.variable(token.text);
    if (std::holds_alternative<NotKnown>(value)) {
      return Truth::Unknown;
    }
    std::optional<PatternToken> literal = substituted(token, value);
    if (!literal) {
      return Truth::No;
    }
    tokens.push_back(std::move(*literal));
  }
  return truth(matches_without_variables(tokens, text));
}

}  // namespace orgsim::sim

#include "sim/decide/pattern.h"

#include <algorithm>

#include "sim/decide/letter_case.h"

namespace orgsim::sim {
namespace {

using Kind = PatternToken::Kind;

constexpr std::size_t kResourceField = 5;  // Counting from 0.

bool has_fields(PatternSyntax syntax) {
  return syntax == PatternSyntax::Resource || syntax == PatternSyntax::StrictResource ||
         syntax == PatternSyntax::Arn;
}

bool has_wildcards(PatternSyntax syntax) {
  return syntax != PatternSyntax::Literal && syntax != PatternSyntax::LiteralIgnoringCase;
}

class PatternCompiler {
 public:
  PatternCompiler(std::string_view text, PolicyVersion version, PatternSyntax syntax)
      : text_(text), variables_(version == PolicyVersion::Of2012) {
    pattern_.syntax = syntax;
  }

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
    fold();
    pattern_.kind = misplaced_ ? Pattern::Kind::Nothing : kind();
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
    if (has_wildcards(pattern_.syntax) && (star || c == '?')) {
      const bool ends_field = at_ + 1 == text_.size() || text_[at_ + 1] == ':';
      const bool crosses = !has_fields(pattern_.syntax) || field_ >= kResourceField ||
                           (pattern_.syntax == PatternSyntax::Resource && star && ends_field);
      pattern_.tokens.push_back(
          {.kind = star ? Kind::Star : Kind::AnyOne, .may_cross_colon = crosses});
      return;
    }
    literal({&c, 1});
    field_ += c == ':' ? 1 : 0;
  }

  /// `*`, `?`, `$`, `key` or `key, 'default'`. Nothing names no key: it is text. All of them are
  /// variables to AWS, which has none before the sixth field.
  void placeholder(std::string_view body) {
    const bool resource = has_fields(pattern_.syntax) && pattern_.syntax != PatternSyntax::Arn;
    misplaced_ = misplaced_ || (resource && field_ < kResourceField);
    if (body == "*" || body == "?" || body == "$") {
      literal(body);
      return;
    }
    if (body.empty()) {
      literal("${}");
      return;
    }
    PatternToken token{.kind = Kind::Variable};
    PatternVariable variable;
    constexpr std::string_view kDefault = ", '";
    const std::size_t comma = body.find(kDefault);
    if (comma != std::string_view::npos && comma + kDefault.size() < body.size() &&
        body.ends_with('\'')) {
      const std::string_view value = body.substr(comma + kDefault.size());
      variable.default_value = value.substr(0, value.size() - 1);
      body = body.substr(0, comma);
    }
    variable.key = KeyName(body);
    token.variable = std::make_shared<const PatternVariable>(std::move(variable));
    token.text = body;
    pattern_.tokens.push_back(std::move(token));
  }

  void fold() {
    if (pattern_.syntax == PatternSyntax::LiteralIgnoringCase) {
      for (PatternToken& token : pattern_.tokens) {
        token.text = in_lower_case(token.text);
      }
    }
  }

  Pattern::Kind kind() const {
    const std::vector<PatternToken>& tokens = pattern_.tokens;
    if (std::ranges::find(tokens, Kind::Variable, &PatternToken::kind) != tokens.end()) {
      return Pattern::Kind::Variables;
    }
    if (tokens.empty() || (tokens.size() == 1 && tokens[0].kind == Kind::Literal)) {
      return Pattern::Kind::Exact;
    }
    const bool open = tokens.back().kind == Kind::Star && tokens.back().may_cross_colon;
    if (open && tokens.size() == 1) {
      return Pattern::Kind::Everything;
    }
    return open && tokens.size() == 2 && tokens[0].kind == Kind::Literal ? Pattern::Kind::Prefix
                                                                         : Pattern::Kind::Glob;
  }

  std::string_view text_;
  bool variables_;
  bool misplaced_ = false;
  std::size_t at_ = 0;
  std::size_t field_ = 0;
  Pattern pattern_;
};

}  // namespace

Pattern compile_pattern(std::string_view text, PolicyVersion version, PatternSyntax syntax) {
  if (text == "*" && has_fields(syntax) && syntax != PatternSyntax::Arn) {
    syntax = PatternSyntax::Glob;  // Also the resource `*` of an action that takes none.
  }
  return PatternCompiler(text, version, syntax).compile();
}

std::size_t literal_colons(const std::vector<PatternToken>& tokens) {
  std::size_t colons = 0;
  for (const PatternToken& token : tokens) {
    if (token.kind == Kind::Literal) {
      colons += static_cast<std::size_t>(std::ranges::count(token.text, ':'));
    }
  }
  return colons;
}

}  // namespace orgsim::sim

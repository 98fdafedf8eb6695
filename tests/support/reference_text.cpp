#include "tests/support/reference_text.h"

#include "model/text.h"

namespace orgsim::reference {
namespace {

constexpr std::size_t kArnFields = 6;

struct Variable {
  std::string key;
  std::optional<std::string> default_value;
};

/// Reads `key` or `key, 'default'`.
Variable parse_variable(std::string_view inside) {
  const std::size_t comma = inside.find(", '");
  if (comma == std::string_view::npos || comma + 3 >= inside.size() || !inside.ends_with('\'')) {
    return {.key = std::string(inside)};
  }
  const std::string_view quoted = inside.substr(comma + 3);
  return {.key = std::string(inside.substr(0, comma)),
          .default_value = std::string(quoted.substr(0, quoted.size() - 1))};
}

/// A multivalued key cannot be used as a variable: it reads as one without value.
std::optional<std::string> value_of(const Variable& variable, const Context& context) {
  const auto found = context.find(to_lower(variable.key));
  const bool usable = found != context.end() && found->second.kind == KeyState::Kind::Present &&
                      !found->second.multivalued && found->second.values.size() == 1;
  return usable ? found->second.values.front() : variable.default_value;
}

void append_plain(Glob& glob, std::string_view text) {
  for (const char c : text) {
    glob.push_back({.character = c});
  }
}

Symbol symbol_of(char c, bool wildcards) {
  if (wildcards && c == '*') {
    return {.kind = Symbol::Kind::AnyRun};
  }
  if (wildcards && c == '?') {
    return {.kind = Symbol::Kind::AnyOne};
  }
  return {.character = c};
}

bool is_character_variable(std::string_view inside) {
  return inside == "*" || inside == "?" || inside == "$";
}

bool may_stand_for(const Symbol& symbol, char c) {
  return symbol.kind == Symbol::Kind::Character ? symbol.character == c
                                                : symbol.crosses_colon || c != ':';
}

}  // namespace

bool glob_matches(const Glob& glob, std::string_view text) {
  // reached[j]: the symbols so far match exactly the first j characters.
  std::vector<bool> reached(text.size() + 1, false);
  reached[0] = true;
  for (const Symbol& symbol : glob) {
    std::vector<bool> next(text.size() + 1, false);
    if (symbol.kind == Symbol::Kind::AnyRun) {
      next[0] = reached[0];
    }
    for (std::size_t j = 1; j <= text.size(); ++j) {
      const bool takes = may_stand_for(symbol, text[j - 1]);
      next[j] = symbol.kind == Symbol::Kind::AnyRun ? reached[j] || (next[j - 1] && takes)
                                                    : reached[j - 1] && takes;
    }
    reached = next;
  }
  return reached[text.size()];
}

std::optional<Glob> expand(std::string_view text, Reading reading, const Context& context) {
  Glob glob;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t close = text.find('}', i);
    const bool variable = reading.variables && text.substr(i, 2) == "${" &&
                          text.substr(i, 3) != "${}" && close != std::string_view::npos;
    if (!variable) {
      glob.push_back(symbol_of(text[i], reading.wildcards));
      continue;
    }
    const std::string_view inside = text.substr(i + 2, close - i - 2);
    i = close;
    if (is_character_variable(inside)) {
      append_plain(glob, inside);
      continue;
    }
    const std::optional<std::string> value = value_of(parse_variable(inside), context);
    if (!value) {
      return std::nullopt;
    }
    append_plain(glob, *value);
  }
  return glob;
}

std::vector<std::string> arn_fields(std::string_view text, bool variables) {
  std::vector<std::string> fields(1);
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (variables && text.substr(i, 2) == "${" && text.find('}', i) != std::string_view::npos) {
      inside = true;
    }
    if (text[i] == '}') {
      inside = false;
    }
    if (text[i] == ':' && !inside && fields.size() < kArnFields) {
      fields.emplace_back();
    } else {
      fields.back() += text[i];
    }
  }
  return fields;
}

bool has_variable(std::string_view text) {
  const std::size_t open = text.find("${");
  return open != std::string_view::npos && text.find('}', open) != std::string_view::npos;
}

std::vector<Glob> split_arn(const Glob& glob) {
  std::vector<Glob> parts(1);
  for (const Symbol& symbol : glob) {
    const bool colon = symbol.kind == Symbol::Kind::Character && symbol.character == ':';
    if (colon && parts.size() < kArnFields) {
      parts.emplace_back();
    } else {
      parts.back().push_back(symbol);
    }
  }
  return parts;
}

}  // namespace orgsim::reference

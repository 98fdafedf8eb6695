#include "sim/decide/open_keys.h"

#include <algorithm>

#include "model/overload.h"
#include "sim/decide/letter_case.h"

namespace orgsim::sim {
namespace {

/// Longer texts are not searched for what a variable could be.
constexpr std::size_t kLongestSearched = 256;
constexpr std::size_t kMostSubstrings = 64;
constexpr std::size_t kArnColons = 5;

bool is_variable(const PatternToken& token) { return token.kind == PatternToken::Kind::Variable; }

class KeyCollector {
 public:
  explicit KeyCollector(const Request& request) : request_(request), context_(request.context) {}

  void collect(const OpenStatement& open) {
    for (const CompiledCondition& condition : open.statement->conditions) {
      if (holds(condition, context_) == Truth::Unknown) {
        collect(condition);
      }
    }
    for (const ResourcePattern& resource : open.statement->resources) {
      if (matches(resource.pattern, request_.resource, context_) == Truth::Unknown) {
        search(resource.pattern, request_.resource);
      }
    }
  }

  std::vector<OpenKey> keys;

 private:
  bool not_known(const KeyName& key) const {
    return std::holds_alternative<NotKnown>(context_.at(key));
  }

  bool not_known_as_variable(const KeyName& key) const {
    return std::holds_alternative<NotKnown>(context_.variable(key));
  }

  OpenKey& at(const KeyName& key) {
    const auto found = std::ranges::find(keys, key, &OpenKey::key);
    return found != keys.end() ? *found : keys.emplace_back(OpenKey{.key = key});
  }

  void collect(const CompiledCondition& condition) {
    if (!not_known(condition.key)) {
      if (const auto* present = std::get_if<Present>(&context_.at(condition.key))) {
        search(condition, *present);
      }
      return;
    }
    OpenKey& key = at(condition.key);
    const bool over_sets = condition.op.quantifier != Quantifier::None;
    const bool null = condition.op.comparison == Comparison::Null;
    key.tells_empty =
        key.tells_empty || null || condition.op.quantifier == Quantifier::ForAllValues;
    key.as_one_value = key.as_one_value || (!over_sets && !null);
    if (over_sets && !null) {
      key.over_sets.push_back(&condition);
    }
    for (const Operand& operand : condition.operands) {
      collect(condition.key, operand, null);
    }
  }

  void collect(const KeyName& name, const Operand& operand, bool null) {
    std::visit(
        Overload{[](const Malformed&) {}, [&](const Pattern& pattern) { collect(name, pattern); },
                 [&](const Decimal& number) { at(name).numbers.push_back(number); },
                 [&](const Instant& instant) { at(name).instants.push_back(instant); },
                 [&](const IpNetwork& network) { at(name).networks.push_back(network); },
                 [&](bool) { at(name).compares_bools |= !null; },
                 [&](const Bytes& bytes) { at(name).binaries.push_back(bytes.bytes); }},
        operand);
  }

  void collect(const KeyName& name, const Pattern& pattern) {
    OpenKey& key = at(name);
    key.compares_arns = key.compares_arns || pattern.syntax == PatternSyntax::Arn;
    if (const auto tokens = substituted(pattern, context_)) {
      add(key, pattern, *tokens);
    } else if (mark_variables(pattern)) {
      at(name).beyond_us = true;
    }
  }

  static void add(OpenKey& key, const Pattern& pattern, std::vector<PatternToken> tokens) {
    (pattern.syntax == PatternSyntax::LiteralIgnoringCase ? key.folded_texts : key.texts)
        .push_back(std::move(tokens));
  }

  /// Two unknown keys in one comparison are not taken apart; both stay unknown. Returns whether the
  /// pattern has a variable that is not known.
  bool mark_variables(const Pattern& pattern) {
    bool any = false;
    for (const PatternToken& token : pattern.tokens) {
      if (is_variable(token) && not_known_as_variable(token.variable->key)) {
        at(token.variable->key).beyond_us = true;
        any = true;
      }
    }
    return any;
  }

  void search(const CompiledCondition& condition, const Present& present) {
    for (const Operand& operand : condition.operands) {
      const Pattern* pattern = std::get_if<Pattern>(&operand);
      for (const std::string& value : present.values) {
        if (pattern != nullptr && matches(*pattern, value, context_) == Truth::Unknown) {
          search(*pattern, value);
        }
      }
    }
  }

  /// What its one unknown variable could be for the pattern to match a known text: some part of it.
  void search(const Pattern& pattern, const std::string& text) {
    const PatternToken* variable = nullptr;
    for (const PatternToken& token : pattern.tokens) {
      if (is_variable(token) && not_known_as_variable(token.variable->key)) {
        if (variable != nullptr) {
          mark_variables(pattern);
          return;
        }
        variable = &token;
      }
    }
    if (variable == nullptr) {
      return;
    }
    if (pattern.syntax == PatternSyntax::Arn && literal_colons(pattern.tokens) < kArnColons) {
      mark_variables(pattern);  // Whether the operand is an ARN hangs on the value as well.
      return;
    }
    const bool fold = pattern.syntax == PatternSyntax::LiteralIgnoringCase;
    const std::vector<std::string> found =
        matching_parts(pattern, variable->variable->key, fold ? in_lower_case(text) : text);
    OpenKey& key = at(variable->variable->key);
    key.as_one_value = true;
    key.beyond_us =
        key.beyond_us || found.size() > kMostSubstrings || text.size() > kLongestSearched;
    for (const std::string& part : found) {
      add(key, pattern, {PatternToken{.text = part}});
    }
  }

  std::vector<std::string> matching_parts(const Pattern& pattern, const KeyName& variable,
                                          const std::string& text) const {
    std::vector<std::string> result;
    if (text.size() > kLongestSearched) {
      return result;
    }
    Context context = context_;
    for (std::size_t begin = 0; begin <= text.size() && result.size() <= kMostSubstrings; ++begin) {
      for (std::size_t end = begin; end <= text.size(); ++end) {
        const std::string part = text.substr(begin, end - begin);
        context.set(variable.text(), Present{{part}, false});
        if (std::ranges::find(result, part) == result.end() &&
            matches(pattern, text, context) == Truth::Yes) {
          result.push_back(part);
        }
      }
    }
    return result;
  }

  const Request& request_;
  const Context& context_;
};

}  // namespace

std::vector<OpenKey> open_keys(std::span<const OpenStatement> open, const Request& request) {
  KeyCollector collector(request);
  for (const OpenStatement& statement : open) {
    collector.collect(statement);
  }
  return std::move(collector.keys);
}

}  // namespace orgsim::sim

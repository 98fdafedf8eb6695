#include "sim/decide/text_cells.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

#include "sim/decide/letter_case.h"
#include "sim/decide/utf8.h"

namespace orgsim::sim {
namespace {

using Kind = PatternToken::Kind;

constexpr std::size_t kMostStates = 3000;
constexpr std::size_t kMostCells = 256;

/// One step of a pattern: a character, any one, or a star that stays as long as it likes.
struct Item {
  Kind kind = Kind::Literal;
  char32_t character = 0;
  bool crosses = true;
  bool folded = false;

  bool takes(char32_t c) const {
    if (kind == Kind::Literal) {
      return (folded ? in_lower_case(c) : c) == character;
    }
    return crosses || c != U':';
  }
};

/// All patterns side by side. A state is the set of places that each can be at.
class ProductAutomaton {
 public:
  using State = std::vector<bool>;

  void add(const std::vector<PatternToken>& tokens, bool folded) {
    for (const PatternToken& token : tokens) {
      if (token.kind != Kind::Literal) {
        items_.push_back({token.kind, 0, token.may_cross_colon, folded});
        continue;
      }
      for (std::size_t at = 0; at < token.text.size(); at = next_character(token.text, at)) {
        items_.push_back({Kind::Literal, character_at(token.text, at), true, folded});
        const char32_t character = items_.back().character;
        alphabet_.insert(character);
        if (folded) {
          alphabet_.insert(in_upper_case(character));
        }
      }
    }
    items_.push_back({Kind::Variable});  // The end: accepts, takes nothing.
  }

  /// Characters that some pattern names, and one that none does.
  std::vector<char32_t> alphabet() const {
    std::vector<char32_t> result(alphabet_.begin(), alphabet_.end());
    if (!alphabet_.contains(U':')) {
      result.push_back(U':');
    }
    char32_t fresh = U'0';
    while (alphabet_.contains(fresh) || fresh == U':') {
      ++fresh;
    }
    result.push_back(fresh);
    return result;
  }

  State start() const {
    State state(items_.size(), false);
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (i == 0 || items_[i - 1].kind == Kind::Variable) {
        enter(state, i);
      }
    }
    return state;
  }

  State after(const State& state, char32_t character) const {
    State result(items_.size(), false);
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (state[i] && items_[i].kind != Kind::Variable && items_[i].takes(character)) {
        enter(result, items_[i].kind == Kind::Star ? i : i + 1);
      }
    }
    return result;
  }

  /// Which of the patterns match what was read.
  std::vector<bool> accepting(const State& state) const {
    std::vector<bool> result;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].kind == Kind::Variable) {
        result.push_back(state[i]);
      }
    }
    return result;
  }

 private:
  void enter(State& state, std::size_t item) const {
    state[item] = true;
    for (; items_[item].kind == Kind::Star; ++item) {
      state[item + 1] = true;  // A star may also take nothing.
    }
  }

  std::vector<Item> items_;
  std::set<char32_t> alphabet_;
};

std::optional<std::vector<std::string>> search(const ProductAutomaton& automaton) {
  const std::vector<char32_t> alphabet = automaton.alphabet();
  std::map<ProductAutomaton::State, std::size_t> seen;
  std::vector<std::pair<ProductAutomaton::State, std::string>> queue;
  std::map<std::vector<bool>, std::string> cells;
  const auto visit = [&](ProductAutomaton::State state, std::string text) {
    if (seen.emplace(state, queue.size()).second) {
      cells.emplace(automaton.accepting(state), text);
      queue.emplace_back(std::move(state), std::move(text));
    }
  };
  visit(automaton.start(), "");
  for (std::size_t next = 0; next < queue.size(); ++next) {
    if (queue.size() > kMostStates || cells.size() > kMostCells) {
      return std::nullopt;
    }
    for (const char32_t character : alphabet) {
      std::string text = queue[next].second;
      append_utf8(text, character);
      visit(automaton.after(queue[next].first, character), std::move(text));
    }
  }
  std::vector<std::string> result;
  std::ranges::transform(cells, std::back_inserter(result), [](auto& cell) { return cell.second; });
  return result;
}

bool is_literal(const std::vector<PatternToken>& tokens) {
  return tokens.empty() || (tokens.size() == 1 && tokens.front().kind == Kind::Literal);
}

/// Without wildcards every literal is a cell of its own, and anything else is one more.
std::vector<std::string> literal_cells(std::span<const std::vector<PatternToken>> patterns) {
  std::set<std::string> texts;
  for (const std::vector<PatternToken>& tokens : patterns) {
    texts.insert(tokens.empty() ? "" : tokens.front().text);
  }
  std::string other = "other";
  while (texts.contains(other)) {
    other += '0';
  }
  std::vector<std::string> result(texts.begin(), texts.end());
  result.push_back(std::move(other));
  return result;
}

}  // namespace

std::optional<std::vector<std::string>> text_cells(
    std::span<const std::vector<PatternToken>> patterns,
    std::span<const std::vector<PatternToken>> folded) {
  if (folded.empty() && std::ranges::all_of(patterns, is_literal)) {
    return literal_cells(patterns);
  }
  ProductAutomaton automaton;
  for (const std::vector<PatternToken>& tokens : patterns) {
    automaton.add(tokens, false);
  }
  for (const std::vector<PatternToken>& tokens : folded) {
    automaton.add(tokens, true);
  }
  return search(automaton);
}

}  // namespace orgsim::sim

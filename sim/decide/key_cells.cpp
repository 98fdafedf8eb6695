#include "sim/decide/key_cells.h"

#include <algorithm>
#include <set>

#include "sim/decide/base64.h"
#include "sim/decide/text_cells.h"
#include "sim/decide/value_cells.h"

namespace orgsim::sim {
namespace {

using Texts = std::vector<std::string>;

/// More kinds of single values, or of sets of values, are not told apart.
constexpr std::size_t kMostSingles = 300;
constexpr std::size_t kMostSets = 300;

std::optional<Texts> texts_of(const OpenKey& key) {
  std::vector<std::vector<PatternToken>> patterns = key.texts;
  if (key.compares_arns) {
    // Whether the value is an ARN at all, with five colons, matters to the negated operators.
    std::vector<PatternToken> arn;
    for (int i = 0; i < 5; ++i) {
      arn.push_back({.kind = PatternToken::Kind::Star});
      arn.push_back({.text = ":"});
    }
    arn.push_back({.kind = PatternToken::Kind::Star});
    patterns.push_back(std::move(arn));
  }
  if (key.tells_empty) {
    patterns.emplace_back();
  }
  return text_cells(patterns, key.folded_texts);
}

Texts binaries_of(const OpenKey& key) {
  const std::set<std::string> values(key.binaries.begin(), key.binaries.end());
  std::string fresh = "x";
  while (values.contains(fresh)) {
    fresh += 'x';
  }
  Texts result = {encode_base64(fresh)};
  std::ranges::transform(values, std::back_inserter(result), encode_base64);
  return result;
}

/// How many types, texts apart, the conditions read the key as.
int types_of(const OpenKey& key) {
  const auto one_if = [](bool used) { return used ? 1 : 0; };
  return one_if(!key.numbers.empty()) + one_if(!key.instants.empty()) +
         one_if(!key.networks.empty()) + one_if(!key.binaries.empty()) + one_if(key.compares_bools);
}

std::optional<Texts> values_of(const OpenKey& key) {
  if (!key.numbers.empty()) {
    return number_cells(key.numbers);
  }
  if (!key.instants.empty()) {
    return instant_cells(key.instants);
  }
  if (!key.networks.empty()) {
    return address_cells(key.networks);
  }
  return key.binaries.empty() ? Texts{"true", "false"} : binaries_of(key);
}

/// Values of the one type that the conditions read, and one that is not of it; nothing when they
/// read several, whose values may coincide in ways that we do not work out.
std::optional<Texts> typed_singles(const OpenKey& key) {
  const int types = types_of(key);
  if (types == 0) {
    return texts_of(key);
  }
  if (types > 1 || !key.texts.empty() || !key.folded_texts.empty()) {
    return std::nullopt;
  }
  std::optional<Texts> result = values_of(key);
  if (result) {
    result->emplace_back("?");
    if (key.tells_empty) {
      result->emplace_back();
    }
  }
  return result;
}

/// What the conditions with a set operator see of some values: whether all satisfy them, whether
/// any does.
struct View {
  std::vector<bool> all;
  std::vector<bool> any;

  friend auto operator<=>(const View&, const View&) = default;
};

View together(const View& left, const View& right) {
  View result = left;
  for (std::size_t i = 0; i < left.all.size(); ++i) {
    result.all[i] = left.all[i] && right.all[i];
    result.any[i] = left.any[i] || right.any[i];
  }
  return result;
}

/// Nothing when a condition hangs on another unknown key.
std::optional<View> view_of(const OpenKey& key, const std::string& value, const Context& context) {
  View result;
  for (const CompiledCondition* condition : key.over_sets) {
    const Truth truth = holds_for_value(*condition, value, context);
    if (truth == Truth::Unknown) {
      return std::nullopt;
    }
    result.any.push_back(truth == Truth::Yes);
  }
  result.all = result.any;
  if (key.tells_empty) {
    result.all.push_back(value.empty());
    result.any.push_back(value.empty());
  }
  return result;
}

/// A set of values for every view that several values together can give.
std::optional<std::vector<Texts>> sets_of(const OpenKey& key, const Texts& singles,
                                          const Context& context) {
  std::vector<View> views;
  for (const std::string& single : singles) {
    auto view = view_of(key, single, context);
    if (!view) {
      return std::nullopt;
    }
    views.push_back(std::move(*view));
  }
  std::set<View> seen;
  std::vector<std::pair<View, Texts>> sets;
  const auto visit = [&](const View& view, Texts values) {
    if (seen.insert(view).second) {
      sets.emplace_back(view, std::move(values));
    }
  };
  for (std::size_t i = 0; i < singles.size(); ++i) {
    visit(views[i], {singles[i]});
  }
  for (std::size_t next = 0; next < sets.size(); ++next) {
    for (std::size_t i = 0; i < singles.size(); ++i) {
      Texts values = sets[next].second;
      values.push_back(singles[i]);
      visit(together(sets[next].first, views[i]), std::move(values));
    }
    if (sets.size() > kMostSets) {
      return std::nullopt;
    }
  }
  std::vector<Texts> result;
  std::ranges::transform(sets, std::back_inserter(result), [](auto& set) { return set.second; });
  return result;
}

/// Leaves out the texts that the value is not. One that stands for others as well stays.
void leave_out_excluded(const OpenKey& key, const NotKnown& unknown, Texts& texts) {
  std::erase_if(texts, [&](const std::string& text) {
    return (text.empty() && key.tells_empty && unknown.excludes("")) ||
           (unknown.excludes(text) &&
            std::ranges::any_of(key.texts, [&](const std::vector<PatternToken>& tokens) {
              return tokens_match(tokens, text) && is_excluded(unknown, tokens);
            }));
  });
}

/// Those of them that the key can have; `unknown` is null when its value is known.
std::optional<Texts> possible_singles(const OpenKey& key, const NotKnown* unknown) {
  std::optional<Texts> singles = typed_singles(key);
  if (singles && unknown != nullptr) {
    leave_out_excluded(key, *unknown, *singles);
  }
  return singles;
}

}  // namespace

KeyCells key_cells(const OpenKey& key, const Context& context) {
  KeyCells result{.key = key.key, .values = {}};
  if (key.beyond_us) {
    return result;
  }
  const NotKnown* unknown = std::get_if<NotKnown>(&context.at(key.key));
  const std::optional<Texts> singles = possible_singles(key, unknown);
  if (!singles || singles->size() > kMostSingles) {
    return result;
  }
  std::vector<KeyValue> values;
  if (unknown == nullptr || !unknown->excludes("")) {
    values.emplace_back(Absent{});
  }
  const bool several = unknown != nullptr && holds_several(key.key, *unknown);
  const bool one = unknown != nullptr && unknown->cardinality == Cardinality::One;
  const bool one_valued = one || (!several && (key.as_one_value || key.over_sets.empty()));
  if (one_valued) {
    for (const std::string& single : *singles) {
      values.emplace_back(Present{{single}, false});
    }
  }
  if (several || (!one && !key.over_sets.empty())) {
    const auto sets = sets_of(key, *singles, context);
    if (!sets) {
      return result;
    }
    for (const Texts& set : *sets) {
      values.emplace_back(Present{set, true});
    }
  }
  result.values = std::move(values);
  return result;
}

}  // namespace orgsim::sim

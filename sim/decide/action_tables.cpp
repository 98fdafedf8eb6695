#include "sim/decide/action_tables.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <functional>
#include <numeric>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "model/text.h"

namespace orgsim::sim {
namespace {

template <class T>
struct Spelling {
  std::string_view text;
  T value;
};

constexpr std::array kLevels = {Spelling{"L", AccessLevel::List}, Spelling{"R", AccessLevel::Read},
                                Spelling{"W", AccessLevel::Write},
                                Spelling{"P", AccessLevel::PermissionsManagement},
                                Spelling{"T", AccessLevel::Tagging}};
constexpr std::array kTypes = {
    Spelling{"String", KeyType::String}, Spelling{"ARN", KeyType::Arn},
    Spelling{"Bool", KeyType::Bool},     Spelling{"Numeric", KeyType::Numeric},
    Spelling{"Date", KeyType::Date},     Spelling{"IPAddress", KeyType::IpAddress}};
constexpr std::array kPresences = {Spelling{"any", KeyPresence::AnyAction},
                                   Spelling{"some", KeyPresence::SomeServices},
                                   Spelling{"tags", KeyPresence::Tags}};

template <class T, std::size_t N>
T spelled(const std::array<Spelling<T>, N>& table, std::string_view text) {
  const auto* found = std::ranges::find(table, text, &Spelling<T>::text);
  assert(found != table.end());
  return found == table.end() ? table.front().value : found->value;
}

/// Takes the text up to the next separator off the front of `rest`.
std::string_view take(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view token = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return token;
}

template <class T>
std::uint32_t size_of(const T& table) {
  return static_cast<std::uint32_t>(table.size());
}

class TableBuilder {
 public:
  explicit TableBuilder(std::size_t text_size) {
    // Measured: a line has about 50 characters, and half of them are an action's name.
    tables_.actions.reserve(text_size / 50);
    tables_.uses.reserve(text_size / 50);
    tables_.names.reserve(text_size / 2);
  }

  void read(std::string_view text) {
    while (!text.empty()) {
      std::string_view line = take(text, '\n');
      const std::string_view kind = take(line, ' ');
      read_line(kind, line);
    }
  }

  ActionTables build() && {
    tables_.lower_names = to_lower(tables_.names);
    mark_presence();
    return std::move(tables_);
  }

 private:
  void read_line(std::string_view kind, std::string_view rest) {
    if (kind == "A") {
      read_action(rest);
    } else if (kind == "T") {
      read_type(rest);
    } else if (kind == "K" || kind == "G") {
      read_key(rest, kind == "G");
    } else if (kind == "S") {
      read_service(rest);
    } else if (kind == "date") {
      tables_.date = rest;
    } else {
      assert(kind == "source");
      tables_.source = rest;
    }
  }

  void read_service(std::string_view rest) {
    const std::string_view prefix = take(rest, ' ');
    const auto action = static_cast<std::uint16_t>(tables_.actions.size());
    const std::uint32_t type = size_of(tables_.types);
    tables_.services.push_back(
        {.prefix = prefix, .name = rest, .actions = {action, action}, .types = {type, type}});
    key_of_token_.clear();
    type_of_name_.clear();
  }

  void read_key(std::string_view rest, bool global) {
    const std::string_view token = take(rest, ' ');
    std::string_view type = take(rest, ' ');
    const bool multivalued = type.ends_with("[]");
    type.remove_suffix(multivalued ? 2 : 0);
    const bool own = token.starts_with(':');
    std::string name(own ? tables_.services.back().prefix : "");
    name += token;
    std::string lower = to_lower(name);
    const auto [place, fresh] =
        key_of_name_.try_emplace(lower, static_cast<ConditionKeyId>(tables_.keys.size()));
    key_of_token_.emplace(token, place->second);
    if (fresh) {
      tables_.keys.push_back({.name = std::move(name), .lower = std::move(lower)});
    }
    KeyRow& row = tables_.keys[std::to_underlying(place->second)];
    const bool settled = row.presence != KeyPresence::Listed;
    if (!settled && (fresh || own)) {  // The service that a key is named after knows its type best.
      row.type = spelled(kTypes, type);
      row.multivalued = multivalued;
      row.presence = global ? spelled(kPresences, rest) : KeyPresence::Listed;
    }
  }

  void read_type(std::string_view rest) {
    const std::string_view name = take(rest, ' ');
    const std::string_view formats = take(rest, ' ');
    type_of_name_.emplace(name, static_cast<ResourceTypeId>(tables_.types.size()));
    tables_.types.push_back(
        {.name = name, .service = service(), .formats = formats, .keys = read_key_list(rest, ' ')});
    ++tables_.services.back().types.end;
  }

  void read_action(std::string_view rest) {
    const std::string_view name = take(rest, ' ');
    const std::string_view level = take(rest, ' ');
    const std::uint32_t name_begin = size_of(tables_.names);
    tables_.names.append(tables_.services.back().prefix).append(":").append(name);
    const std::uint32_t uses_begin = size_of(tables_.uses);
    while (rest.starts_with('/')) {
      read_use(take(rest, ' ').substr(1));
    }
    tables_.actions.push_back({.name = {name_begin, size_of(tables_.names)},
                               .service = service(),
                               .level = spelled(kLevels, level),
                               .uses = {uses_begin, size_of(tables_.uses)},
                               .keys = read_key_list(rest, ' ')});
    ++tables_.services.back().actions.end;
  }

  void read_use(std::string_view token) {
    const std::string_view name = token.substr(0, token.find_first_of("!=("));
    token.remove_prefix(name.size());
    const auto type = type_of_name_.find(name);
    assert(type != type_of_name_.end());
    UseRow use{.type = type->second, .required = token.starts_with('!')};
    token.remove_prefix(use.required ? 1 : 0);
    use.lists_keys = !token.empty();
    if (token == "=") {
      use.keys = tables_.types[std::to_underlying(use.type)].keys;
    } else if (use.lists_keys) {
      use.keys = read_key_list(token.substr(1, token.size() - 2), ',');
    }
    tables_.uses.push_back(use);
  }

  Slice read_key_list(std::string_view rest, char separator) {
    const std::uint32_t begin = size_of(tables_.key_lists);
    while (!rest.empty()) {
      const auto key = key_of_token_.find(take(rest, separator));
      assert(key != key_of_token_.end());
      tables_.key_lists.push_back(key->second);
    }
    return {begin, size_of(tables_.key_lists)};
  }

  std::uint16_t service() const { return static_cast<std::uint16_t>(tables_.services.size() - 1); }

  void mark_presence() {
    std::vector<bool> listed(tables_.keys.size());
    const auto mark = [&](Slice keys) {
      for (const ConditionKeyId key : slice_of(tables_.key_lists, keys)) {
        listed[std::to_underlying(key)] = true;
      }
    };
    for (const ActionRow& action : tables_.actions) {
      mark(action.keys);
    }
    for (const UseRow& use : tables_.uses) {
      mark(use.keys);
      mark(tables_.types[std::to_underlying(use.type)].keys);
    }
    std::unordered_set<std::string_view> prefixes;
    for (const ServiceRow& service : tables_.services) {
      prefixes.insert(service.prefix);
    }
    for (std::size_t i = 0; i < tables_.keys.size(); ++i) {
      KeyRow& key = tables_.keys[i];
      if (key.presence != KeyPresence::Listed) {
        continue;
      }
      if (!prefixes.contains(std::string_view(key.lower).substr(0, key.lower.find(':')))) {
        key.presence = KeyPresence::Foreign;
      } else if (!listed[i]) {
        key.presence = KeyPresence::Unlisted;
      }
    }
  }

  ActionTables tables_;
  std::unordered_map<std::string, ConditionKeyId> key_of_name_;        // By lower-case name.
  std::unordered_map<std::string_view, ConditionKeyId> key_of_token_;  // Of the service at hand.
  std::unordered_map<std::string_view, ResourceTypeId> type_of_name_;  // Of the service at hand.
};

}  // namespace

ActionTables parse_action_tables(std::span<const std::string_view> texts) {
  TableBuilder builder(std::transform_reduce(texts.begin(), texts.end(), std::size_t{0},
                                             std::plus<>(), std::mem_fn(&std::string_view::size)));
  for (const std::string_view text : texts) {
    builder.read(text);
  }
  return std::move(builder).build();
}

}  // namespace orgsim::sim

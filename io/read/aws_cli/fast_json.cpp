#include "io/read/aws_cli/fast_json.h"

#include <simdjson.h>

#include <algorithm>

namespace orgsim::io {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr int kDeepest = 256;  // As in `parse_json`.
constexpr std::size_t kMany = 16;

/// White space that a raw token carries at its end.
std::string_view trimmed(std::string_view token) {
  return token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
}

/// Takes the digits at the beginning off the text; returns how many there were.
std::size_t take_digits(std::string_view& text) {
  const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(count);
  return count;
}

/// Takes one of the characters off the beginning of the text, if there is one.
bool take_one_of(std::string_view& text, std::string_view characters) {
  const bool found = !text.empty() && characters.contains(text.front());
  text.remove_prefix(found ? 1 : 0);
  return found;
}

/// The number grammar of RFC 8259 section 6.
bool is_number(std::string_view text) {
  take_one_of(text, "-");
  const bool zero = text.starts_with('0');
  const std::size_t whole = take_digits(text);
  if (whole == 0 || (zero && whole > 1)) {
    return false;
  }
  if (take_one_of(text, ".") && take_digits(text) == 0) {
    return false;
  }
  if (take_one_of(text, "eE")) {
    take_one_of(text, "+-");
    return take_digits(text) > 0 && text.empty();
  }
  return text.empty();
}

bool has_duplicate(const JsonValue& object) {
  if (object.members.size() <= kMany) {
    for (auto member = object.members.begin(); member != object.members.end(); ++member) {
      if (std::find_if(object.members.begin(), member, [&](const JsonMember& before) {
            return before.key == member->key;
          }) != member) {
        return true;
      }
    }
    return false;
  }
  std::vector<std::string_view> keys;
  keys.reserve(object.members.size());
  for (const JsonMember& member : object.members) {
    keys.push_back(member.key);
  }
  std::ranges::sort(keys);
  return std::ranges::adjacent_find(keys) != keys.end();
}

/// Builds the tree. Throws `simdjson::simdjson_error` for whatever is not plainly well formed.
class TreeBuilder {
 public:
  explicit TreeBuilder(const JsonSlice& slice) : slice_(slice) {}

  JsonValue value(ondemand::value json, int depth) {
    const std::string_view token = json.raw_json_token();
    JsonValue result{.where = at(token)};
    switch (json.type().value()) {
      case ondemand::json_type::object:
        result.kind = JsonKind::Object;
        members(json.get_object(), result, depth);
        break;
      case ondemand::json_type::array:
        result.kind = JsonKind::Array;
        items(json.get_array(), result, depth);
        break;
      case ondemand::json_type::string:
        result.kind = JsonKind::String;
        result.text = std::string_view(json.get_string());
        break;
      case ondemand::json_type::number:
        result.kind = JsonKind::Number;
        result.text = trimmed(token);
        require(is_number(result.text));
        break;
      case ondemand::json_type::boolean:
        result.kind = JsonKind::Boolean;
        result.text = json.get_bool() ? "true" : "false";
        break;
      case ondemand::json_type::null:
        require(trimmed(token) == "null" && json.is_null());
        break;
    }
    return result;
  }

  void members(ondemand::object object, JsonValue& result, int depth) {
    require(depth < kDeepest);
    for (auto field : object) {
      const SourceLocation where = at(field.key().value().raw() - 1);
      std::string key(std::string_view(field.unescaped_key()));
      result.members.push_back(
          {.key = std::move(key), .where = where, .value = value(field.value(), depth + 1)});
    }
    require(!has_duplicate(result));
  }

  void items(ondemand::array array, JsonValue& result, int depth) {
    require(depth < kDeepest);
    for (auto item : array) {
      result.items.push_back(value(item.value(), depth + 1));
    }
  }

 private:
  static void require(bool good) {
    if (!good) {
      throw simdjson::simdjson_error(simdjson::TAPE_ERROR);
    }
  }

  SourceLocation at(std::string_view token) const { return at(token.data()); }
  SourceLocation at(const char* position) const {
    return slice_.at(static_cast<std::size_t>(position - slice_.text.data()));
  }

  const JsonSlice& slice_;
};

/// Whether nothing follows the value.
bool at_end(ondemand::document& document) {
  return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

void shift(JsonValue& value, std::uint32_t distance) {
  value.where.offset += distance;
  for (JsonValue& item : value.items) {
    shift(item, distance);
  }
  for (JsonMember& member : value.members) {
    member.where.offset += distance;
    shift(member.value, distance);
  }
}

Result<JsonValue> parse_slowly(const JsonSlice& slice) {
  Result<JsonValue> result = parse_json(slice.text, slice.file);
  const auto distance = static_cast<std::uint32_t>(slice.begin);
  if (result) {
    shift(*result, distance);
  } else {
    for (Diagnostic& diagnostic : result.error()) {
      diagnostic.where.offset += distance;
    }
  }
  return result;
}

}  // namespace

struct FastJson::Parser {
  ondemand::parser parser;

  ondemand::document open(const JsonSlice& slice) {
    return parser
        .iterate(simdjson::padded_string_view(slice.text.data(), slice.text.size(),
                                              slice.text.size() + simdjson::SIMDJSON_PADDING))
        .value();
  }
};

static_assert(kJsonPadding >= simdjson::SIMDJSON_PADDING);

FastJson::FastJson() : parser_(std::make_unique<Parser>()) {}
FastJson::FastJson(FastJson&&) noexcept = default;
FastJson& FastJson::operator=(FastJson&&) noexcept = default;
FastJson::~FastJson() = default;

Result<JsonValue> FastJson::parse(const JsonSlice& slice) {
  try {
    ondemand::document document = parser_->open(slice);
    JsonValue result = TreeBuilder(slice).value(document.get_value(), 0);
    if (at_end(document)) {
      return result;
    }
  } catch (const simdjson::simdjson_error&) {
    return parse_slowly(slice);  // Which says what is wrong, and where.
  }
  return parse_slowly(slice);
}

std::optional<std::vector<TopLevelMember>> FastJson::top_level(const JsonSlice& slice) {
  try {
    ondemand::document document = parser_->open(slice);
    std::vector<TopLevelMember> result;
    for (auto field : document.get_object()) {
      std::string key(std::string_view(field.unescaped_key()));
      ondemand::value value = field.value();
      const ondemand::json_type type = value.type();
      std::string_view text;
      if (type == ondemand::json_type::object) {
        text = value.get_object().value().raw_json();
      } else if (type == ondemand::json_type::array) {
        text = value.get_array().value().raw_json();
      } else {
        text = value.raw_json_token();
      }
      result.push_back({.key = std::move(key), .value = slice.part(trimmed(text))});
    }
    return at_end(document) ? std::optional(std::move(result)) : std::nullopt;
  } catch (const simdjson::simdjson_error&) {
    return std::nullopt;
  }
}

JsonSlice value_at(const JsonSlice& slice, std::size_t offset) {
  const std::string_view text = slice.text.substr(offset);
  bool in_string = false;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == '{' || c == '[')) {
      ++depth;
    } else if (!in_string && (c == '}' || c == ']')) {
      --depth;
    }
    if (!in_string && depth == 0) {
      return slice.part(text.substr(0, i + 1));
    }
  }
  return slice.part(text);
}

}  // namespace orgsim::io

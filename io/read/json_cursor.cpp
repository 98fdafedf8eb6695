#include "io/read/json_cursor.h"

#include <charconv>

namespace orgsim::io {
namespace {

/// Nothing unless the whole text is a number of the type.
template <class Number>
std::optional<Number> parsed(std::string_view text) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

/// How to write a value of the right kind, where the wrong one is a common slip.
std::string remedy(JsonKind expected, const JsonValue& found) {
  const bool scalar = found.kind == JsonKind::Number || found.kind == JsonKind::Boolean;
  if (expected == JsonKind::String && scalar) {
    return "write it in quotes: \"" + found.text + "\"";
  }
  if (expected == JsonKind::Array && (scalar || found.kind == JsonKind::String)) {
    return "write it in brackets, even a single entry";
  }
  if ((expected == JsonKind::Boolean || expected == JsonKind::Number) &&
      found.kind == JsonKind::String) {
    return "write it without quotes";
  }
  return "write " + std::string(name_of(expected));
}

}  // namespace

std::optional<int> integer_of(const JsonValue& json) {
  return json.kind == JsonKind::Number ? parsed<int>(json.text) : std::nullopt;
}

JsonCursor::JsonCursor(const JsonValue& json, std::string what, Diagnostics& diagnostics)
    : json_(json), what_(std::move(what)), diagnostics_(diagnostics) {
  if (json.kind != JsonKind::Object) {
    diagnostics_.push_back(
        {.code = "E1101",
         .message = "`" + what_ + "` must be an object, not " + std::string(name_of(json.kind)),
         .hint = remedy(JsonKind::Object, json),
         .where = json.where});
  }
}

const JsonValue* JsonCursor::member(std::string_view key) {
  read_.emplace(key);
  const JsonValue* value = json_.find(key);
  return value == nullptr || value->kind == JsonKind::Null ? nullptr : value;
}

const JsonValue* JsonCursor::member(std::string_view key, JsonKind kind) {
  const JsonValue* value = member(key);
  if (value == nullptr || value->kind == kind) {
    return value;
  }
  diagnostics_.push_back({.code = "E1101",
                          .message = "`" + std::string(key) + "` of `" + what_ + "` must be " +
                                     std::string(name_of(kind)) + ", not " +
                                     std::string(name_of(value->kind)),
                          .hint = remedy(kind, *value),
                          .where = value->where});
  return nullptr;
}

std::string JsonCursor::text(std::string_view key) {
  const JsonValue* value = member(key, JsonKind::String);
  return value == nullptr ? "" : value->text;
}

std::string JsonCursor::required_text(std::string_view key) {
  if (member(key) == nullptr && json_.kind == JsonKind::Object) {
    diagnostics_.push_back({.code = "E1103",
                            .message = "`" + what_ + "` without `" + std::string(key) + "`",
                            .hint = "add the member `" + std::string(key) + "`",
                            .where = json_.where});
  }
  return text(key);
}

std::optional<double> JsonCursor::number(std::string_view key) {
  const JsonValue* value = member(key, JsonKind::Number);
  return value == nullptr ? std::nullopt : parsed<double>(value->text);
}

std::optional<int> JsonCursor::integer(std::string_view key) {
  const JsonValue* value = member(key, JsonKind::Number);
  if (value == nullptr) {
    return std::nullopt;
  }
  const auto result = parsed<int>(value->text);
  if (!result) {
    diagnostics_.push_back({.code = "E1101",
                            .message = "`" + std::string(key) + "` must be a whole number",
                            .hint = "write it without fraction and exponent",
                            .where = value->where});
  }
  return result;
}

std::optional<bool> JsonCursor::boolean(std::string_view key) {
  const JsonValue* value = member(key, JsonKind::Boolean);
  return value == nullptr ? std::nullopt : std::optional(value->text == "true");
}

std::vector<std::string> JsonCursor::unsaid(std::initializer_list<std::string_view> keys,
                                            std::initializer_list<std::string_view> nullable) {
  std::vector<std::string> result;
  for (const std::string_view key : keys) {
    if (member(key) == nullptr) {
      result.emplace_back(key);
    }
  }
  for (const std::string_view key : nullable) {
    read_.emplace(key);
    if (json_.find(key) == nullptr) {
      result.emplace_back(key);
    }
  }
  return result;
}

std::optional<Date> JsonCursor::date(std::string_view key) {
  const JsonValue* value = member(key, JsonKind::String);
  if (value == nullptr) {
    return std::nullopt;
  }
  const auto result = parse_date(value->text);
  if (!result) {
    diagnostics_.push_back({.code = "E1105",
                            .message = "`" + value->text + "` is no date",
                            .hint = "write it as 2026-01-31",
                            .where = value->where});
  }
  return result;
}

std::optional<std::vector<std::string>> JsonCursor::strings(std::string_view key) {
  const JsonValue* list = member(key, JsonKind::Array);
  if (list == nullptr) {
    return std::nullopt;
  }
  std::vector<std::string> result;
  result.reserve(list->items.size());
  for (const JsonValue& item : list->items) {
    if (item.kind == JsonKind::String) {
      result.push_back(item.text);
    } else {
      diagnostics_.push_back({.code = "E1101",
                              .message = "an entry of `" + std::string(key) +
                                         "` must be a string, not " +
                                         std::string(name_of(item.kind)),
                              .hint = remedy(JsonKind::String, item),
                              .where = item.where});
    }
  }
  return result;
}

std::vector<int> JsonCursor::integers(std::string_view key) {
  std::vector<int> result;
  each_item(key, [&](const JsonValue& item) {
    if (const auto value = integer_of(item)) {
      result.push_back(*value);
    } else {
      diagnostics_.push_back(
          {.code = "E1101",
           .message = "an entry of `" + std::string(key) + "` must be a whole number",
           .hint = remedy(JsonKind::Number, item),
           .where = item.where});
    }
  });
  return result;
}

std::map<std::string, std::string> JsonCursor::texts(std::string_view key) {
  std::map<std::string, std::string> result;
  each_member(key, [&](const JsonMember& member) {
    if (member.value.kind == JsonKind::String) {
      result.emplace(member.key, member.value.text);
    } else {
      diagnostics_.push_back({.code = "E1101",
                              .message = "`" + member.key + "` must be a string",
                              .hint = remedy(JsonKind::String, member.value),
                              .where = member.value.where});
    }
  });
  return result;
}

void JsonCursor::each_item(std::string_view key,
                           const std::function<void(const JsonValue&)>& visit) {
  if (const JsonValue* list = member(key, JsonKind::Array)) {
    for (const JsonValue& item : list->items) {
      visit(item);
    }
  }
}

void JsonCursor::each_member(std::string_view key,
                             const std::function<void(const JsonMember&)>& visit) {
  if (const JsonValue* object = member(key, JsonKind::Object)) {
    for (const JsonMember& entry : object->members) {
      visit(entry);
    }
  }
}

std::vector<const JsonMember*> JsonCursor::not_read() const {
  std::vector<const JsonMember*> result;
  for (const JsonMember& entry : json_.members) {
    if (!read_.contains(entry.key)) {
      result.push_back(&entry);
    }
  }
  return result;
}

}  // namespace orgsim::io

#include "io/read/json_value.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "io/read/json_tree.h"

namespace orgsim::io {
namespace {

constexpr std::size_t kDeepest = 256;

/// Counts how far the parser has read, since nlohmann_json 3.11 keeps no positions.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* position, std::size_t* count) : position_(position), count_(count) {}

  reference operator*() const { return *position_; }
  CountingIterator& operator++() {
    ++position_;
    ++*count_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& left, const CountingIterator& right) {
    return left.position_ == right.position_;
  }

 private:
  const char* position_;
  std::size_t* count_;
};

/// The offset of the next token at or after `offset`: past white space, separators and comments.
std::size_t next_token(std::string_view text, std::size_t offset) {
  while (offset < text.size()) {
    if (text.substr(offset, 2) == "//") {
      offset = std::min(text.find('\n', offset), text.size());
    } else if (text.substr(offset, 2) == "/*") {
      const std::size_t end = text.find("*/", offset + 2);
      offset = end == std::string_view::npos ? text.size() : end + 2;
    } else if (std::string_view(" \t\r\n,:").contains(text[offset])) {
      ++offset;
    } else {
      break;
    }
  }
  return offset;
}

/// Builds the tree. Its member names are those nlohmann's parser calls.
class TreeBuilder {
 public:
  using Json = nlohmann::json;

  TreeBuilder(std::string_view text, std::uint32_t file, const std::size_t* count)
      : text_(text), file_(file), count_(count) {}

  bool null() { return add({.kind = JsonKind::Null, .where = token()}); }
  bool boolean(bool value) {
    return add({.kind = JsonKind::Boolean, .text = value ? "true" : "false", .where = token()});
  }
  bool number_integer(Json::number_integer_t /*value*/) { return number(); }
  bool number_unsigned(Json::number_unsigned_t /*value*/) { return number(); }
  bool number_float(Json::number_float_t /*value*/, const Json::string_t& /*text*/) {
    return number();
  }
  bool string(Json::string_t& value) {
    return add({.kind = JsonKind::String, .text = value, .where = token()});
  }
  bool binary(Json::binary_t& /*value*/) { return false; }
  bool start_object(std::size_t /*size*/) { return open(JsonKind::Object); }
  bool start_array(std::size_t /*size*/) { return open(JsonKind::Array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(Json::string_t& name) {
    const SourceLocation where = token();
    JsonValue& object = open_.back();
    if (object.find(name) != nullptr) {
      diagnostics.push_back({.code = "E1002",
                             .message = "duplicate key `" + name + "`",
                             .hint = "keep one of the two; AWS refuses such a document",
                             .where = where});
    }
    object.members.push_back({.key = name, .where = where, .value = {}});
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& error) {
    std::string message = error.what();
    // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error ..."
    const std::size_t detail = message.find(": ");
    message = detail == std::string::npos ? message : message.substr(detail + 2);
    std::ranges::replace(message, '\'', '`');
    diagnostics.push_back({.code = "E1001",
                           .message = std::move(message),
                           .hint = position > text_.size()
                                       ? "the text ends too early"
                                       : "look for a missing comma, quote or bracket before it",
                           .where = at(position == 0 ? 0 : position - 1)});
    return false;
  }

  std::optional<JsonValue> root;
  Diagnostics diagnostics;

 private:
  SourceLocation at(std::size_t offset) const {
    return {.file = file_, .offset = static_cast<std::uint32_t>(std::min(offset, text_.size()))};
  }

  /// Where the token just read begins.
  SourceLocation token() {
    const std::size_t begin = next_token(text_, end_);
    end_ = *count_;
    return at(begin);
  }

  bool number() {
    const std::size_t begin = next_token(text_, end_);
    end_ = std::min(text_.find_first_not_of("+-.0123456789eE", begin), text_.size());
    return add({.kind = JsonKind::Number,
                .text = std::string(text_.substr(begin, end_ - begin)),
                .where = at(begin)});
  }

  bool add(JsonValue value) {
    if (open_.empty()) {
      root = std::move(value);
    } else if (open_.back().kind == JsonKind::Array) {
      open_.back().items.push_back(std::move(value));
    } else {
      open_.back().members.back().value = std::move(value);
    }
    return true;
  }

  bool open(JsonKind kind) {
    const SourceLocation where = token();
    if (open_.size() >= kDeepest) {
      diagnostics.push_back({.code = "E1003",
                             .message = "nested deeper than 256 levels",
                             .hint = "",
                             .where = where});
      return false;
    }
    open_.push_back({.kind = kind, .where = where});
    return true;
  }

  bool close() {
    token();
    JsonValue value = std::move(open_.back());
    open_.pop_back();
    return add(std::move(value));
  }

  std::string_view text_;
  std::uint32_t file_;
  const std::size_t* count_;
  std::size_t end_ = 0;  // Just past the token before.
  std::vector<JsonValue> open_;
};

std::string escaped(const std::string& key) {
  std::string result;
  for (const char c : key) {
    result += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  }
  return result;
}

/// The child in which the place lies, with its step of a JSON pointer. Children are in the order of
/// the text, so it is the last one that begins at or before the place.
std::pair<std::string, const JsonValue*> child_holding(const JsonValue& value,
                                                       SourceLocation where) {
  const auto member = std::ranges::upper_bound(value.members, where, {}, &JsonMember::where);
  if (member != value.members.begin()) {
    return {"/" + escaped(std::prev(member)->key), &std::prev(member)->value};
  }
  const auto item = std::ranges::upper_bound(value.items, where, {}, &JsonValue::where);
  if (item != value.items.begin()) {
    return {"/" + std::to_string(item - value.items.begin() - 1), &*std::prev(item)};
  }
  return {"", nullptr};
}

}  // namespace

std::string_view name_of(JsonKind kind) {
  switch (kind) {
    case JsonKind::Null:
      return "null";
    case JsonKind::Boolean:
      return "a boolean";
    case JsonKind::Number:
      return "a number";
    case JsonKind::String:
      return "a string";
    case JsonKind::Array:
      return "an array";
    case JsonKind::Object:
      return "an object";
  }
  return "";
}

const JsonValue* JsonValue::find(std::string_view key) const {
  const auto member = std::ranges::find(members, key, &JsonMember::key);
  return member == members.end() ? nullptr : &member->value;
}

std::optional<JsonValue> parse_json(std::string_view text, std::uint32_t file,
                                    Diagnostics& diagnostics) {
  if (text.size() >= std::numeric_limits<std::uint32_t>::max()) {
    diagnostics.push_back({.code = "E1004",
                           .message = "a file of 4 GiB or more",
                           .hint = "split it by account",
                           .where = {.file = file, .offset = 0}});
    return std::nullopt;
  }
  std::size_t count = 0;
  TreeBuilder builder(text, file, &count);
  const char* begin = text.data();
  nlohmann::json::sax_parse(CountingIterator(begin, &count),
                            CountingIterator(begin + text.size(), &count), &builder,
                            nlohmann::json::input_format_t::json, true, true);
  std::ranges::move(builder.diagnostics, std::back_inserter(diagnostics));
  return std::move(builder.root);
}

Result<JsonValue> parse_json(std::string_view text, std::uint32_t file) {
  Diagnostics diagnostics;
  std::optional<JsonValue> root = parse_json(text, file, diagnostics);
  if (!diagnostics.empty() || !root) {
    return std::unexpected(std::move(diagnostics));
  }
  return *std::move(root);
}

std::string pointer_to(const JsonValue& root, SourceLocation where) {
  std::string pointer;
  const JsonValue* value = &root;
  while (value != nullptr && value->where != where) {
    const auto [step, child] = child_holding(*value, where);
    pointer += step;
    value = child != nullptr && child->where > where ? nullptr : child;
  }
  return pointer;
}

}  // namespace orgsim::io

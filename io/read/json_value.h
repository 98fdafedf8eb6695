#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"

namespace orgsim::io {

enum class JsonKind { Null, Boolean, Number, String, Array, Object };

/// The kind as an error message names it: `an object`.
std::string_view name_of(JsonKind kind);

struct JsonMember;

/// A JSON value that knows where it was written.
struct JsonValue {
  JsonKind kind = JsonKind::Null;
  std::string text;  // A string's value; a number or boolean as written.
  std::vector<JsonValue> items;
  std::vector<JsonMember> members;  // In the order of the file.
  SourceLocation where;

  /// Nothing when there is no such member.
  const JsonValue* find(std::string_view key) const;
};

struct JsonMember {
  std::string key;
  SourceLocation where;
  JsonValue value;
};

/// Reads a whole JSON text; comments are allowed. Every duplicate key is an error, as are a syntax
/// error, nesting deeper than 256 and a text of 4 GiB or more.
Result<JsonValue> parse_json(std::string_view text, std::uint32_t file);

/// The JSON pointer of the member or item written at `where`; empty when it is the root, or none
/// is. Source: RFC 6901 section 3.
std::string pointer_to(const JsonValue& root, SourceLocation where);

}  // namespace orgsim::io

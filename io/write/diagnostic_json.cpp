#include "io/write/diagnostic_json.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "io/read/json_value.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

/// The bytes of the token at the front of `text`: a string with its quotes, a number or word, or
/// one character.
std::size_t token_bytes(std::string_view text) {
  if (text.empty()) {
    return 0;
  }
  if (text.front() != '"') {
    const std::size_t end = text.find_first_of(" \t\r\n,:{}[]\"");
    return std::max<std::size_t>(1, std::min(end, text.size()));
  }
  for (std::size_t i = 1; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return i + 1;
    }
  }
  return 1;
}

/// Parses each file once, and only when a diagnostic lies in it.
class Pointers {
 public:
  explicit Pointers(const SourceFiles& files) : files_(files) {}

  std::string operator()(SourceLocation where) {
    const auto [entry, is_new] = roots_.try_emplace(where.file);
    if (is_new) {
      entry->second = parse_json(files_.text(where.file), where.file);
    }
    return entry->second ? pointer_to(*entry->second, where) : "";
  }

 private:
  const SourceFiles& files_;
  std::map<std::uint32_t, Result<JsonValue>> roots_;
};

void add_place(const SourceFiles& files, SourceLocation where, Pointers& pointers, Json& json) {
  const LineColumn begin = files.line_column(where);
  const std::string_view text = files.text(where.file);
  const std::size_t offset = std::min<std::size_t>(where.offset, text.size());
  json["file"] = files.name(where.file);
  json["line"] = begin.line;
  json["column"] = begin.column;
  json["endLine"] = begin.line;
  json["endColumn"] = begin.column + token_bytes(text.substr(offset));
  json["pointer"] = pointers(where);
}

}  // namespace

std::string diagnostics_ndjson(const SourceFiles& files, const Diagnostics& diagnostics) {
  Pointers pointers(files);
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    const bool error = diagnostic.level == DiagnosticLevel::Error;
    Json json = {{"severity", error ? "error" : "warning"},
                 {"code", diagnostic.code},
                 {"message", diagnostic.message},
                 {"hint", diagnostic.hint}};
    if (diagnostic.where.known()) {
      add_place(files, diagnostic.where, pointers, json);
    }
    text += json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return text;
}

}  // namespace orgsim::io

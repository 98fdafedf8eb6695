#include "io/write/diagnostic_json.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace orgsim::io {
namespace {

using Json = nlohmann::json;

const std::string kText = "{\"a\": [\n\t1, \"x\x1b\"]}";

Diagnostic at(std::uint32_t offset) {
  return {.code = "E1105",
          .message = "no `x\x1b`",
          .hint = "one of `y`",
          .where = {.file = 0, .offset = offset}};
}

TEST_CASE("a diagnostic for people shows the line, a caret under the place, and the hint") {
  SourceFiles files;
  files.add("o.json", kText);
  CHECK(render(files, at(12)) ==
        "o.json:2:5: error: no `x\\x1b` [E1105]\n"
        "   1, \"x\\x1b\"]}\n"
        "      ^\n"
        "  hint: one of `y`");
  CHECK(render(files, at(12), Paint(true)).starts_with("\x1b[1mo.json:2:5:\x1b[0m \x1b[1;31m"));
  CHECK(render(files, {.message = "odd"}) == "error: odd");
  CHECK(place(files, at(12).where) == "o.json:2");
  CHECK(place(files, {}).empty());
}

TEST_CASE("a diagnostic for machines has place, extent and pointer") {
  SourceFiles files;
  files.add("o.json", kText);
  const Json json = Json::parse(diagnostics_ndjson(files, {at(12)}));
  CHECK(json == Json::parse(R"({"severity": "error", "code": "E1105", "message": "no `x\u001b`",
    "hint": "one of `y`", "file": "o.json", "line": 2, "column": 5, "endLine": 2, "endColumn": 9,
    "pointer": ""})"));
}

TEST_CASE("each diagnostic is one line, without place when there is none") {
  SourceFiles files;
  files.add("o.json", R"({"a": [1, "xyz"]})");
  const std::string text = diagnostics_ndjson(
      files, {at(10), {.level = DiagnosticLevel::Warning, .code = "W5001", .message = "m\nn"}});
  const std::size_t line_break = text.find('\n');
  const Json first = Json::parse(text.substr(0, line_break));
  CHECK(first["pointer"] == "/a/1");
  CHECK(first["endColumn"] == 16);
  CHECK(Json::parse(text.substr(line_break)) ==
        Json::parse(R"({"severity": "warning", "code": "W5001", "message": "m\nn", "hint": ""})"));
}

}  // namespace
}  // namespace orgsim::io

#include <catch2/catch.hpp>
#include <random>

#include "io/read/aws_cli/fast_json.h"

namespace orgsim::io {
namespace {

/// Everything about a value, or about the errors.
std::string dump(const JsonValue& value) {
  std::string text = std::to_string(static_cast<int>(value.kind)) + "@" +
                     std::to_string(value.where.offset) + "(" + value.text + ")";
  for (const JsonValue& item : value.items) {
    text += "[" + dump(item) + "]";
  }
  for (const JsonMember& member : value.members) {
    text += "{" + member.key + "@" + std::to_string(member.where.offset) + dump(member.value) + "}";
  }
  return text;
}

std::string dump(const Result<JsonValue>& result) {
  if (result) {
    return dump(*result);
  }
  std::string text = "errors";
  for (const Diagnostic& diagnostic : result.error()) {
    text += " " + std::to_string(diagnostic.where.offset) + " " + diagnostic.message;
  }
  return text;
}

std::string fast(FastJson& json, std::string text) {
  text.reserve(text.size() + kJsonPadding);
  return dump(json.parse({.text = text, .file = 0}));
}

const std::string kText =
    R"({"a": [1, -2.5e3, true, false, null, "x\n\u00e9\ud83d\ude00"], "b": {"c": {}, "d": []},)"
    R"( "": "", "e" : 0 })";

TEST_CASE("the fast reader gives what the plain one gives") {
  const std::string text =
      GENERATE(as<std::string>(), kText, "{}", "[]", " [ 1 ] ", "1", "\"x\"", "", "{", "[1,]",
               "[01]", "[1.]", "[-]", "[1e]", "[tru]", "[nul]", "[falsey]", R"({"a": 1, "a": 2})",
               "{} {}", "[1] x", "[/* c */ 1]", "{\"a\": 1 // c\n}", "[\"\\ud800\"]", "[\"\xff\"]",
               "[12345678901234567890123]", R"({"a" 1})", R"({"a": 1 "b": 2})");
  FastJson json;
  CAPTURE(text);
  CHECK(fast(json, text) == dump(parse_json(text, 0)));
}

TEST_CASE("the fast reader agrees with the plain one on damaged texts", "[property]") {
  const auto seed = GENERATE(range(0U, 400U));
  CAPTURE(seed);
  std::mt19937 rng(seed);
  std::string text = kText;
  const std::size_t changes = 1 + rng() % 2;
  for (std::size_t i = 0; i < changes; ++i) {
    constexpr std::string_view kCharacters = "{}[]\",:\\ 0e-.tn/";
    const std::size_t at = rng() % text.size();
    text[at] = kCharacters[rng() % kCharacters.size()];
  }
  FastJson json;
  CAPTURE(text);
  CHECK(fast(json, text) == dump(parse_json(text, 0)));
}

TEST_CASE("nesting deeper than the limit is refused, however deep") {
  const auto depth = GENERATE(255UL, 256UL, 257UL, 5000UL);
  const std::string text = std::string(depth, '[') + std::string(depth, ']');
  FastJson json;
  CHECK(fast(json, text) == dump(parse_json(text, 0)));
}

TEST_CASE("the members of the outermost object are told without looking into them") {
  std::string text = R"( {"a": {"b": [1]}, "c": "x" , "d": [2] } )";
  text.reserve(text.size() + kJsonPadding);
  FastJson json;
  const auto members = json.top_level({.text = text, .file = 0, .begin = 100});
  REQUIRE(members.has_value());
  REQUIRE(members->size() == 3);
  CHECK(members->at(0).value.text == R"({"b": [1]})");
  CHECK(members->at(0).value.begin == 107);
  CHECK(members->at(1).value.text == R"("x")");
  CHECK(members->at(2).key == "d");
  CHECK_FALSE(json.top_level({.text = std::string_view(text).substr(0, 10)}).has_value());
}

TEST_CASE("a part of a text has its places in the whole") {
  std::string text = R"(xx{"a": 1})";
  text.reserve(text.size() + kJsonPadding);
  FastJson json;
  const JsonSlice whole{.text = text};
  const auto value = json.parse(whole.part(std::string_view(text).substr(2)));
  REQUIRE(value.has_value());
  CHECK(value->members[0].where.offset == 3);
  CHECK(value_at(whole, 2).text == R"({"a": 1})");
  CHECK(value_at({.text = R"(["a\"]", 1], 2)"}, 0).text == R"(["a\"]", 1])");
}

}  // namespace
}  // namespace orgsim::io

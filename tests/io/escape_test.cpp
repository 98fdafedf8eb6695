#include "io/write/escape.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>

#include "io/write/utf8.h"

namespace orgsim::io {
namespace {

TEST_CASE("a terminal shows what it would otherwise act on") {
  CHECK(for_terminal("\x1b[31mred\x1b]0;title\x07") == "\\x1b[31mred\\x1b]0;title\\x07");
  CHECK(for_terminal("a\nb\tc\r") == "a\\nb\\tc\\x0d");
  CHECK(for_terminal("\xc2\x9b"
                     "2J") == "\\x9b2J");
  CHECK(for_terminal("admin\xe2\x80\xaetxt") == "admin\\u202etxt");
  CHECK(for_terminal("\xff\xfe") == "\\xff\\xfe");
  CHECK(for_terminal("Zürich 東京 😀") == "Zürich 東京 😀");
}

TEST_CASE("overlong forms, surrogates and cut characters are invalid bytes") {
  CHECK_FALSE(first_code_point("\xc0\xaf").valid);
  CHECK_FALSE(first_code_point("\xe0\x80\xaf").valid);
  CHECK_FALSE(first_code_point("\xed\xa0\x80").valid);
  CHECK_FALSE(first_code_point("\xf4\x90\x80\x80").valid);
  CHECK_FALSE(first_code_point("\xe2\x82").valid);
  CHECK(first_code_point("\xe2\x82\xac").value == 0x20ac);
}

TEST_CASE("width counts columns, not bytes") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("Zürich") == 6);
  CHECK(display_width("東京") == 4);
  CHECK(display_width("e\xcc\x81") == 1);
  CHECK(display_width("") == 0);
}

TEST_CASE("XML escapes markup in text and in both kinds of attributes") {
  CHECK(for_xml("<a b='1' c=\"2\">&") == "&lt;a b=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
  CHECK(for_xml("a\nb\tc") == "a&#10;b&#9;c");
  CHECK(for_xml(std::string("\0\x1b\xef\xbf\xbf", 5)) == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(legal_in_xml("<\x08>") == "<\xef\xbf\xbd>");
}

TEST_CASE("HTML hides neither markup nor direction") {
  CHECK(for_html("<script>alert('1')</script>") ==
        "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
  CHECK(for_html("a\xe2\x80\xae") == "a\xef\xbf\xbd");
  CHECK(for_html("a\nb") == "a\nb");
  CHECK(for_svg("<b>\x1b") == "&lt;b&gt;\\x1b");
}

TEST_CASE("JSON in a script element stays the same JSON and cannot end the element") {
  const nlohmann::json value = {{"name", "</script><!--\xe2\x80\xa8&"}};
  const std::string text = for_json_in_script(value.dump());
  CHECK(text.find_first_of("<>&") == std::string::npos);
  CHECK(text.find("\xe2\x80\xa8") == std::string::npos);
  CHECK(nlohmann::json::parse(text) == value);
}

TEST_CASE("a Markdown cell stays one cell without markup") {
  CHECK(for_markdown_cell("a|b\n*c* `d` [e](f) <g>") ==
        "a\\|b \\*c\\* \\`d\\` \\[e\\](f) &lt;g&gt;");
  CHECK(for_markdown_cell("https://evil.example www.evil.example") ==
        "https\\://evil.example www\\.evil.example");
  CHECK(for_markdown_cell("arn:aws:s3:::b/k-1.2") == "arn:aws:s3:::b/k-1.2");
}

TEST_CASE("a DOT label cannot end its quotes") {
  CHECK(for_dot_label("a\"b\\c\nd\x07") == "a\\\"b\\\\c\\nd\xef\xbf\xbd");
}

TEST_CASE("a CSV cell is quoted when needed and never a formula") {
  CHECK(for_csv_cell("plain") == "plain");
  CHECK(for_csv_cell("a,b") == "\"a,b\"");
  CHECK(for_csv_cell("say \"hi\"\n") == "\"say \"\"hi\"\"\n\"");
  CHECK(for_csv_cell("=HYPERLINK(1)") == "'=HYPERLINK(1)");
  CHECK(for_csv_cell("@x") == "'@x");
  CHECK(for_csv_cell("-1,2") == "\"'-1,2\"");
  CHECK(for_csv_cell("\x1b[0m") == "\xef\xbf\xbd[0m");
}

TEST_CASE("no bytes whatever break out of their place", "[property]") {
  const auto seed = GENERATE(range(0U, 300U));
  CAPTURE(seed);
  std::mt19937 rng(seed);
  std::string bytes;
  for (std::size_t left = rng() % 40; left > 0; --left) {
    bytes += static_cast<char>(rng() % 256);
  }
  for (const char c : for_terminal(bytes)) {
    CHECK_FALSE((static_cast<unsigned char>(c) < 0x20 || c == 0x7f));
  }
  CHECK(for_html(bytes).find_first_of("<>\"'") == std::string::npos);
  CHECK(for_xml(bytes).find_first_of("<>\"'\n\x1b") == std::string::npos);
  CHECK(for_json_in_script(bytes).find_first_of("<>&") == std::string::npos);
  CHECK(for_markdown_cell(bytes).find_first_of("\n\r<>") == std::string::npos);
  CHECK(for_dot_label(bytes).find('\n') == std::string::npos);
  const std::string cell = for_csv_cell(bytes);
  CHECK_FALSE((!cell.empty() && std::string("=+-@").contains(cell.front())));
}

}  // namespace
}  // namespace orgsim::io

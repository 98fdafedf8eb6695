#include "io/write/text_table.h"

#include <catch2/catch.hpp>

#include "io/write/path_strip.h"
#include "io/write/text_tree.h"

namespace orgsim::io {
namespace {

const Paint kPlain(false);
const Paint kColored(true);

TEST_CASE("columns align by width, not by bytes") {
  TextTable table({{.title = "name"}, {.title = "n", .align = Align::Right}});
  table.add({{.text = "Zürich"}, {.text = "1"}});
  table.add({{.text = "東京"}, {.text = "12"}});
  CHECK(table.text(kPlain, std::nullopt) ==
        "name     n\n"
        "Zürich   1\n"
        "東京    12\n");
  CHECK(table.natural_width() == 10);
}

TEST_CASE("a table that is too wide wraps its wrapping columns and loses nothing") {
  TextTable table({{.title = "id"}, {.title = "arn", .wraps = true}});
  table.add({{.text = "a"}, {.text = "arn:aws:iam::111111111111:role/Deployer"}});
  CHECK(table.text(kPlain, 24) ==
        "id  arn\n"
        "a   arn:aws:iam::\n"
        "    111111111111:role/\n"
        "    Deployer\n");
}

TEST_CASE("titles give way before cells do, between words") {
  TextTable table({{.title = "change", .wraps = true},
                   {.title = "others who lose", .align = Align::Right},
                   {.title = "n", .align = Align::Right}});
  table.add({{.text = "deny sts:AssumeRole there"}, {.text = "0"}, {.text = "1"}});
  CHECK(table.text(kPlain, 36) ==
        "change                     others  n\n"
        "                              who\n"
        "                             lose\n"
        "deny sts:AssumeRole there       0  1\n");
  CHECK(table.text(kPlain, 30) ==
        "change               others  n\n"
        "                        who\n"
        "                       lose\n"
        "deny sts:AssumeRole       0  1\n"
        "there\n");
}

TEST_CASE("colour surrounds the text and does not disturb the alignment") {
  TextTable table({{.title = "verdict"}, {.title = "check"}});
  table.add({{.text = "FAIL", .tone = Tone::Bad}, {.text = "x"}});
  CHECK(table.text(kColored, std::nullopt) ==
        "\x1b[1mverdict\x1b[0m  \x1b[1mcheck\x1b[0m\n"
        "\x1b[1;31mFAIL\x1b[0m     x\n");
}

TEST_CASE("cells, labels and hops cannot write to the terminal") {
  const std::string hostile = "x\x1b[2J\nroot";
  TextTable table({{.title = "name"}});
  table.add({{.text = hostile}});
  CHECK(table.text(kPlain, std::nullopt) == "name\nx\\x1b[2J\\nroot\n");
  CHECK(text_tree({{.depth = 0, .label = {{.text = hostile}}}}, kPlain) == "x\\x1b[2J\\nroot\n");
  const std::string strip =
      path_strip({{.who = hostile, .verb = "assumes", .whom = hostile}}, kPlain, 40);
  CHECK(strip.find('\x1b') == std::string::npos);
}

TEST_CASE("wrapping makes progress on any width") {
  CHECK(wrapped("", 5) == std::vector<std::string>{""});
  CHECK(wrapped("東京", 1) == std::vector<std::string>{"東", "京"});
  CHECK(wrapped("one two", 5) == std::vector<std::string>{"one", "two"});
}

TEST_CASE("a tree draws branches to every sibling at any depth") {
  const std::vector<TreeLine> lines = {{0, {{.text = "r"}}}, {1, {{.text = "a"}}},
                                       {2, {{.text = "b"}}}, {1, {{.text = "c"}}},
                                       {2, {{.text = "d"}}}, {0, {{.text = "s"}}}};
  CHECK(text_tree(lines, kPlain) ==
        "r\n"
        "├─ a\n"
        "│  └─ b\n"
        "└─ c\n"
        "   └─ d\n"
        "s\n");
}

TEST_CASE("a long label goes on below itself, beside its branches") {
  const Line longer = {{.text = "Workloads"}, {.text = "  SCP: one"}, {.text = "  RCP: two"}};
  CHECK(text_tree({{0, {{.text = "r"}}}, {1, longer}, {2, {{.text = "a"}}}, {1, longer}}, kPlain,
                  33) ==
        "r\n"
        "├─ Workloads  SCP: one\n"
        "│  │     RCP: two\n"
        "│  └─ a\n"
        "└─ Workloads  SCP: one\n"
        "         RCP: two\n");
}

TEST_CASE("a path is a table where it fits and stacked where not") {
  const std::vector<Hop> hops = {{.who = "user ada",
                                  .verb = "assumes",
                                  .whom = "role Deployer",
                                  .why = "its trust policy names the account",
                                  .source = "organization.json:31"}};
  CHECK(path_strip(hops, kPlain, std::nullopt) ==
        "#  who       does     whom           why                                 source\n"
        "1  user ada  assumes  role Deployer  its trust policy names the account  "
        "organization.json:31\n");
  CHECK(path_strip(hops, kPlain, 40) ==
        "1  user ada\n"
        "   assumes\n"
        "   -> role Deployer\n"
        "   why: its trust policy names the\n"
        "        account\n"
        "   source: organization.json:31\n");
}

}  // namespace
}  // namespace orgsim::io

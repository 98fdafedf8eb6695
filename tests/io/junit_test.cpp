#include "io/write/junit.h"

#include <catch2/catch.hpp>
#include <pugixml.hpp>

namespace orgsim::io {
namespace {

/// A report of one suite.
JunitReport report_of(std::vector<JunitCase> cases) {
  return {.suites = {{.name = "contractor",
                      .file = "a.scenario.jsonc",
                      .properties = {{"organization", "organization.json"}},
                      .cases = std::move(cases)}}};
}

pugi::xml_document parsed(const JunitReport& report) {
  pugi::xml_document document;
  const auto result = document.load_string(junit_xml(report).c_str());
  INFO(result.description());
  REQUIRE(result);
  return document;
}

TEST_CASE("every outcome has its element, and the counts are of the cases") {
  const JunitReport report = report_of(
      {{.classname = "contractor.grant", .name = "G1", .file = "a.scenario.jsonc", .line = 31},
       {.classname = "contractor.grant",
        .name = "G5",
        .outcome = JunitOutcome::Failure,
        .type = "blast_radius",
        .message = "reached 2 accounts, expected <= 1",
        .details = "ada -> Deploy\nDeploy -> prod"},
       {.classname = "contractor.grant",
        .name = "G6",
        .outcome = JunitOutcome::Error,
        .type = "unknown",
        .message = "open"},
       {.classname = "contractor.grant",
        .name = "G7",
        .outcome = JunitOutcome::Skipped,
        .message = "waived"}});
  CHECK(junit_xml(report) ==
        R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="orgsim" tests="4" failures="1" errors="1" skipped="1">
  <testsuite name="contractor" tests="4" failures="1" errors="1" skipped="1" file="a.scenario.jsonc">
    <properties>
      <property name="organization" value="organization.json" />
    </properties>
    <testcase classname="contractor.grant" name="G1" file="a.scenario.jsonc" line="31" />
    <testcase classname="contractor.grant" name="G5">
      <failure type="blast_radius" message="reached 2 accounts, expected &lt;= 1">ada -&gt; Deploy
Deploy -&gt; prod</failure>
    </testcase>
    <testcase classname="contractor.grant" name="G6">
      <error type="unknown" message="open" />
    </testcase>
    <testcase classname="contractor.grant" name="G7">
      <skipped message="waived" />
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("times are added up when they were measured, and absent otherwise") {
  const auto timed =
      parsed(report_of({{.name = "a", .seconds = 0.25}, {.name = "b", .seconds = 1}}));
  CHECK(timed.child("testsuites").attribute("time").value() == std::string("1.250"));
  CHECK_FALSE(parsed(report_of({{.name = "a"}})).child("testsuites").attribute("time"));
}

TEST_CASE("cases of the same class and name stay apart") {
  const auto document = parsed(report_of({{.classname = "c", .name = "x"},
                                          {.classname = "c", .name = "x"},
                                          {.classname = "d", .name = "x"}}));
  std::vector<std::string> names;
  for (const pugi::xml_node node :
       document.child("testsuites").child("testsuite").children("testcase")) {
    names.emplace_back(node.attribute("name").value());
  }
  CHECK(names == std::vector<std::string>{"x", "x (2)", "x"});
}

TEST_CASE("control characters, markup and broken bytes leave the report well-formed") {
  const std::string hostile("\x00\x1b]]><&\"'\xff\xef\xbf\xbe\n", 14);
  const JunitReport report = report_of({{.classname = hostile,
                                         .name = hostile,
                                         .outcome = JunitOutcome::Failure,
                                         .type = hostile,
                                         .message = hostile,
                                         .details = hostile}});
  const std::string text = junit_xml(report);
  for (const char c : text) {
    CHECK_FALSE((static_cast<unsigned char>(c) < 0x20 && c != '\n'));
  }
  CHECK_FALSE(text.contains("&#0"));
  CHECK_FALSE(text.contains("&#27"));
  const pugi::xml_document document = parsed(report);
  const pugi::xml_node failure =
      document.child("testsuites").child("testsuite").child("testcase").child("failure");
  const std::string shown = "\xef\xbf\xbd\xef\xbf\xbd]]><&\"'\xef\xbf\xbd\xef\xbf\xbd\n";
  CHECK(failure.text().get() == shown);
  CHECK(failure.attribute("message").value() == shown);
}

}  // namespace
}  // namespace orgsim::io

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "io/builtin.h"
#include "process.h"

namespace orgsim::cli {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using Json = nlohmann::json;

/// The built-in organization without an owner of one account, in a format.
std::string report(const std::string& format) {
  const TemporaryFolder folder;
  Json json = Json::parse(*io::builtin_file("library/reference/organization.json"));
  json["accounts"][10]["owner"] = "";
  const std::string file = folder.write("organization.json", json.dump(1));
  return run_program({"comply", "--org", file, "--framework", "soc2", "--format", format}).out;
}

}  // namespace

TEST_CASE("comply writes JUnit, SARIF, Markdown and CSV") {
  const std::string junit = report("junit");
  CHECK_THAT(junit, Contains("testsuite name=\"soc2\""));
  CHECK_THAT(junit, Contains("100000000013 lacks owner"));
  const Json sarif = Json::parse(report("sarif"));
  CHECK(sarif["version"] == "2.1.0");
  REQUIRE(sarif["runs"][0]["results"].size() == 1);
  const Json& result = sarif["runs"][0]["results"][0];
  CHECK(result["ruleId"] == "ACC-005");
  CHECK(result["level"] == "note");
  CHECK(result["locations"][0]["physicalLocation"]["region"]["startLine"].is_number());
  CHECK(sarif["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()]["id"] ==
        "ACC-005");
  const std::string markdown = report("markdown");
  CHECK_THAT(markdown, Contains("### ACC-005 fails: Every account has an owner"));
  CHECK_THAT(markdown, Contains("- **100000000013** lacks owner"));
  CHECK_THAT(markdown, Contains("| CC1.3 | FAIL |"));
  const std::string csv = report("csv");
  CHECK_THAT(csv, StartsWith("check,title,verdict,waived,severity,subject,reason,message"));
  CHECK_THAT(csv, Contains("ACC-005,\"Every account has an owner, a cost center and a budget\""
                           ",FAIL,no,low,100000000013,OWNERSHIP_MISSING,lacks owner"));
}

}  // namespace orgsim::cli

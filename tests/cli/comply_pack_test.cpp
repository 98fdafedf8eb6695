#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "io/builtin.h"
#include "model/sha256.h"
#include "process.h"

namespace orgsim::cli {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::json;

std::string content(const std::string& path) {
  std::ifstream input(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
}

const Json& account(const Json& scope, const std::string& id) {
  return *std::ranges::find_if(scope["accounts"],
                               [&](const Json& entry) { return entry["account"] == id; });
}

}  // namespace

TEST_CASE("the scope has a reason for what is in and a certificate for what is out", "[scope]") {
  const Ended ended = run_program({"comply", "--framework", "pci-dss", "--format", "json"});
  const Json report = Json::parse(ended.out);
  const Json& scope = report["pci_scope"];
  CHECK(scope["accounts"].size() == 15);
  CHECK(scope["segmentation_fingerprint"].get<std::string>().size() == 64);
  CHECK(account(scope, "100000000014")["computed"] == "cde");
  const Json& out = account(scope, "100000000013");
  CHECK(out["computed"] == "out-of-scope");
  CHECK(out["may_be_out"] == true);
  for (const char* relation :
       {"become", "data", "keys", "names", "artifacts", "logs", "organization-policy", "network"}) {
    CAPTURE(relation);
    const auto found = std::ranges::find_if(
        out["certificate"], [&](const Json& one) { return one["relation"] == relation; });
    REQUIRE(found != out["certificate"].end());
    CHECK((*found)["refused_by"] != "condition-not-settled");
  }
  const Ended text = run_program({"comply", "--framework", "pci-dss", "--color", "never"});
  CHECK_THAT(text.out, Contains("PCI DSS scope, computed and declared"));
  CHECK_THAT(run_program({"comply", "--framework", "soc2"}).out, !Contains("PCI DSS scope"));
}

TEST_CASE("an account that was not looked at whole may not be out of scope", "[scope]") {
  const TemporaryFolder folder;
  Json json = Json::parse(*io::builtin_file("library/reference/organization.json"));
  json["evidence"]["accounts"]["100000000013"]["domains"] = {"iam", "network"};
  const std::string file = folder.write("organization.json", json.dump(1));
  const Ended ended =
      run_program({"comply", "--org", file, "--framework", "pci-dss", "--format", "json"});
  const Json report = Json::parse(ended.out);
  const Json& out = account(report["pci_scope"], "100000000013");
  CHECK(out["may_be_out"] == false);
  CHECK(out["missing"] == Json({"dns", "resources"}));
}

TEST_CASE("OCSF has an event for every check, of the class of compliance findings", "[ocsf]") {
  const TemporaryFolder folder;
  Json json = Json::parse(*io::builtin_file("library/reference/organization.json"));
  json["accounts"][10]["owner"] = "";
  const std::string file = folder.write("organization.json", json.dump(1));
  const Json events = Json::parse(run_program({"comply", "--org", file, "--format", "ocsf"}).out);
  CHECK(events.size() == 90);
  for (const Json& event : events) {
    CHECK(event["class_uid"] == 2003);
    CHECK(event["type_uid"] == 200301);
    CHECK(event["time"] == 1775606400000);  // 2026-04-08, in milliseconds.
    CHECK(event["compliance"]["status_id"].is_number());
  }
  const auto failing = std::ranges::find_if(
      events, [](const Json& event) { return event["compliance"]["status_id"] == 3; });
  REQUIRE(failing != events.end());
  CHECK((*failing)["compliance"]["control"] == "ACC-005");
  CHECK((*failing)["resources"][0]["uid"] == "100000000013");
}

TEST_CASE("the evidence pack is whole, hashed and the same each time", "[pack]") {
  const TemporaryFolder folder;
  const std::string first = folder.path("first");
  const std::string second = folder.path("second");
  CHECK(run_program({"comply", "--evidence-pack", first}).code == 0);
  CHECK(run_program({"comply", "--evidence-pack", second}).code == 0);
  const Json manifest = Json::parse(content(first + "/manifest.json"));
  CHECK(manifest["files"].size() == 14);
  for (const Json& file : manifest["files"]) {
    const std::string name = file["file"];
    CAPTURE(name);
    const std::string text = content(first + "/" + name);
    CHECK(sha256(text) == file["sha256"]);
    CHECK(text == content(second + "/" + name));
  }
  const std::string pack = content(first + "/pack.md");
  for (const char* section :
       {"## Identity", "## Opinion", "## Inputs", "## Evidence register", "## Control narratives",
        "## Exceptions register", "## What cannot be told", "## Read but not modelled",
        "## Assumed", "## Method and limits", "## Sign-off"}) {
    CHECK_THAT(pack, Contains(section));
  }
}

TEST_CASE("a vended account shows what it fails from its first minute", "[vending]") {
  const Ended ended =
      run_program({"comply", "--new-account", "Sandbox", "--format", "json", "--framework", "all"});
  CHECK(ended.code == 1);
  const Json report = Json::parse(ended.out);
  CHECK(report["baseline"]["known"] == 0);
  std::vector<std::string> failing;
  for (const Json& check : report["checks"]) {
    if (check["verdict"] == "FAIL") {
      failing.push_back(check["id"]);
    }
  }
  // No owner, budget, contacts or terms yet; but what the OU inherits holds from the start.
  for (const char* check : {"ACC-002", "ACC-004", "ACC-005", "LOG-007", "MON-001"}) {
    CAPTURE(check);
    CHECK(std::ranges::count(failing, check) == 1);
  }
  for (const char* check : {"GRD-001", "GRD-003", "GRD-008", "PER-001"}) {
    CAPTURE(check);
    CHECK(std::ranges::count(failing, check) == 0);
  }
  const Ended root = run_program({"comply", "--new-account", "r-exmp", "--format", "json"});
  CHECK_THAT(root.out, Contains("DIRECTLY_UNDER_ROOT"));
  CHECK(run_program({"comply", "--new-account", "Nowhere"}).code == 2);
}

}  // namespace orgsim::cli

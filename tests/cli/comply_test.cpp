#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "io/builtin.h"
#include "process.h"

namespace orgsim::cli {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::json;

/// The built-in organization with one edit, as a file.
std::string edited(const TemporaryFolder& folder, void (*edit)(Json&)) {
  Json json = Json::parse(*io::builtin_file("library/reference/organization.json"));
  edit(json);
  return folder.write("organization.json", json.dump(1));
}

void lose_owner(Json& json) { json["accounts"][10]["owner"] = ""; }
void exempt_any_baseline(Json& json) {
  for (Json& statement : json["scps"]["p-org-security"]["doc"]["Statement"]) {
    if (statement["Sid"] == "KeepConfig") {
      statement["Condition"]["ArnNotLike"]["aws:PrincipalArn"].push_back(
          "arn:aws:iam::*:role/*Baseline*");
    }
  }
}
void lose_mfa_fact(Json& json) { json["identity_center"]["identity_source"].erase("mfa_required"); }

const Json* check(const Json& report, const std::string& id) {
  for (const Json& entry : report["checks"]) {
    if (entry["id"] == id) {
      return &entry;
    }
  }
  return nullptr;
}

}  // namespace

TEST_CASE("the built-in organization complies, and the report says so first") {
  const Ended ended = run_program({"comply", "--framework", "all", "--color", "never"});
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, Contains("90 checks: 85 pass, 0 fail, 0 cannot tell, 5 not applicable"));
  CHECK_THAT(ended.out, Contains("PCI DSS (v4.0.1)"));
  CHECK_THAT(ended.out, Contains("not assessed: "));
  CHECK(run_program({"comply", "--framework", "all", "--color", "never"}).out == ended.out);
}

TEST_CASE("a control names its failing checks first, and what a hypothetical role stands for") {
  const TemporaryFolder folder;
  const std::string exempting = edited(folder, exempt_any_baseline);
  const auto report = [&](const char* format) {
    return run_program({"comply", "--org", exempting, "--framework", "soc2", "--format", format,
                        "--color", "never"})
        .out;
  };
  const std::string text = report("text");
  CHECK_THAT(text, Contains("15 accounts"));
  CHECK_THAT(text, Contains("GRD-012 fails; ACC-005"));
  CHECK_THAT(text, Contains("it stands for whoever takes the account over"));
  CHECK_THAT(report("markdown"), Contains("it stands for whoever takes the account over"));
  CHECK_THAT(report("sarif"), Contains("role/hypothetical/Administrator iam:CreateRole -> "));
  CHECK_THAT(report("junit"), Contains("organization.json:"));
  CHECK_THAT(run_program({"comply", "--framework", "soc2", "--color", "never"}).out,
             !Contains("hypothetical"));
}

TEST_CASE("comply ends with 1 for a failure, by severity, and with 3 for a doubt") {
  const TemporaryFolder folder;
  const std::string failing = edited(folder, lose_owner);
  CHECK(run_program({"comply", "--org", failing}).code == 1);
  CHECK(run_program({"comply", "--org", failing, "--fail-on-severity", "medium"}).code == 0);
  const TemporaryFolder other;
  const std::string doubtful = edited(other, lose_mfa_fact);
  CHECK(run_program({"comply", "--org", doubtful}).code == 3);
  CHECK(run_program({"comply", "--org", doubtful, "--unknown", "fail"}).code == 1);
  CHECK(run_program({"comply", "--org", doubtful, "--unknown", "pass"}).code == 0);
}

TEST_CASE("comply as JSON has the checks of the framework, with reasons and places") {
  const TemporaryFolder folder;
  const std::string failing = edited(folder, lose_owner);
  const Ended ended =
      run_program({"comply", "--org", failing, "--framework", "pci-dss", "--format", "json"});
  const Json report = Json::parse(ended.out);
  CHECK(report["format"] == "orgsim-comply/1");
  CHECK(report["frameworks"].size() == 1);
  CHECK(report["checks"].size() == 88);
  const Json* owner = check(report, "ACC-005");
  REQUIRE(owner != nullptr);
  CHECK((*owner)["verdict"] == "FAIL");
  CHECK((*owner)["waived"] == false);
  CHECK((*owner)["severity"] == "low");
  REQUIRE((*owner)["subjects"].size() == 1);
  CHECK((*owner)["subjects"][0]["reason"] == "OWNERSHIP_MISSING");
  CHECK((*owner)["subjects"][0]["message"] == "lacks owner");
  CHECK((*owner)["subjects"][0]["where"]["line"].is_number());
  CHECK(check(report, "ISO-009") == nullptr);
}

TEST_CASE("a waiver from a file passes the gate and stays visible; an unsound one is a finding") {
  const TemporaryFolder folder;
  const std::string failing = edited(folder, lose_owner);
  const auto waiver = [](const std::string& id, const std::string& account) {
    return R"({"id": ")" + id + R"(", "match": {"check": "ACC-005", "account": ")" + account +
           R"("}, "justification": "j", "owner": "ada", "approver": "grace",
               "start": "2026-01-01", "expires": "2026-12-31", "compensating": "c"})";
  };
  const auto file = [&](const std::string& items) {
    return folder.write("waivers.json", R"({"version": 1, "waivers": [)" + items + "]}");
  };
  const Ended sound =
      run_program({"comply", "--org", failing, "--waivers", file(waiver("W1", "100000000013"))});
  CHECK_THAT(sound.out, Contains("1 waived"));
  CHECK_THAT(sound.out, Contains("waived by W1"));
  CHECK(sound.code == 0);
  const Ended broad =
      run_program({"comply", "--org", failing, "--waivers", file(waiver("W2", "*"))});
  CHECK_THAT(broad.out, Contains("W2 waives nothing: it names neither a subject nor an account"));
  CHECK(broad.code == 1);
}

}  // namespace orgsim::cli

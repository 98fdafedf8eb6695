#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "io/builtin.h"
#include "process.h"

namespace orgsim::cli {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::json;

/// The built-in organization with one edit, as a file.
std::string edited(const TemporaryFolder& folder, const std::string& name, void (*edit)(Json&)) {
  Json json = Json::parse(*io::builtin_file("library/reference/organization.json"));
  edit(json);
  return folder.write(name, json.dump(1));
}

void lose_owner(Json& json) { json["accounts"][10]["owner"] = ""; }
void lose_two_owners(Json& json) {
  lose_owner(json);
  json["accounts"][9]["owner"] = "";
}
void become_another(Json& json) { json["organization"]["id"] = "o-another0000"; }
void lose_mfa_fact(Json& json) { json["identity_center"]["identity_source"].erase("mfa_required"); }
void require_no_mfa(Json& json) {
  json["identity_center"]["identity_source"]["mfa_required"] = false;
}

std::string report_of(const TemporaryFolder& folder, const std::string& organization) {
  const Ended ended = run_program({"comply", "--org", organization, "--format", "json"});
  return folder.write("baseline.json", ended.out);
}

std::string waiver(const std::string& id, const std::string& check, const std::string& more) {
  return R"({"version": 1, "waivers": [{"id": ")" + id + R"(", "match": {"check": ")" + check +
         R"(", "account": "*0000000013"}, "justification": "j", "owner": "ada",
             "start": "2026-01-01", "compensating": "c")" +
         more + "}]}";
}

}  // namespace

TEST_CASE("with a baseline only new failures end with 1, and what is gone is said", "[baseline]") {
  const TemporaryFolder folder;
  const std::string one = edited(folder, "one.json", lose_owner);
  const std::string two = edited(folder, "two.json", lose_two_owners);
  const std::string baseline = report_of(folder, one);
  const Ended same = run_program({"comply", "--org", one, "--baseline", baseline});
  CHECK(same.code == 0);
  CHECK_THAT(same.out, Contains("0 new, 1 known, 0 fixed since the baseline of 2026-04-08."));
  const Ended more =
      run_program({"comply", "--org", two, "--baseline", baseline, "--format", "json"});
  CHECK(more.code == 1);
  const Json json = Json::parse(more.out);
  CHECK(json["baseline"]["new"] == 1);
  CHECK(json["baseline"]["known"] == 1);
  const Ended none = run_program({"comply", "--baseline", baseline});
  CHECK(none.code == 0);
  CHECK_THAT(none.out, Contains("fixed ACC-005  100000000013 lacks owner"));
  const Ended junit =
      run_program({"comply", "--org", one, "--baseline", baseline, "--format", "junit"});
  CHECK_THAT(junit.out, Contains("known: 1 failing"));
}

TEST_CASE("a failure that can no longer be told is not fixed", "[baseline]") {
  const TemporaryFolder folder;
  const std::string baseline = report_of(folder, edited(folder, "no.json", require_no_mfa));
  const Ended ended = run_program({"comply", "--org", edited(folder, "unknown.json", lose_mfa_fact),
                                   "--baseline", baseline, "--format", "json"});
  CHECK(ended.code == 3);
  const Json json = Json::parse(ended.out);
  CHECK(json["baseline"]["fixed"].empty());
  REQUIRE(json["baseline"]["undecided"].size() == 1);
  CHECK(json["baseline"]["undecided"][0]["check"] == "IDC-001");
}

TEST_CASE("a baseline that is missing, foreign or no report is an error", "[baseline]") {
  const TemporaryFolder folder;
  CHECK(run_program({"comply", "--baseline", "gone.json"}).code == 2);
  CHECK(run_program({"comply", "--baseline", folder.write("x.json", "{}")}).code == 2);
  const std::string foreign = report_of(folder, edited(folder, "other.json", become_another));
  const Ended ended = run_program({"comply", "--baseline", foreign});
  CHECK(ended.code == 2);
  CHECK_THAT(ended.err, Contains("the baseline is of organization `o-another0000`"));
}

TEST_CASE("waivers expire, need another approver, must be well formed, and cover no doubt",
          "[waiver]") {
  const TemporaryFolder folder;
  const std::string one = edited(folder, "one.json", lose_owner);
  const auto run = [&](const std::string& organization, const std::string& text) {
    return run_program(
        {"comply", "--org", organization, "--waivers", folder.write("w.json", text)});
  };
  const std::string good = R"(, "approver": "grace", "expires": "2026-04-08")";
  CHECK(run(one, waiver("W1", "ACC-005", good)).code == 0);  // The last day counts.
  const Ended expired =
      run(one, waiver("W1", "ACC-005", R"(, "approver": "grace", "expires": "2026-04-07")"));
  CHECK(expired.code == 1);
  CHECK_THAT(expired.out, Contains("it has expired"));
  CHECK(run(one, waiver("W1", "ACC-005", R"(, "approver": "ada", "expires": "2026-12-31")")).code ==
        1);
  const Ended unused = run(one, waiver("W1", "ACC-002", good));
  CHECK(unused.code == 1);
  CHECK_THAT(unused.out, Contains("waiver W1 matches no failure"));
  CHECK(run(one, R"({"version": 1, "waivers": [{"id": "W1"}]})").code == 2);
  CHECK(run(one, R"({"version": 1, "waivers": [)").code == 2);
  const std::string doubt = edited(folder, "doubt.json", lose_mfa_fact);
  CHECK(run(doubt, waiver("W1", "IDC-001", good)).code == 3);
}

}  // namespace orgsim::cli

#include <catch2/catch.hpp>

#include "process.h"

namespace orgsim::cli {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

const std::string kOrganization = R"({"format": "orgsim-organization/1",
  "organization": {"id": "o-1", "name": "acme", "root": "r-1", "management_account": "111111111111", "policy_types": []},
  "ous": [], "accounts": [{"id": "111111111111", "name": "pay", "ou": "r-1"}],
  "iam": {"111111111111": {"users": [], "roles": [
    {"name": "Admin", "trust": {"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}},
     "policies": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]},
    {"name": "Maybe", "trust": {"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}},
     "policies": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}}]}]}}})";

const std::string kPasses =
    R"({"id": "E", "can": {"principal": "role:pay/Admin", "action": "s3:ListAllMyBuckets"}})";
const std::string kFails =
    R"({"id": "E", "cannot": {"principal": "role:pay/Admin", "action": "s3:ListAllMyBuckets"}, "severity": "low"})";
const std::string kOpen =
    R"({"id": "E", "can": {"principal": "role:pay/Maybe", "action": "s3:ListAllMyBuckets"}})";
const std::string kWrong =
    R"({"id": "E", "can": {"principal": "role:pay/Admn", "action": "s3:ListAllMyBuckets"}})";

/// A folder with an organization and scenarios.
class Stories {
 public:
  Stories() { folder_.write("organization.json", kOrganization); }

  std::string add(const std::string& name, const std::string& expectation) const {
    return folder_.write(
        name + ".scenario.jsonc",
        R"({"version": 1, "id": ")" + name +
            R"(", "title": "A story", "organization": {"from": "organization.json"},
                                "steps": [{"name": "one", "expect": [)" +
            expectation + "]}]}");
  }

  std::string path(const std::string& name = "") const { return folder_.path(name); }
  std::string write(const std::string& name, const std::string& text) const {
    return folder_.write(name, text);
  }

 private:
  TemporaryFolder folder_;
};

TEST_CASE("a run ends with what its expectations say") {
  const Stories stories;
  const std::string passes = stories.add("passes", kPasses);
  const std::string fails = stories.add("fails", kFails);
  const std::string open = stories.add("open", kOpen);
  const std::string wrong = stories.add("wrong", kWrong);
  CHECK(run_program({"run", passes}).code == 0);
  CHECK(run_program({"run", fails}).code == 1);
  CHECK(run_program({"run", open}).code == 3);
  CHECK(run_program({"run", wrong}).code == 2);
  CHECK(run_program({"run", passes, open}).code == 3);
  CHECK(run_program({"run", open, fails, passes}).code == 1);
  CHECK(run_program({"run", wrong, fails, open, passes}).code == 2);
  CHECK(run_program({"run", stories.path()}).code == 2);
}

TEST_CASE("what an open answer and a small failure end with can be chosen") {
  const Stories stories;
  const std::string fails = stories.add("fails", kFails);
  const std::string open = stories.add("open", kOpen);
  CHECK(run_program({"run", open, "--unknown", "fail"}).code == 1);
  CHECK(run_program({"run", open, "--unknown", "pass"}).code == 0);
  CHECK(run_program({"run", fails, "--fail-on-severity", "low"}).code == 1);
  CHECK(run_program({"run", fails, "--fail-on-severity", "medium"}).code == 0);
}

TEST_CASE("a run that finds or can read nothing ends with 2") {
  const Stories stories;
  const Ended nothing = run_program({"run", stories.path()});
  CHECK(nothing.code == 2);
  CHECK_THAT(nothing.err, Contains("no scenario there"));
  CHECK(run_program({"run", stories.path("missing.scenario.jsonc")}).code == 2);
  const std::string empty = stories.write(
      "empty.scenario.jsonc",
      R"({"version": 1, "id": "e", "title": "t", "organization": {"from": "organization.json"}, "steps": [{"name": "one"}]})");
  CHECK(run_program({"run", empty}).code == 2);
  const std::string broken =
      stories.write("broken.scenario.jsonc", R"({"version": 1, "id": "b", "title": "t",
  "steps": [{"name": "one", "expect": [{"id": "E", "raeches": {}}]}]})");
  const Ended ended = run_program({"run", broken});
  CHECK(ended.code == 2);
  CHECK_THAT(ended.err,
             Contains("broken.scenario.jsonc:2:") && Contains("did you mean `reaches`?"));
  CHECK_THAT(run_program({"run", stories.add("wrong", kWrong)}).out,
             Contains("did you mean `role:pay/Admin`?"));
}

TEST_CASE("a run is reported as text, JSON and JUnit") {
  const Stories stories;
  const std::string fails = stories.add("fails", kFails);
  CHECK_THAT(run_program({"run", fails}).out,
             Contains("FAIL     E  role:pay/Admin cannot s3:ListAllMyBuckets") &&
                 Contains("1 scenario, 1 expectation: 1 fail"));
  const Ended json = run_program({"run", fails, "--format", "json"});
  CHECK_THAT(json.out, StartsWith("{\n  \"format\": \"orgsim-run/1\"") &&
                           Contains("\"decision\": \"allow\"") && Contains("\"state\": \"fail\""));
  const Ended junit = run_program({"run", fails, "--format", "junit"});
  CHECK_THAT(junit.out, Contains("tests=\"1\" failures=\"1\"") &&
                            Contains("classname=\"fails.one\"") && Contains("<failure"));
}

TEST_CASE("without arguments the built-in stories are played, and all of them hold") {
  const Ended ended = run_program({"run"});
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, Contains("builtin:library/contractor-granted-access/scenario.jsonc") &&
                            Contains("builtin:library/acquisition-split-off/scenario.jsonc") &&
                            Contains("builtin:library/management-account-compromised"));
}

TEST_CASE("views are compared with files beside the scenario, and written when asked") {
  const Stories stories;
  const std::string path = stories.add(
      "views", R"({"id": "V", "golden": {"view": "org-tree", "file": "expected/tree.json"}})");
  CHECK(run_program({"run", path}).code == 2);
  CHECK(run_program({"run", path}, {.environment = {{"UPDATE_GOLDEN", "1"}}}).code == 0);
  CHECK(run_program({"run", path}).code == 0);
  CHECK(read_file(stories.path("expected/tree.json")) == "[\n  [\"acme\",\"/Root\",\"pay\"]\n]\n");
  stories.write("expected/tree.json", "[\n  [\"acme\",\"/Root\",\"other\"]\n]\n");
  const Ended differs = run_program({"run", path});
  CHECK(differs.code == 1);
  CHECK_THAT(differs.out, Contains("line 2: expected"));
}

}  // namespace
}  // namespace orgsim::cli

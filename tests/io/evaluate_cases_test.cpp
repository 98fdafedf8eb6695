#include "io/evaluate_cases.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

namespace orgsim::io {
namespace {

using Json = nlohmann::json;

Json base() {
  return Json::parse(R"({"id": "c1",
    "principal": "arn:aws:sts::111111111111:assumed-role/App/s1",
    "principal_account": "111111111111", "action": "s3:GetObject",
    "resource": "arn:aws:s3:::b/k", "resource_account": "111111111111",
    "identity_policies": [{"Version": "2012-10-17", "Statement":
      {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}],
    "permission_boundaries": null, "session_policies": null, "scps": [], "rcps": [],
    "resource_policy": null, "endpoint_policies": null, "somebody_elses": 1})");
}

Json check(const Json& input, bool readable = true) {
  std::istringstream cases(input.dump() + "\n\n");
  std::ostringstream answers;
  CHECK(evaluate_cases(cases, answers) == readable);
  return Json::parse(answers.str());
}

TEST_CASE("an allow names the granting statements") {
  CHECK(check(base()) == Json::parse(R"({"id": "c1", "decision": "allow", "decided_by":
    [{"layer": "identity", "level": null, "policy": 0, "statement": 0, "sid": "Read"}],
    "unmet": []})"));
}

TEST_CASE("an explicit deny names every matching deny with its level") {
  Json input = base();
  input["scps"] = Json::parse(R"([{"level": "r-1", "policies": [{"Statement": [
    {"Effect": "Allow", "Action": "*", "Resource": "*"},
    {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}]}])");
  CHECK(check(input)["decision"] == "explicit_deny");
  CHECK(check(input)["decided_by"] == Json::parse(R"([{"layer": "scp", "level": "r-1",
    "policy": 0, "statement": 1, "sid": null}])"));
}

TEST_CASE("an implicit deny names the layers, and the SCP level, that lacked an allow") {
  Json input = base();
  input["scps"] = Json::parse(R"([{"level": "r-1", "policies": []}])");
  input["identity_policies"] = Json::array();
  CHECK(check(input)["decided_by"] ==
        Json::parse(R"([{"layer": "scp", "level": "r-1"}, {"layer": "identity", "level": null}])"));
}

TEST_CASE("keys are absent unless given, and unknown when named so") {
  Json input = base();
  input["identity_policies"][0]["Statement"]["Condition"] =
      Json::parse(R"({"StringEquals": {"aws:PrincipalTag/Team": ["red"]}})");
  CHECK(check(input)["decision"] == "implicit_deny");
  input["context"] = {{"AWS:principaltag/team", {"red"}}};
  CHECK(check(input)["decision"] == "allow");
  input["context"] = Json::object();
  input["context_unknown"] = {"aws:PrincipalTag/Team"};
  CHECK(check(input)["decision"] == "conditional");
  CHECK(check(input)["unmet"] == Json::parse(R"([{"key": "aws:PrincipalTag/Team",
    "operator": "StringEquals", "values": ["red"]}])"));
}

TEST_CASE("the role of a session is found with its path, and a service-linked one is exempt") {
  Json input = base();
  input["scps"] = Json::parse(R"([{"level": "r-1", "policies": []}])");
  input["principal_role_arn"] =
      "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/App";
  CHECK(check(input)["decision"] == "allow");
}

TEST_CASE("an unreadable case is answered with its error, and the others still decided") {
  std::istringstream cases("{\"id\": 1\n" + base().dump() + "\n");
  std::ostringstream answers;
  CHECK_FALSE(evaluate_cases(cases, answers));
  std::istringstream lines(answers.str());
  std::string first;
  std::string second;
  std::getline(lines, first);
  std::getline(lines, second);
  CHECK(Json::parse(first)["error"]["code"] == "E1001");
  CHECK(Json::parse(second)["decision"] == "allow");
  Json input = base();
  input["identity_policies"][0]["Statement"]["Effect"] = "Permit";
  CHECK(check(input, false)["error"]["code"] == "E1105");
  CHECK(check(input, false)["error"]["pointer"] == "/identity_policies/0/Statement/Effect");
}

}  // namespace
}  // namespace orgsim::io

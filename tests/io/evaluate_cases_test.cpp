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

TEST_CASE("an allow names only the statements that make it one") {
  Json input = base();
  input["resource_policy"] = Json::parse(R"({"Statement": [
    {"Sid": "Delegation", "Effect": "Allow", "Principal": {"AWS": "111111111111"},
     "Action": "s3:*", "Resource": "*"},
    {"Sid": "Session", "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Principal":
     {"AWS": "arn:aws:sts::111111111111:assumed-role/App/s1"}}]})");
  const auto sids = [&] {
    std::vector<std::string> result;
    const Json answer = check(input);
    for (const Json& reason : answer["decided_by"]) {
      result.push_back(reason["sid"]);
    }
    return result;
  };
  CHECK(sids() == std::vector<std::string>{"Session", "Read"});
  input["permission_boundaries"] = Json::array();
  CHECK(sids() == std::vector<std::string>{"Session"});
  input["permission_boundaries"] = nullptr;
  input["resource_account"] = "222222222222";
  CHECK(sids() == std::vector<std::string>{"Delegation", "Session", "Read"});
}

TEST_CASE("what a service decides is decided by the service") {
  Json input = base();
  input["action"] = "sts:GetCallerIdentity";
  input["identity_policies"] = Json::array();
  CHECK(check(input)["decision"] == "allow");
  const Json service = Json::parse(R"([{"layer": "service", "level": null}])");
  CHECK(check(input)["decided_by"] == service);
  input = base();
  input["identity_policies"][0]["Statement"]["Action"] = "*";
  input["action"] = "iam:DeleteRole";
  input["resource"] = "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/R";
  CHECK(check(input)["decision"] == "implicit_deny");
  CHECK(check(input)["decided_by"] == service);
}

TEST_CASE("every kind of principal is told from its name") {
  const auto [principal, grant, expected] = GENERATE(table<std::string, std::string, std::string>(
      {{"*", R"("*")", "allow"},
       {"*", R"({"AWS": "111111111111"})", "implicit_deny"},
       {"cloudtrail.amazonaws.com", R"({"Service": "cloudtrail.amazonaws.com"})", "allow"},
       {"arn:aws:iam::222222222222:root", R"({"AWS": "222222222222"})", "allow"},
       {"arn:aws:iam::222222222222:user/a/b", R"({"AWS": "arn:aws:iam::222222222222:user/a/b"})",
        "implicit_deny"},
       {"arn:aws:iam::111111111111:user/a", R"({"AWS": "arn:aws:iam::111111111111:user/a"})",
        "allow"},
       {"arn:aws:sts::111111111111:federated-user/a",
        R"({"AWS": "arn:aws:sts::111111111111:federated-user/a"})", "allow"},
       {"arn:aws:sts::111111111111:federated-user/a",
        R"({"AWS": "arn:aws:iam::111111111111:user/a"})", "implicit_deny"}}));
  CAPTURE(principal, grant);
  Json input = base();
  input["principal"] = principal;
  input["principal_account"] = nullptr;
  input["identity_policies"] = Json::array();
  input["resource_policy"] = Json::parse(
      R"({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Principal": )" +
      grant + "}}");
  CHECK(check(input)["decision"] == expected);
}

TEST_CASE("a SAML or OIDC provider is a principal of the calls it vouches for") {
  const auto [principal, action] = GENERATE(table<std::string, std::string>(
      {{"arn:aws:iam::111111111111:saml-provider/p", "sts:AssumeRoleWithSAML"},
       {"arn:aws:iam::111111111111:oidc-provider/o", "sts:AssumeRoleWithWebIdentity"},
       {"cognito-identity.amazonaws.com", "sts:AssumeRoleWithWebIdentity"}}));
  Json input = base();
  input["principal"] = principal;
  input["principal_account"] = nullptr;
  input["action"] = action;
  input["resource"] = "arn:aws:iam::111111111111:role/R";
  input["identity_policies"] = nullptr;
  input["resource_policy"] = {
      {"Statement",
       {{"Effect", "Allow"}, {"Principal", {{"Federated", principal}}}, {"Action", action}}}};
  CHECK(check(input)["decision"] == "allow");
}

TEST_CASE("context values are scalars or lists, numbers and booleans as their text") {
  Json input = base();
  input["identity_policies"][0]["Statement"]["Condition"] =
      Json::parse(R"({"Bool": {"aws:SecureTransport": true}, "NumericEquals": {"n": 1.50},
                      "ForAnyValue:StringEquals": {"aws:TagKeys": "a"}})");
  input["context"] = Json::parse(R"({"aws:SecureTransport": true, "n": 1.5, "aws:TagKeys": "a"})");
  CHECK(check(input)["decision"] == "allow");
  input["identity_policies"][0]["Statement"]["Condition"] =
      Json::parse(R"({"StringEquals": {"aws:TagKeys": "a"}})");
  CHECK(check(input)["decision"] == "allow");
  input["context_multivalued"] = {"aws:tagkeys"};
  CHECK(check(input)["decision"] == "implicit_deny");
  input["context"]["aws:TagKeys"] = nullptr;
  input["identity_policies"][0]["Statement"]["Condition"] =
      Json::parse(R"({"Null": {"aws:TagKeys": "true"}})");
  CHECK(check(input)["decision"] == "allow");
}

TEST_CASE("tags whose keys differ by letter case alone cannot be told apart") {
  Json input = base();
  input["identity_policies"][0]["Statement"]["Condition"] =
      Json::parse(R"({"StringEquals": {"aws:ResourceTag/team": "red"}})");
  input["context"] = {{"aws:ResourceTag/Team", "red"}, {"aws:ResourceTag/team", "blue"}};
  CHECK(check(input)["decision"] == "conditional");
}

TEST_CASE("an open condition is listed once, however many levels state it") {
  Json input = base();
  const Json level = Json::parse(R"({"level": "r-1", "policies": [{"Statement": [
    {"Effect": "Allow", "Action": "*", "Resource": "*"},
    {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition":
     {"StringNotEqualsIfExists": {"aws:RequestedRegion": "eu-west-1"}}}]}]})");
  input["scps"] = {level, level};
  input["context_unknown"] = {"aws:RequestedRegion"};
  CHECK(check(input)["decision"] == "conditional");
  CHECK(check(input)["unmet"] == Json::parse(R"([{"key": "aws:RequestedRegion",
    "operator": "StringNotEqualsIfExists", "values": ["eu-west-1"]}])"));
}

TEST_CASE("an action without resources is asked for `*`, whatever the case names") {
  Json input = base();
  input["action"] = "s3:ListAllMyBuckets";
  input["wildcard_only_action"] = true;
  input["identity_policies"][0]["Statement"]["Action"] = "s3:*";
  CHECK(check(input)["decision"] == "allow");
  input["identity_policies"][0]["Statement"]["Resource"] = "arn:aws:s3:::b/*";
  CHECK(check(input)["decision"] == "implicit_deny");
}

TEST_CASE("blocked public access suspends grants to strangers") {
  Json input = base();
  input["principal"] = "*";
  input["principal_account"] = nullptr;
  input["resource_policy"] = Json::parse(R"({"Statement": {"Effect": "Allow", "Principal": "*",
    "Action": "s3:GetObject", "Resource": "*"}})");
  CHECK(check(input)["decision"] == "allow");
  input["s3_block_public_access"] = true;
  CHECK(check(input)["decision"] == "implicit_deny");
}

TEST_CASE("what other test suites leave out or add is taken as it is meant") {
  Json input = base();
  input["endpoint_policies"] = Json::parse(R"([{"Statement": [{"Effect": "Allow", "Action": "*",
    "Resource": "*"}]}])");
  CHECK(check(input)["decision"] == "allow");
  input = base();
  input["identity_policies"][0]["Statement"]["Principal"] = "*";
  input["identity_policies"][0]["Statement"]["Sid"] = "not alphanumeric";
  CHECK(check(input)["decision"] == "allow");
  input["identity_policies"][0]["Statement"]["Principal"] = {{"AWS", "222222222222"}};
  CHECK(check(input)["decision"] == "implicit_deny");
  input = base();
  input["identity_policies"] = Json::array();
  input["resource_policy"] = Json::parse(R"({"Statement": [{"Effect": "Allow", "Action": "s3:*",
    "Resource": "*"}]})");
  CHECK(check(input)["decision"] == "implicit_deny");
}

TEST_CASE("a level may be its policies alone, or one policy") {
  const Json full = Json::parse(R"({"Statement": {"Effect": "Allow", "Action": "*",
    "Resource": "*"}})");
  Json input = base();
  input["scps"] = {Json::array({full}), Json::array({full})};
  CHECK(check(input)["decision"] == "allow");
  input["scps"].push_back(Json::array());
  CHECK(check(input)["decision"] == "implicit_deny");
  input["scps"] = {{{"level", "r"}, {"policies", full}}, {{"policies", Json::array({full})}}};
  CHECK(check(input)["decision"] == "allow");
  input["scps"] = Json::array({full});
  CHECK(check(input, false)["error"]["pointer"] == "/scps/0");
}

TEST_CASE("without an owner the resource is of the account that its ARN names") {
  Json input = base();
  input["identity_policies"] = Json::parse(R"([{"Statement": {"Effect": "Allow", "Action": "*",
    "Resource": "*"}}])");
  input["action"] = "sqs:SendMessage";
  input["resource"] = "arn:aws:sqs:us-east-1:999999999999:queue";
  input.erase("resource_account");
  CHECK(check(input)["decision"] == "implicit_deny");
  input["resource"] = "arn:aws:sqs:us-east-1:111111111111:queue";
  CHECK(check(input)["decision"] == "allow");
}

TEST_CASE("a line that is no JSON is refused at its column") {
  std::istringstream cases("{\"id\": 1, }\n");
  std::ostringstream answers;
  CHECK_FALSE(evaluate_cases(cases, answers));
  CHECK(Json::parse(answers.str())["error"]["column"] == 11);
}

TEST_CASE("what AWS refuses to store is an error with its place, never an allow") {
  const auto [pointer, value, code, at] =
      GENERATE(table<std::string, std::string, std::string, std::string>(
          {{"/Version", R"("2012-10-18")", "E1104", "/Version"},
           {"/Statement/Effect", R"("allow")", "E1105", "/Statement/Effect"},
           {"/Statement/Action", R"([])", "E1103", "/Statement/Action"},
           {"/Statement/Action", R"("s*:Get")", "E1113", "/Statement/Action"},
           {"/Statement/NotAction", R"("s3:*")", "E1106", "/Statement/NotAction"},
           {"/Statement/NotResource", R"("*")", "E1106", "/Statement/NotResource"},
           {"/Statement/Condition", R"({"StringEqual": {"k": "v"}})", "E1109",
            "/Statement/Condition/StringEqual"},
           {"/Statement/Condition", R"({"Bool": {"k": {}}})", "E1101",
            "/Statement/Condition/Bool/k"},
           {"/Statement/Surprise", "1", "E1102", "/Statement/Surprise"},
           {"/Statement", "7", "E1101", "/Statement"},
           {"/Id", "7", "E1101", "/Id"}}));
  CAPTURE(pointer, value);
  Json input = base();
  input["identity_policies"][0][Json::json_pointer(pointer)] = Json::parse(value);
  const Json error = check(input, false)["error"];
  CHECK(error["code"] == code);
  CHECK(error["pointer"] == "/identity_policies/0" + at);
}

TEST_CASE("a key that is there twice is refused at its place, under the id of the case") {
  const std::string line =
      R"({"id": "d", "principal": "*", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k", )"
      R"("resource_policy": {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", )"
      R"("Resource": "*", "Condition": {"Bool": {"k": "true"}, "Bool": {"k": "false"}}}}})";
  std::istringstream cases(line + "\n");
  std::ostringstream answers;
  CHECK_FALSE(evaluate_cases(cases, answers));
  const Json answer = Json::parse(answers.str());
  CHECK(answer["id"] == "d");
  CHECK(answer["error"]["code"] == "E1002");
  CHECK(answer["error"]["pointer"] == "/resource_policy/Statement/Condition/Bool");
}

TEST_CASE("members of the wrong kind are refused, not overlooked") {
  const auto [member, value] =
      GENERATE(table<std::string, std::string>({{"in_management_account", R"("true")"},
                                                {"wildcard_only_action", "1"},
                                                {"s3_block_public_access", R"("yes")"},
                                                {"context", "[]"},
                                                {"principal", R"("")"},
                                                {"principal", "5"},
                                                {"scps", R"({"level": "r", "policies": []})"},
                                                {"identity_policies", R"("*")"}}));
  CAPTURE(member, value);
  Json input = base();
  input[member] = Json::parse(value);
  CHECK(check(input, false)["error"]["pointer"] == "/" + member);
}

TEST_CASE("the id of a case comes back as it is") {
  Json input = base();
  input["id"] = 7;
  CHECK(check(input)["id"] == 7);
}

}  // namespace
}  // namespace orgsim::io

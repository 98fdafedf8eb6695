#include "scenarios/run.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "io/read/json_value.h"
#include "io/read/organization_reader.h"
#include "io/read/scenario_reader.h"

namespace orgsim::scenarios {
namespace {

/// A management account, a development account whose Deploy role trusts the whole account, and
/// production, which Deploy may enter.
constexpr std::string_view kOrganization = R"({
  "format": "orgsim-organization/1", "as_of": "2026-04-08",
  "organization": {"id": "o-a", "name": "acme", "root": "r-a", "management_account": "111111111111",
     "policy_types": ["SERVICE_CONTROL_POLICY"], "trusted_access": [], "delegated_administrators": {}, "root_access_management": {"credentials": false, "sessions": false}},
  "ous": [{"id": "ou-w", "name": "Workloads", "parent": "r-a"}, {"id": "ou-p", "name": "Prod", "parent": "ou-w"}],
  "accounts": [{"id": "111111111111", "name": "management", "ou": "r-a"},
    {"id": "222222222222", "name": "dev", "ou": "ou-w", "tags": {"env": "dev"}},
    {"id": "333333333333", "name": "prod", "ou": "ou-p"}],
  "scps": {"p-full": {"name": "FullAWSAccess", "doc": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}},
           "p-stay": {"name": "Stay", "doc": {"Statement": {"Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*"}}}},
  "scp_attachments": {"r-a": ["p-full"], "ou-w": ["p-full", "p-stay"], "ou-p": ["p-full"], "111111111111": ["p-full"], "222222222222": ["p-full"], "333333333333": ["p-full"]},
  "iam": {"111111111111": {"users": [], "roles": []},
    "222222222222": {"users": [], "roles": [
      {"name": "Admin", "trust": {"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}},
       "policies": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]},
      {"name": "Reader", "trust": {"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}},
       "policies": [{"Statement": {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}}}}]},
      {"name": "Deploy", "trust": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222222222222:role/Admin"}, "Action": "sts:AssumeRole"}},
       "policies": [{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}}]}]},
    "333333333333": {"users": [], "roles": [
      {"name": "Release", "trust": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222222222222:role/Deploy"}, "Action": "sts:AssumeRole"}},
       "policies": [{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}]}]}},
  "identity_center": {"instance_account": "111111111111", "groups": {"devs": []}, "users": [{"name": "bob"}],
    "permission_sets": {"Reader": {"policies": [{"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}]}}, "assignments": []},
  "resources": [{"type": "s3-bucket", "arn": "arn:aws:s3:::cards", "account": "333333333333", "region": "us-east-1", "data_classes": ["chd"], "policy": null, "object_lock": {"mode": "COMPLIANCE", "days": 30}}]
})";

Organization organization() {
  const auto json = io::parse_json(kOrganization, 0);
  REQUIRE(json.has_value());
  auto result = io::read_organization(*json);
  REQUIRE(result.has_value());
  return *result;
}

RunResult played(const std::string& steps) {
  const std::string text = R"({"version": 1, "id": "s", "title": "t", "steps": [)" + steps + "]}";
  const auto json = io::parse_json(text, 0);
  REQUIRE(json.has_value());
  const auto scenario = io::read_scenario(*json);
  if (!scenario) {
    FAIL(scenario.error().front().message);
  }
  return run(organization(), *scenario);
}

/// One step with these events and one expectation.
RunResult step(std::string_view events, std::string_view expectation) {
  return played(R"({"name": "one", "do": [)" + std::string(events) +
                R"(], "expect": [{"id": "E", )" + std::string(expectation) + "}]}");
}

State expected(std::string_view events, std::string_view expectation) {
  const RunResult result = step(events, expectation);
  for (const EventResult& event : result.steps[0].events) {
    CHECK(event.state == State::Pass);
  }
  return result.steps[0].expectations[0].state;
}

EventResult event(std::string_view text) {
  return step(text, R"("member_of": {"account": "account:dev", "org": "org:acme"})")
      .steps[0]
      .events[0];
}

TEST_CASE("expectations hold or not, in both directions", "[run]") {
  const auto [expectation, state] = GENERATE(table<std::string, State>({
      {R"("reaches": {"from": "role:dev/Admin", "to": "role:prod/Release"})", State::Pass},
      {R"("reaches": {"from": "role:dev/Admin", "to": "account:prod", "max_hops": 1})",
       State::Fail},
      {R"("reaches": {"from": "role:dev/Admin", "to": "account:prod", "via": ["role:dev/Deploy"]})",
       State::Pass},
      {R"("reaches": {"from": "role:dev/Admin", "to": "account:prod", "via": ["role:dev/Reader"]})",
       State::Fail},
      {R"("reaches": {"from": "role:dev/Admin", "to": "role:prod/Release", "ways_min": 5})",
       State::Fail},
      {R"("not_reaches": {"from": "role:dev/Reader", "to": "account:prod"})", State::Pass},
      {R"("not_reaches": {"from": "role:dev/Admin", "to": "data:chd"})", State::Fail},
      {R"("not_reaches": {"from": "role:prod/Release", "to": "ou:Workloads/Prod/**"})",
       State::Fail},
      {R"("not_reaches": {"from": "tag:env=dev", "to": "account:management"})", State::Pass},
      {R"("can": {"principal": "role:dev/Admin", "action": "s3:ListAllMyBuckets"})", State::Pass},
      {R"("can": {"principal": "role:dev/Reader", "action": "s3:ListAllMyBuckets"})",
       State::Unknown},
      {R"("can": {"principal": "role:dev/Reader", "action": "s3:ListAllMyBuckets", "context": {"aws:SourceVpc": "vpc-1"}})",
       State::Pass},
      {R"("cannot": {"principal": "role:dev/Admin", "action": "organizations:LeaveOrganization", "denied_by": "scp:Stay"})",
       State::Pass},
      {R"("cannot": {"principal": "role:dev/Admin", "action": "organizations:LeaveOrganization", "denied_by": "boundary"})",
       State::Fail},
      {R"("cannot": {"principal": "role:prod/Release", "action": "iam:CreateUser", "denied_by": "implicit"})",
       State::Pass},
      {R"("cannot": {"principal": "role:prod/Release", "action": "s3:DeleteObjectVersion", "resource": "arn:aws:s3:::cards/a", "denied_by": "object-lock"})",
       State::Pass},
      {R"("cannot": {"principal": "idc-user:bob", "action": "s3:GetObject", "denied_by": "implicit"})",
       State::Pass},
      {R"("member_of": {"account": "account:prod", "ou": "ou:Workloads"})", State::Pass},
      {R"("member_of": {"account": "account:dev", "ou": "ou:Workloads/Prod"})", State::Fail},
      {R"("same_access": {"as": "start"})", State::Pass},
      {R"("check": {"id": "ORG-003", "verdict": "PASS"})", State::Pass},
      {R"("check": {"id": "ORG-003", "verdict": "FAIL"})", State::Fail},
      {R"("check": {"id": "ORG-002", "verdict": "PASS"})", State::Unknown},
      {R"("check": {"id": "PER-001", "verdict": "FAIL", "scope": "account:prod"})", State::Pass},
      {R"("check": {"id": "PER-001", "verdict": "FAIL", "scope": "account:management"})",
       State::Fail},
  }));
  CAPTURE(expectation);
  CHECK(expected("", expectation) == state);
}

TEST_CASE("a key that nobody stated leaves the answer open, and the file says what that counts as",
          "[run]") {
  const std::string question =
      R"("can": {"principal": "role:dev/Reader", "action": "s3:ListAllMyBuckets"}, )";
  CHECK(expected("", question + R"("unknown": "report")") == State::Unknown);
  CHECK(expected("", question + R"("unknown": "fail")") == State::Fail);
  CHECK(expected("", question + R"("unknown": "pass")") == State::Pass);
  CHECK(expected("", question + R"("unknown": "skip")") == State::Skipped);
}

TEST_CASE("a failure is waived until its day, and a todo is not asked", "[run]") {
  const std::string wrong =
      R"("member_of": {"account": "account:dev", "ou": "ou:Workloads/Prod"}, )";
  CHECK(expected("", wrong + R"("waived": {"until": "2026-04-08", "justification": "x"})") ==
        State::Waived);
  CHECK(expected("", wrong + R"("waived": {"until": "2026-04-07", "justification": "x"})") ==
        State::Fail);
  CHECK(expected("", wrong + R"("todo": "later")") == State::Skipped);
}

TEST_CASE("a name of nothing and a selector of nothing are errors, also where nothing is wanted",
          "[run]") {
  const auto [expectation, hint] = GENERATE(table<std::string, std::string>({
      {R"("not_reaches": {"from": "role:dev/Admin", "to": "account:prd"})",
       "did you mean `account:prod`?"},
      {R"("not_reaches": {"from": "role:dev/Admn", "to": "account:prod"})",
       "did you mean `role:dev/Admin`?"},
      {R"("not_reaches": {"from": "role:dev/Admin", "to": "tag:env=prod"})", ""},
      {R"("not_reaches": {"from": "role:dev/Admin", "to": "data:cdh"})", ""},
      {R"("not_reaches": {"from": "attacker", "to": "account:prod"})",
       "the event `compromise` makes one"},
      {R"("blast_radius": {"of": "role:dev/Reader", "measure": "accounts", "excludes": ["ou:Worloads/**"]})",
       "did you mean `ou:Workloads`?"},
      {R"("member_of": {"account": "account:dev", "org": "org:acne"})", "did you mean `org:acme`?"},
      {R"("check": {"id": "ORG-03", "verdict": "PASS"})", "did you mean `ORG-003`?"},
  }));
  CAPTURE(expectation);
  const RunResult result = step("", expectation);
  const ExpectationResult& answer = result.steps[0].expectations[0];
  CHECK(answer.state == State::Error);
  REQUIRE_FALSE(answer.problems.empty());
  CHECK(answer.problems.front().hint == hint);
  CHECK(answer.problems.front().where.known());
}

TEST_CASE("a failure shows the shortest way", "[run]") {
  const RunResult result =
      step("", R"("not_reaches": {"from": "role:dev/Admin", "to": "data:chd"})");
  const auto& evidence = std::get<PathEvidence>(result.steps[0].expectations[0].evidence);
  REQUIRE(evidence.witness.has_value());
  REQUIRE(evidence.witness->size() == 2);
  CHECK(evidence.witness->at(0).to == "arn:aws:iam::222222222222:role/Deploy");
  CHECK(evidence.witness->at(1).to == "arn:aws:iam::333333333333:role/Release");
  CHECK(evidence.store == "arn:aws:s3:::cards");
}

TEST_CASE("a blast radius is counted before and after", "[run]") {
  const RunResult result = step(
      R"({"set_trust": {"role": "role:prod/Release", "statements": []}})",
      R"("blast_radius": {"of": "role:dev/Admin", "measure": "accounts", "equals": 1, "includes": ["account:dev"], "excludes": ["account:prod", "data:chd"]})");
  const ExpectationResult& answer = result.steps[0].expectations[0];
  CHECK(answer.state == State::Pass);
  const auto& evidence = std::get<RadiusEvidence>(answer.evidence);
  CHECK(evidence.before == 2U);
  CHECK(evidence.now == 1);
  CHECK(evidence.members == std::vector<std::string>{"dev"});
}

TEST_CASE("somebody who may not do an event does not, and nothing changes", "[run]") {
  const EventResult denied = event(
      R"({"leave_org": {"account": "account:dev"}, "as": "role:dev/Admin", "outcome": "denied", "denied_by": "scp:Stay"})");
  CHECK(denied.state == State::Pass);
  CHECK(denied.happened == Happened::Denied);
  CHECK(event(R"({"leave_org": {"account": "account:dev"}, "as": "role:dev/Admin"})").state ==
        State::Fail);
  CHECK(
      event(
          R"({"leave_org": {"account": "account:dev"}, "as": "role:dev/Admin", "denied_by": "rcp"})")
          .state == State::Fail);
  CHECK(event(R"({"leave_org": {"account": "account:dev"}, "outcome": "denied"})").state ==
        State::Fail);
  CHECK(
      expected(
          R"({"leave_org": {"account": "account:dev"}, "as": "role:dev/Admin", "outcome": "denied"})",
          R"("member_of": {"account": "account:dev", "org": "org:acme"})") == State::Pass);
}

TEST_CASE("what AWS refuses whoever asks is a rule of the service", "[run]") {
  const std::string_view remove = R"({"remove_account": {"account": "account:management"})";
  CHECK(event(std::string(remove) + R"(, "outcome": "error"})").state == State::Pass);
  CHECK(event(std::string(remove) + R"(, "denied_by": "service-rule"})").state == State::Pass);
  CHECK(event(std::string(remove) + R"(, "denied_by": "scp"})").state == State::Fail);
  CHECK(event(std::string(remove) + "}").state == State::Fail);
  CHECK(event(std::string(remove) + "}").refusal.front().code == "E4034");
}

TEST_CASE("an event that goes another way ends its step and what follows from it", "[run]") {
  const RunResult result = played(
      R"({"name": "a", "do": [{"remove_account": {"account": "account:management"}}, {"advance": {"days": 1}}],
          "expect": [{"id": "A", "same_access": {"as": "start"}}]},
         {"name": "b", "expect": [{"id": "B", "same_access": {"as": "start"}}]},
         {"name": "c", "from": "start", "expect": [{"id": "C", "same_access": {"as": "start"}}]})");
  CHECK(result.steps[0].events[1].happened == Happened::NotTried);
  CHECK(result.steps[0].expectations[0].state == State::Skipped);
  CHECK(result.steps[1].expectations[0].state == State::Skipped);
  CHECK(result.steps[2].expectations[0].state == State::Pass);
}

TEST_CASE("branches know nothing of each other", "[run]") {
  const RunResult result = played(
      R"({"name": "a", "do": [{"move_account": {"account": "account:dev", "to": "ou:Workloads/Prod"}}],
          "expect": [{"id": "A", "member_of": {"account": "account:dev", "ou": "ou:Workloads/Prod"}}]},
         {"name": "b", "from": "start",
          "expect": [{"id": "B", "member_of": {"account": "account:dev", "ou": "ou:Workloads/Prod"}}]})");
  CHECK(result.steps[0].expectations[0].state == State::Pass);
  CHECK(result.steps[1].expectations[0].state == State::Fail);
}

TEST_CASE("new access is told from old", "[run]") {
  const std::string_view widened =
      R"({"add_trust": {"role": "role:prod/Release", "principal": "account:dev"}})";
  CHECK(expected(widened, R"("no_new_access": {"since": "start", "from": "role:dev/Reader"})") ==
        State::Pass);
  const std::string_view assigned =
      R"({"assign": {"principal": "idc-user:bob", "permission_set": "ps:Reader", "account": "account:prod"}})";
  const RunResult result = step(assigned, R"("no_new_access": {"since": "start"})");
  CHECK(result.steps[0].expectations[0].state == State::Fail);
  const auto& evidence = std::get<ComparisonEvidence>(result.steps[0].expectations[0].evidence);
  CHECK(std::ranges::count(evidence.gained, "bob", &Access::from) > 0);
  CHECK(expected(assigned, R"("no_new_access": {"since": "start", "to": "account:dev"})") ==
        State::Pass);
  CHECK(expected(R"({"set_trust": {"role": "role:prod/Release", "statements": []}})",
                 R"("same_access": {"as": "start"})") == State::Fail);
  CHECK(expected(R"({"set_trust": {"role": "role:prod/Release", "statements": []}})",
                 R"("no_new_access": {"since": "start"})") == State::Pass);
}

TEST_CASE("whoever is compromised is the attacker, with all that falls", "[run]") {
  const std::string_view taken = R"({"compromise": {"principal": "role:dev/Admin"}})";
  CHECK(expected(taken, R"("reaches": {"from": "attacker", "to": "account:prod"})") == State::Pass);
  CHECK(
      expected(
          taken,
          R"("can": {"principal": "attacker", "action": "s3:PutObject", "resource": "arn:aws:s3:::cards/a"})") ==
      State::Pass);
  CHECK(
      expected(
          taken,
          R"("cannot": {"principal": "attacker", "action": "s3:DeleteObjectVersion", "resource": "arn:aws:s3:::cards/a", "denied_by": "object-lock"})") ==
      State::Pass);
}

TEST_CASE("a loop runs its events for each account but the excepted ones", "[run]") {
  const std::string_view loop =
      R"({"for_each": {"select": "account:*", "except": ["account:management"], "do": [{"tag": {"node": "account:${each}", "key": "seen", "value": "yes"}}]}})";
  const RunResult result =
      step(loop, R"("not_reaches": {"from": "tag:seen=yes", "to": "account:management"})");
  CHECK(result.steps[0].events[0].n_turns == 2);
  CHECK(result.steps[0].events[0].state == State::Pass);
  CHECK(result.steps[0].expectations[0].state == State::Pass);
}

TEST_CASE("an account accepts only an invitation that is open", "[run]") {
  const std::string leave = R"({"leave_org": {"account": "account:prod"}}, )";
  const std::string join =
      R"({"join_org": {"account": "account:prod", "org": "org:acme"}, "as": "arn:aws:iam::333333333333:root"})";
  const std::string invite = R"({"invite": {"account": "account:prod", "org": "org:acme"}}, )";
  const std::string_view stays = R"("member_of": {"account": "account:prod", "org": "org:acme"})";
  const RunResult refused = step(leave + join, stays);
  CHECK(refused.steps[0].events[1].happened == Happened::Refused);
  CHECK(refused.steps[0].events[1].refusal.front().code == "E4101");
  CHECK(expected(leave + invite + join, stays) == State::Pass);
}

}  // namespace
}  // namespace orgsim::scenarios

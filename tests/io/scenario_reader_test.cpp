#include "io/read/scenario_reader.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "io/builtin.h"
#include "io/source_files.h"
#include "tests/io/schema_check.h"

namespace orgsim::io {
namespace {

using Catch::Matchers::Contains;

/// A scenario of one step with this event and this expectation.
std::string scenario(std::string_view event, std::string_view expectation) {
  return R"({"version": 1, "id": "s", "title": "A story",
    "vars": {"who": "idc-user:ada"},
    "steps": [{"name": "one", "do": [)" +
         std::string(event) + R"(], "expect": [)" + std::string(expectation) + R"(]}]})";
}

/// Every problem as it is shown, or nothing.
std::string problems(const std::string& text) {
  SourceFiles files;
  const auto file = files.add("s.jsonc", text);
  const auto json = parse_json(files.text(file), file);
  REQUIRE(json.has_value());
  const auto result = read_scenario(*json);
  std::string shown;
  if (!result) {
    for (const Diagnostic& diagnostic : result.error()) {
      shown += render(files, diagnostic) + "\n";
    }
  }
  return shown;
}

constexpr std::string_view kAdvance = R"({"advance": {"days": 3}})";
constexpr std::string_view kMember =
    R"({"id": "M", "member_of": {"account": "account:a", "org": "org:o"}})";

TEST_CASE("a scenario without problems is read", "[scenario]") {
  CHECK(problems(scenario(kAdvance, kMember)).empty());
}

TEST_CASE("an event is read with its shared members and its variables", "[scenario]") {
  const std::string text = scenario(
      R"({"add_member": {"group": "idc-group:g", "user": "${who}"}, "as": "role:m/Admin",
          "outcome": "denied", "denied_by": "scp:Keep", "note": "why"})",
      kMember);
  const auto json = parse_json(text, 0);
  const auto read = read_scenario(*json);
  REQUIRE(read.has_value());
  const scenarios::EventSpec& event = read->steps.at(0).events.at(0);
  CHECK(event.verb == scenarios::EventVerb::AddMember);
  CHECK(event.arguments.reference("user").text == "idc-user:ada");
  CHECK(event.arguments.reference("user").kind == scenarios::Kind::IdentityUser);
  CHECK(event.as->text == "role:m/Admin");
  CHECK(event.outcome == scenarios::DeclaredOutcome::Denied);
  CHECK(event.denied_by == std::vector<std::string>{"scp:Keep"});
  CHECK(event.note == "why");
}

TEST_CASE("what is wrong with a scenario is said with its place and advice", "[scenario]") {
  const auto [event, expectation,
              expected] = GENERATE(table<std::string_view, std::string_view, std::string_view>({
      {R"({"asign": {}})", kMember, "unknown member `asign` of an event [E1123]"},
      {R"({"asign": {}})", kMember, "did you mean `assign`?"},
      {R"({"advance": {"days": 1}, "tag": {}})", kMember, "an event with two verbs"},
      {R"({"note": "x"})", kMember, "an event without a verb [E1121]"},
      {R"({"advance": {"day": 1}})", kMember, "did you mean `days`?"},
      {R"({"advance": {"days": -1}})", kMember, "must be a whole number, not negative"},
      {R"({"advance": {"days": 1, "to": "2026-01-01"}})", kMember, "either `days` or `to`"},
      {R"({"advance": {"to": "soon"}})", kMember, "`soon` is no date"},
      {R"({"attach": {"policy": "scp:x"}})", kMember, "`attach` without `to` [E1103]"},
      {R"({"attach": {"policy": "acount:x", "to": "ou:a"}})", kMember, "is no reference [E1127]"},
      {R"({"move_account": {"account": "acount:x", "to": "ou:a"}})", kMember,
       "did you mean `account:x`?"},
      {R"({"move_account": {"account": "role:x/y", "to": "ou:a"}})", kMember,
       "`role:x/y` is a role, which is not what is wanted here"},
      {R"({"set_trust": {"role": "role:x", "statements": []}})", kMember,
       "lacks its account or its name"},
      {R"({"set_trust": {"role": "role:x/y", "statements": [{"Effect": "Allow"}]}})", kMember,
       "Action"},
      {R"({"set_feature": {"feature": "RootSession", "enabled": true}})", kMember,
       "did you mean `RootSessions`?"},
      {R"({"advance": {"days": 1}, "denied_by": "scpp"})", kMember, "did you mean `scp`?"},
      {R"({"advance": {"days": 1}, "outcome": "maybe"})", kMember, "`maybe` is not one of"},
      {R"({"add_member": {"group": "idc-group:g", "user": "${whom}"}})", kMember,
       "undefined variable `${whom}` [E1120]"},
      {R"({"grant": {"to": "role:a/b", "document": {"Statement": []}}})", kMember,
       "`grant` of a `document` without `name`"},
      {R"({"for_each": {"select": "account:*", "do": [{"tagg": {}}]}})", kMember,
       "unknown member `tagg`"},
      {kAdvance, R"({"member_of": {"account": "account:a", "org": "org:o"}})",
       "`expectation` without `id`"},
      {kAdvance, R"({"id": "x", "member_of": {"account": "account:a"}})", "needs `org` or `ou`"},
      {kAdvance, R"({"id": "x", "blast_radius": {"of": "attacker", "measure": "accounts"}})",
       "without a bound"},
      {kAdvance, R"({"id": "x", "check": {"id": "C", "verdict": "pass"}})",
       "`pass` is no value of `verdict`"},
      {kAdvance, R"({"id": "x", "same_access": {"as": "zero"}})", "no earlier step `zero` [E1125]"},
      {kAdvance, R"({"id": "x", "severity": "error", "check": {"id": "C", "verdict": "PASS"}})",
       "`error` is not one of"},
      {kAdvance, R"({"id": "x", "reaches": {"from": "attacker", "too": "account:a"}})",
       "did you mean `to`?"},
  }));
  CAPTURE(event, expectation);
  CHECK_THAT(problems(scenario(event, expectation)), Contains(std::string(expected)));
}

TEST_CASE("all problems of a scenario are reported, in the order of the file", "[scenario]") {
  const std::string shown = problems(scenario(R"({"advance": {"days": "x"}}, {"nothing": {}})",
                                              R"({"id": "x", "reaches": {"from": "attacker"}})"));
  CHECK_THAT(shown, Contains("s.jsonc:3:"));
  CHECK(shown.find("must be a whole number") < shown.find("unknown member `nothing`"));
  CHECK(shown.find("unknown member `nothing`") < shown.find("`reaches` without `to`"));
}

TEST_CASE("steps start from the one before, from an earlier one, or from the start", "[scenario]") {
  const auto json = parse_json(R"({"version": 1, "id": "s", "title": "t", "steps": [
      {"name": "a"}, {"name": "b"}, {"name": "c", "from": "a"}, {"name": "d", "from": "start"}]})",
                               0);
  const auto read = read_scenario(*json);
  REQUIRE(read.has_value());
  CHECK_FALSE(read->steps[0].from.has_value());
  CHECK(read->steps[1].from == 0U);
  CHECK(read->steps[2].from == 0U);
  CHECK_FALSE(read->steps[3].from.has_value());
  CHECK_THAT(problems(R"({"version": 1, "id": "s", "title": "t", "steps": [
      {"name": "a", "from": "b"}, {"name": "b"}, {"name": "a"}]})"),
             Contains("no earlier step `b`") && Contains("second step `a`"));
}

TEST_CASE("variables of policies are no variables of the scenario", "[scenario]") {
  CHECK(problems(scenario(R"({"grant": {"to": "role:a/b", "name": "own", "document":
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*",
       "Resource": "arn:aws:s3:::${aws:PrincipalTag/team}/${*}"}}}})",
                          kMember))
            .empty());
}

TEST_CASE("the built-in scenarios are valid under the schema", "[scenario]") {
  const auto schema = nlohmann::json::parse(builtin_file("schema/scenario.schema.json").value());
  std::size_t n_scenarios = 0;
  for (const BuiltinFile& file : builtin_files()) {
    if (file.path.ends_with("scenario.jsonc")) {
      ++n_scenarios;
      CAPTURE(file.path);
      CHECK(schema_problems(schema, nlohmann::json::parse(file.text, nullptr, true, true)).empty());
    }
  }
  CHECK(n_scenarios >= 3);
}

}  // namespace
}  // namespace orgsim::io

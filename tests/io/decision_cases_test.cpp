#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "io/evaluate_cases.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

/// The rows of a table: a rule of AWS and what follows from it, one a line.
std::vector<Json> rows(const std::string& name) {
  std::ifstream input(std::string(ORGSIM_SOURCE_DIR "/tests/io/decision_cases/") + name);
  REQUIRE(input.good());
  std::vector<Json> result;
  for (std::string line; std::getline(input, line);) {
    result.push_back(Json::parse(line));
  }
  return result;
}

Json allow(const Json& condition) {
  return {{"Effect", "Allow"}, {"Action", "*"}, {"Resource", "*"}, {"Condition", condition}};
}

Json document(const Json& row, const Json& statement) {
  Json result = {{"Statement", statement}};
  const Json version = row.value("version", Json("2012-10-17"));
  if (!version.is_null()) {
    result["Version"] = version;
  }
  return result;
}

/// A role session that reads an object of its own account, with every permission.
Json base_case() {
  return {{"id", "c"},
          {"principal", "arn:aws:sts::111111111111:assumed-role/App/s1"},
          {"principal_account", "111111111111"},
          {"action", "s3:GetObject"},
          {"resource", "arn:aws:s3:::b/k"},
          {"resource_account", "111111111111"},
          {"context", Json::object()},
          {"identity_policies", Json::array({document(Json::object(), allow(Json::object()))})}};
}

/// The decision, or `error`.
std::string decision_of(const Json& input) {
  std::istringstream cases(input.dump() + "\n");
  std::ostringstream answers;
  evaluate_cases(cases, answers);
  return Json::parse(answers.str()).value("decision", "error");
}

Json case_of_condition(const Json& row) {
  Json input = base_case();
  input["context"] = row.value("context", Json::object());
  input["context_multivalued"] = row.value("multivalued", Json::array());
  return input;
}

std::string decision_under(const Json& row, bool deny) {
  Json input = case_of_condition(row);
  Json statement = allow(row["condition"]);
  if (deny) {
    statement["Effect"] = "Deny";
    input["identity_policies"].push_back(document(row, statement));
  } else {
    input["identity_policies"] = Json::array({document(row, statement)});
  }
  return decision_of(input);
}

/// What is answered to who may do everything, but for one policy as it is written.
Json answer_with(const Json& row, PolicyMode mode) {
  const std::string layer = row["layer"];
  const std::string text = row["text"];
  Json input = base_case();
  const std::string everything = input["identity_policies"].dump();
  input.erase("identity_policies");
  std::string line = input.dump();
  line.pop_back();
  if (layer == "identity_policies") {
    line += R"(, "identity_policies": )" + everything.substr(0, everything.size() - 1) + ", " +
            text + "]}";
  } else {
    line += R"(, "identity_policies": )" + everything + R"(, ")" + layer + R"(": )" +
            (layer == "rcps" ? R"([{"level": "r", "policies": [)" + text + "]}]" : text) + "}";
  }
  std::istringstream cases(line + "\n");
  std::ostringstream answers;
  evaluate_cases(cases, answers, {}, mode);
  return Json::parse(answers.str());
}

}  // namespace

TEST_CASE("every row of the table of conditions holds, in an Allow and in a Deny") {
  for (const Json& row : rows("conditions.jsonl")) {
    INFO(row.dump());
    const Json& holds = row["holds"];
    if (!holds.is_boolean()) {
      CHECK(decision_under(row, false) == holds.get<std::string>());
    } else {
      CHECK(decision_under(row, false) == (holds.get<bool>() ? "allow" : "implicit_deny"));
      CHECK(decision_under(row, true) == (holds.get<bool>() ? "explicit_deny" : "allow"));
    }
  }
}

TEST_CASE("a malformed Deny is an error with its place, and never lost") {
  for (const Json& row : rows("malformed.jsonl")) {
    INFO(row.dump());
    const Json strict = answer_with(row, PolicyMode::Strict);
    REQUIRE(strict.contains("error"));
    CHECK(!strict["error"].value("pointer", "").empty());
    CHECK(!strict["error"].value("message", "").empty());
    // What matches nothing by its text, and plainly so, may be taken at its word.
    if (!row.contains("dead")) {
      CHECK(answer_with(row, PolicyMode::Tolerant).value("decision", "") != "allow");
    }
    CHECK(answer_with(row, PolicyMode::Lenient).value("decision", "") != "allow");
  }
}

TEST_CASE("every row of the table of decisions holds") {
  for (const Json& row : rows("decisions.jsonl")) {
    INFO(row.dump());
    Json input = base_case();
    input.update(row);
    CHECK(decision_of(input) == row["expected"].get<std::string>());
  }
}

}  // namespace orgsim::io

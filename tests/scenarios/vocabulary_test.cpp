#include "scenarios/vocabulary.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "io/builtin.h"

namespace orgsim::scenarios {
namespace {

using nlohmann::json;
using Names = std::set<std::string>;

json schema() { return json::parse(io::builtin_file("schema/scenario.schema.json").value()); }

std::string guide() {
  std::ifstream input(ORGSIM_SOURCE_DIR "/docs/guide/scenarios.md", std::ios::binary);
  REQUIRE(input.is_open());
  return {std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
}

/// The verbs of the schema: what the alternatives of `oneOf` require.
Names schema_verbs(const json& definition) {
  Names names;
  for (const json& alternative : definition.at("oneOf")) {
    names.insert(alternative.at("required").at(0).get<std::string>());
  }
  return names;
}

/// A row of the guide's table as it follows from the vocabulary.
template <class Verb>
std::string guide_row(const VerbRow<Verb>& row) {
  std::string members;
  for (const Member& member : row.members) {
    members += (members.empty() ? "`" : ", `") + std::string(member.name) + "`" +
               (member.required ? "" : "?");
  }
  if (row.name == "for_each") {
    members += ", `do`";
  }
  return "| `" + std::string(row.name) + "` | " + std::string(row.does) + " | " + members + " |\n";
}

template <class Verb>
void check_verbs(std::span<const VerbRow<Verb>> rows, const json& definition) {
  const std::string text = guide();
  Names names;
  for (const VerbRow<Verb>& row : rows) {
    names.insert(std::string(row.name));
    CAPTURE(row.name);
    const json& verb = definition.at("properties").at(std::string(row.name));
    Names members;
    Names required;
    for (const Member& member : row.members) {
      members.insert(std::string(member.name));
      if (member.required) {
        required.insert(std::string(member.name));
      }
      if (!member.one_of.empty()) {
        std::string joined;
        for (const json& value : verb.at("properties").at(std::string(member.name)).at("enum")) {
          joined += (joined.empty() ? "" : " ") + value.template get<std::string>();
        }
        CHECK(joined == member.one_of);
      }
    }
    if (row.name == "for_each") {
      members.insert("do");
    }
    Names known;
    for (const auto& [name, value] : verb.at("properties").items()) {
      known.insert(name);
    }
    CHECK(known == members);
    CHECK(verb.at("required").template get<Names>() == required);
    CHECK(text.find(guide_row(row)) != std::string::npos);
  }
  CHECK(schema_verbs(definition) == names);
}

TEST_CASE("the schema and the guide list the events that the reader knows", "[vocabulary]") {
  check_verbs(event_verbs(), schema().at("definitions").at("event"));
}

TEST_CASE("the schema and the guide list the expectations that the reader knows", "[vocabulary]") {
  check_verbs(expectation_verbs(), schema().at("definitions").at("expectation"));
}

TEST_CASE("the guide lists every kind of reference", "[vocabulary]") {
  const std::string text = guide();
  for (const KindRow& row : kinds()) {
    CAPTURE(row.prefix);
    CHECK(text.find("| `" + std::string(row.shape) + "` | " + std::string(row.name) + " |\n") !=
          std::string::npos);
  }
}

}  // namespace
}  // namespace orgsim::scenarios

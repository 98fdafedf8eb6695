#include <catch2/catch.hpp>

#include "io/builtin.h"
#include "io/read/inventory_reader.h"
#include "io/read/organization_reader.h"
#include "io/read/waiver_reader.h"
#include "model/text.h"
#include "tests/io/schema_check.h"

namespace orgsim::io {
namespace {

using nlohmann::json;

json builtin_json(std::string_view path) {
  const auto text = builtin_file(path);
  REQUIRE(text.has_value());
  return json::parse(*text, nullptr, true, true);
}

json schema() { return builtin_json("schema/organization.schema.json"); }

/// The name of a kind of object as the schema's definitions spell it.
std::string definition_of(const std::string& what) {
  std::string name = to_lower(what);
  std::ranges::replace(name, ' ', '_');
  return name == "public_access_block" ? "public_access_block_switches" : name;
}

std::set<std::string, std::less<>> properties_of(const json& definition) {
  std::set<std::string, std::less<>> names;
  for (const auto& [name, property] : definition.at("properties").items()) {
    names.insert(name);
  }
  return names;
}

TEST_CASE("the reader and the schema know the same members") {
  const json root = schema();
  MemberLog log;
  // Names of the widest document lead nowhere, so reading it fails, after asking for everything.
  const json widest = widest_document(root);
  for (const std::string& problem : schema_problems(root, widest)) {
    CHECK(problem.ends_with("/identity_center/assignments/0: not exactly one alternative"));
  }
  CHECK_FALSE(read_organization(parse_json(widest.dump(), 0).value(), &log).has_value());
  std::set<std::string> seen;
  for (const auto& [what, asked] : log) {
    CAPTURE(what);
    const bool top = what == "organization file";
    seen.insert(definition_of(what));
    auto expected = properties_of(top ? root : root.at("definitions").at(definition_of(what)));
    if (what == "group") {
      expected.insert("permissions_boundary");  // Asked for to be refused.
    }
    CHECK(asked == expected);
  }
  for (const auto& [name, definition] : root.at("definitions").items()) {
    const bool elsewhere = name == "policy_document" || name == "statement" || name == "waiver" ||
                           name == "match" || name.starts_with("inventory") || name == "user_facts";
    if (definition.contains("properties") && !elsewhere) {
      CAPTURE(name);
      CHECK(seen.contains(name));
    }
  }
}

TEST_CASE("waivers and inventories of the schema are read to their last member") {
  const json widest = widest_document(schema());
  Diagnostics diagnostics;
  read_waivers(parse_json(widest.at("waivers").dump(), 0).value(), diagnostics);
  CHECK(diagnostics.empty());
  const JsonValue inventory = parse_json(widest.at("inventory").at(0).dump(), 0).value();
  CHECK(read_inventory(inventory, diagnostics).unmodelled.empty());
  CHECK(diagnostics.empty());
}

TEST_CASE("the built-in organization is valid under the schema") {
  CHECK(schema_problems(schema(), builtin_json("library/reference/organization.json")) ==
        std::vector<std::string>());
}

TEST_CASE("the schema refuses what the reader refuses") {
  const json root = schema();
  const json good = builtin_json("library/reference/organization.json");
  const auto problems = [&](const char* pointer, json value) {
    json changed = good;
    changed[json::json_pointer(pointer)] = std::move(value);
    const bool read = read_organization(parse_json(changed.dump(), 0).value()).has_value();
    return std::pair(schema_problems(root, changed).size(), read);
  };
  using Outcome = std::pair<std::size_t, bool>;
  CHECK(problems("/as_of", "2026-04-08") == Outcome{0, true});
  CHECK(problems("/as_of", "soon") == Outcome{1, false});
  CHECK(problems("/accounts/0/id", 100000000001) == Outcome{1, false});
  CHECK(problems("/accounts/1/status", "GONE") == Outcome{1, false});
  CHECK(problems("/accounts/1/tags", json::array()) == Outcome{1, false});
  CHECK(problems("/declared/admins", "everybody") == Outcome{1, false});
  CHECK(problems("/declared/separation_of_duties/0", json::array({"a"})) == Outcome{1, false});
  CHECK(problems("/evidence/domains/0", "moon") == Outcome{1, false});
  CHECK(problems("/format", "orgsim-organization/2") == Outcome{1, false});
  // What the reader lists as not modelled, an editor underlines.
  CHECK(problems("/accounts/0/moon", "full") == Outcome{1, true});
}

}  // namespace
}  // namespace orgsim::io

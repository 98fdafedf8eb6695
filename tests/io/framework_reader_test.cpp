#include "io/read/framework_reader.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "compliance/catalog.h"

namespace orgsim::io {
namespace {

Result<compliance::Framework> read(std::string_view text) {
  const auto json = parse_json(text, 0);
  REQUIRE(json.has_value());
  return read_framework(*json);
}

}  // namespace

TEST_CASE("the built-in frameworks use every check and name what they do not assess") {
  const auto frameworks = builtin_frameworks();
  std::vector<std::string> ids;
  std::set<std::string> used;
  for (const compliance::Framework& framework : frameworks) {
    ids.push_back(framework.id);
    std::set<std::string> controls;
    for (const compliance::Control& control : framework.controls) {
      CAPTURE(framework.id, control.id);
      CHECK(controls.insert(control.id).second);
      CHECK_FALSE(control.title.empty());
      CHECK_FALSE(control.citation.empty());
      used.insert(control.checks.begin(), control.checks.end());
    }
  }
  CHECK(ids == std::vector<std::string>{"cis", "fedramp", "hipaa", "pci-dss", "soc2"});
  CHECK(used.size() == compliance::catalog().size());
}

TEST_CASE("a framework refuses checks that do not exist and controls named twice") {
  const auto unknown = read(R"({"id": "x", "name": "X", "controls": [
    {"id": "1", "title": "one", "checks": ["GRD-999"]}]})");
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().front().message == "unknown check `GRD-999` of control `1`");
  const auto twice = read(R"({"id": "x", "name": "X", "controls": [
    {"id": "1", "title": "one"}, {"id": "1", "title": "one again"}]})");
  REQUIRE_FALSE(twice.has_value());
  CHECK(twice.error().front().message == "second control with id `1`");
}

}  // namespace orgsim::io

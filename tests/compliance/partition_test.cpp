#include <algorithm>
#include <catch2/catch.hpp>

#include "compliance/assess.h"
#include "compliance/catalog.h"
#include "mutation.h"
#include "sim/graph/access_graph.h"

namespace orgsim::compliance {
namespace {

using io::JsonMember;
using io::JsonValue;

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

void move_to_govcloud(std::string& text) {
  replace_all(text, "arn:aws:", "arn:aws-us-gov:");
  replace_all(text, "us-east-1", "us-gov-west-1");
  replace_all(text, "us-west-2", "us-gov-east-1");
}

void move_to_govcloud(JsonValue& value) {
  move_to_govcloud(value.text);
  for (JsonValue& item : value.items) {
    move_to_govcloud(item);
  }
  for (JsonMember& member : value.members) {
    move_to_govcloud(member.key);
    if (member.key == "partition") {
      member.value.text = "aws-us-gov";
    }
    move_to_govcloud(member.value);
  }
}

Edit removal(std::vector<std::string> path, std::string text) {
  Edit edit{.path = std::move(path), .kind = Edit::Kind::Without, .value = {}};
  edit.value.kind = io::JsonKind::String;
  edit.value.text = std::move(text);
  return edit;
}

Verdict verdict(const Organization& organization, std::string_view id) {
  const sim::Authorizer authorizer(organization);
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  return assess(Premises(authorizer, graph, *organization.tables().as_of), *find_check(id)).verdict;
}

}  // namespace

TEST_CASE("in another partition the same verdicts hold", "[partition]") {
  const Organization moved = rewritten([](JsonValue& root) { move_to_govcloud(root); });
  const Organization home = rewritten([](JsonValue&) {});
  for (const Check* check : every_check()) {
    CAPTURE(check->id);
    CHECK(verdict(moved, check->id) == verdict(home, check->id));
  }
}

TEST_CASE("a partition has Regions of its own", "[partition]") {
  const Organization moved = rewritten([](JsonValue& root) {
    move_to_govcloud(root);
    apply(root, removal({"declared", "approved_regions"}, "us-gov-east-1"));
  });
  CHECK(verdict(moved, "GRD-003") == Verdict::Fail);
}

}  // namespace orgsim::compliance

#include "io/write/graph.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <pugixml.hpp>
#include <set>

#include "io/write/access_names.h"
#include "tests/support/organization_text.h"

namespace orgsim::io {
namespace {

/// An account and a person whose names try to end strings and elements; a role that everybody in
/// the account may assume, one that needs a condition, and one that nobody can.
constexpr std::string_view kHostile = R"({
  "format": "orgsim-organization/1", "as_of": "2026-04-08",
  "organization": {"id": "o-a", "root": "r-1", "management_account": "111111111111"},
  "ous": [],
  "accounts": [{"id": "111111111111", "name": "a\"]; x -> y; <b>&'\\\u0001\n", "ou": "r-1", "environment": "management"}],
  "iam": {"111111111111": {"users": [], "roles": [
    {"name": "Ci", "trust": {"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}},
     "policies": [{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}}]},
    {"name": "Open", "trust": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "sts:AssumeRole"}}, "policies": []},
    {"name": "Perhaps", "trust": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:role/Open"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "x"}}}}, "policies": []}]}},
  "identity_center": {"instance_account": "111111111111", "groups": {"</g>\"": ["<script>\""]},
    "permission_sets": {"Set": {"policies": []}},
    "assignments": [{"group": "</g>\"", "permission_set": "Set", "account": "111111111111"}]}
})";

struct Fixture {
  Organization organization = organization_from(kHostile);
  sim::Authorizer authorizer{organization};
  sim::AccessGraph graph = sim::build_access_graph(authorizer);

  GraphPart part() const { return whole_graph(authorizer, graph); }
  GraphPart from(std::string_view arn) const {
    const auto principal = authorizer.principals().find(arn);
    REQUIRE(principal.has_value());
    return reached_graph(authorizer, graph, {*principal});
  }
};

/// The tokens of a DOT text: quoted strings without their quotes behind a `"`, names, and signs.
/// Fails the test on a string that does not end or a character that no token has.
/// Source: Graphviz, "DOT Language".
std::vector<std::string> tokens_of(std::string_view dot) {
  std::vector<std::string> tokens;
  std::size_t at = 0;
  const auto is_name = [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  while (at < dot.size()) {
    const char c = dot[at];
    if (c == ' ' || c == '\n') {
      ++at;
    } else if (c == '"') {
      std::string text = "\"";
      for (++at; at < dot.size() && dot[at] != '"'; ++at) {
        if (dot[at] == '\\' && at + 1 < dot.size()) {
          text += dot[at++];
        }
        REQUIRE(dot[at] != '\n');
        text += dot[at];
      }
      REQUIRE(at < dot.size());
      ++at;
      tokens.push_back(std::move(text));
    } else if (is_name(c)) {
      const std::size_t start = at;
      while (at < dot.size() && is_name(dot[at])) {
        ++at;
      }
      tokens.emplace_back(dot.substr(start, at - start));
    } else if (dot.substr(at).starts_with("->")) {
      tokens.emplace_back("->");
      at += 2;
    } else {
      REQUIRE(std::string_view("{}[]=;,").find(c) != std::string_view::npos);
      tokens.emplace_back(1, c);
      ++at;
    }
  }
  return tokens;
}

bool is_node(const std::string& token) {
  return token.size() > 1 && token[0] == 'n' &&
         token.find_first_not_of("0123456789", 1) == std::string::npos;
}

std::set<std::string> values(const pugi::xml_node& parent, const char* element, const char* key) {
  std::set<std::string> result;
  for (const pugi::xml_node node : parent.children(element)) {
    const auto data = node.find_child_by_attribute("data", "key", key);
    result.insert(data.text().as_string());
  }
  return result;
}

}  // namespace

TEST_CASE("the DOT text has every principal and edge, whatever names say", "[graph]") {
  const Fixture f;
  const std::vector<std::string> tokens = tokens_of(graph_dot(f.part()));
  std::size_t n_nodes = 0;
  std::size_t n_edges = 0;
  std::size_t depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    n_nodes += is_node(tokens[i]) && tokens[i + 1] == "[" && tokens[i - 1] != "->" ? 1U : 0U;
    if (tokens[i] == "->") {
      REQUIRE(is_node(tokens[i - 1]));
      REQUIRE(is_node(tokens[i + 1]));
      ++n_edges;
    }
    depth += tokens[i] == "{" ? 1U : 0U;
    depth -= tokens[i] == "}" ? 1U : 0U;
  }
  CHECK(depth == 0);
  CHECK(n_nodes == f.graph.n_principals());
  CHECK(n_edges == f.graph.edges().size());
  CHECK(n_edges > 2);
}

TEST_CASE("Graphviz is told to rank across clusters, without which it gives up", "[graph]") {
  const std::vector<std::string> tokens = tokens_of(graph_dot(Fixture().part()));
  const auto found = std::ranges::find(tokens, "newrank");
  REQUIRE(tokens.end() - found > 2);
  CHECK(found[1] == "=");
  CHECK(found[2] == "true");
}

TEST_CASE("the GraphML text is well-formed and keeps names, whatever they say", "[graph]") {
  const Fixture f;
  const std::string text = graph_graphml(f.part());
  for (const char c : text) {
    REQUIRE((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  }
  pugi::xml_document document;
  const auto parsed = document.load_string(text.c_str(), pugi::parse_full);
  INFO(parsed.description());
  REQUIRE(parsed);
  const pugi::xml_node graph = document.child("graphml").child("graph");
  const auto nodes = graph.children("node");
  const auto edges = graph.children("edge");
  CHECK(std::distance(nodes.begin(), nodes.end()) ==
        static_cast<std::ptrdiff_t>(f.graph.n_principals()));
  CHECK(std::distance(edges.begin(), edges.end()) ==
        static_cast<std::ptrdiff_t>(f.graph.edges().size()));
  std::set<std::string> ids;
  for (const pugi::xml_node node : nodes) {
    CHECK(ids.insert(node.attribute("id").as_string()).second);
  }
  for (const pugi::xml_node edge : edges) {
    CHECK(ids.contains(edge.attribute("source").as_string()));
    CHECK(ids.contains(edge.attribute("target").as_string()));
  }
  CHECK(values(graph, "node", "arn").contains("<script>\""));
  CHECK(values(graph, "edge", "holds") == std::set<std::string>{"yes", "conditional"});
}

TEST_CASE("a graph of what somebody can become has nobody else", "[graph]") {
  const Fixture f;
  const GraphPart part = f.from("arn:aws:iam::111111111111:role/Ci");
  std::set<std::string> names;
  for (const auto principal : part.principals) {
    names.insert(name_of(f.authorizer, principal));
  }
  CHECK(names == std::set<std::string>{"arn:aws:iam::111111111111:role/Ci",
                                       "arn:aws:iam::111111111111:role/Open",
                                       "arn:aws:iam::111111111111:role/Perhaps"});
  const std::string dot = graph_dot(part);
  CHECK(dot.find("style=dashed") != std::string::npos);
  CHECK(dot.find("script") == std::string::npos);
}

}  // namespace orgsim::io

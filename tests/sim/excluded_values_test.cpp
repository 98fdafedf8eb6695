#include <catch2/catch.hpp>

#include "tests/sim/layered_case.h"

namespace orgsim::sim {
namespace {

/// Somebody who is not of organization `o-a`, and of which other one, if any, is not known.
Context stranger() {
  Context context(true);
  context.set("aws:PrincipalOrgID", NotKnown{{"o-a"}});
  context.set("aws:PrincipalOrgPaths", NotKnown{{"o-a/"}});
  return context;
}

}  // namespace

TEST_CASE("what a key that is not known cannot be settles conditions on it") {
  const std::string id = "aws:PrincipalOrgID";
  const std::string paths = "aws:PrincipalOrgPaths";
  const auto [op, key, values, expected] =
      GENERATE_COPY(table<std::string, std::string, std::vector<std::string>, Truth>(
          {{"StringEquals", id, {"o-a"}, Truth::No},
           {"StringLike", id, {"o-a"}, Truth::No},
           {"StringNotEquals", id, {"o-a"}, Truth::Yes},
           {"StringNotEqualsIfExists", id, {"o-a"}, Truth::Yes},
           {"StringEqualsIfExists", id, {"o-a"}, Truth::Unknown},
           {"StringEquals", id, {"o-a", "o-b"}, Truth::Unknown},
           {"StringLike", id, {"o-*"}, Truth::Unknown},
           {"Null", id, {"true"}, Truth::Unknown},
           {"ForAnyValue:StringLike", paths, {"o-a/r-1/*"}, Truth::No},
           {"ForAnyValue:StringLike", paths, {"o-a/*", "o-b/*"}, Truth::Unknown},
           {"ForAllValues:StringNotLike", paths, {"o-a/*"}, Truth::Yes},
           {"ForAllValues:StringLike", paths, {"o-a/*"}, Truth::Unknown},
           {"StringNotLike", paths, {"o-a/*"}, Truth::Unknown}}));
  CAPTURE(op, key);
  CHECK(holds({.op = *parse_condition_operator(op), .key = key, .values = values},
              PolicyVersion::Of2012, stranger()) == expected);
}

TEST_CASE("a key that every request has is never absent, whatever its value") {
  const std::string condition =
      GENERATE(as<std::string>(), R"({"Null": {"k": "false"}})", R"({"StringLike": {"k": "*"}})");
  CAPTURE(condition);
  Case c;
  c.identity = {if_("Allow", condition)};
  c.request.context.set("k", NotKnown{.never = {""}});
  CHECK(check(c) == Outcome::Allow);
  c.request.context.set("k", NotKnown{});
  CHECK(check(c) == Outcome::Conditional);
}

TEST_CASE("no context is tried that has a value which the key cannot have") {
  Case c;
  c.request.context = stranger();
  const std::string either_one = R"({"StringEquals": {"aws:PrincipalOrgID": ["o-a", "o-b"]}})";
  const std::string other_one = R"({"StringEquals": {"aws:PrincipalOrgID": "o-b"}})";
  c.identity = {if_("Allow", either_one), if_("Deny", other_one)};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.request.context.set("aws:PrincipalOrgID", NotKnown{});
  CHECK(check(c) == Outcome::Conditional);
}

}  // namespace orgsim::sim

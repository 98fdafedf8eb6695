#include "sim/decide/condition.h"

#include <catch2/catch.hpp>

#include "sim/decide/pattern.h"

namespace orgsim::sim {
namespace {

const Context kNothingKnown(false);

Context with(const std::string& key, std::vector<std::string> values, bool multivalued = false) {
  Context context(true);
  context.set(key, Present{std::move(values), multivalued});
  return context;
}

Truth check(const std::string& op, std::vector<std::string> values, const Context& context,
            PolicyVersion version = PolicyVersion::Of2012) {
  return holds({.op = *parse_condition_operator(op), .key = "k", .values = std::move(values)},
               version, context);
}

TEST_CASE("an absent key makes positive operators false and negated ones true") {
  const Context empty(true);
  const auto [op, expected] =
      GENERATE(table<std::string, Truth>({{"StringEquals", Truth::No},
                                          {"StringNotEquals", Truth::Yes},
                                          {"StringEqualsIfExists", Truth::Yes},
                                          {"ForAllValues:StringEquals", Truth::Yes},
                                          {"ForAnyValue:StringEquals", Truth::No},
                                          {"ForAnyValue:StringNotEquals", Truth::No},
                                          {"ForAnyValue:StringEqualsIfExists", Truth::Yes},
                                          {"Bool", Truth::No},
                                          {"ArnNotLike", Truth::Yes}}));
  CAPTURE(op);
  CHECK(check(op, {"a"}, empty) == expected);
  CHECK(check(op, {"a"}, kNothingKnown) == Truth::Unknown);
}

TEST_CASE("several values are alternatives, of a negated operator none may match") {
  CHECK(check("StringEquals", {"a", "b"}, with("k", {"b"})) == Truth::Yes);
  CHECK(check("StringNotEquals", {"a", "b"}, with("k", {"b"})) == Truth::No);
  CHECK(check("StringNotEquals", {"a", "b"}, with("k", {"c"})) == Truth::Yes);
  CHECK(check("StringEquals", {"A"}, with("K", {"a"})) == Truth::No);
  CHECK(check("StringEqualsIgnoreCase", {"A"}, with("K", {"a"})) == Truth::Yes);
}

TEST_CASE("a multivalued key needs a set operator") {
  const Context context = with("k", {"a", "b"}, true);
  CHECK(check("StringLike", {"*"}, context) == Truth::No);
  CHECK(check("StringNotLike", {"z"}, context) == Truth::No);
  CHECK(check("ForAnyValue:StringLike", {"a*"}, context) == Truth::Yes);
  CHECK(check("ForAllValues:StringLike", {"a*"}, context) == Truth::No);
  CHECK(check("ForAllValues:StringNotEquals", {"z"}, context) == Truth::Yes);
}

TEST_CASE("Null asks for absence") {
  CHECK(check("Null", {"true"}, Context(true)) == Truth::Yes);
  CHECK(check("Null", {"false"}, with("k", {"x"})) == Truth::Yes);
  CHECK(check("Null", {"true"}, kNothingKnown) == Truth::Unknown);
  CHECK(check("Null", {"true", "false"}, kNothingKnown) == Truth::Yes);
}

TEST_CASE("ARNs compare part by part, and wildcards do not cross the first five colons") {
  const Context role = with("k", {"arn:aws:iam::111111111111:role/a/b:c"});
  CHECK(check("ArnLike", {"arn:aws:iam::*:role/*"}, role) == Truth::Yes);
  CHECK(check("ArnEquals", {"arn:aws:iam:*:role/*"}, role) == Truth::No);
  CHECK(check("StringLike", {"arn:*:role/*"}, role) == Truth::Yes);
  CHECK(check("ArnNotLike", {"arn:aws:iam::*:user/*"}, role) == Truth::Yes);
  CHECK(check("ArnNotLike", {"nonsense"}, role) == Truth::No);
  CHECK(check("ArnLike", {"nonsense"}, role) == Truth::No);
}

TEST_CASE("variables take their value, their default, or match nothing") {
  Context context = with("k", {"red"});
  context.set("aws:PrincipalTag/team", Present{{"red"}, false});
  CHECK(check("StringEquals", {"${aws:principaltag/TEAM}"}, context) == Truth::Yes);
  CHECK(check("StringEquals", {"${aws:PrincipalTag/none}"}, context) == Truth::No);
  CHECK(check("StringNotEquals", {"${aws:PrincipalTag/none}"}, context) == Truth::Yes);
  CHECK(check("StringEquals", {"${none, 'red'}"}, context) == Truth::Yes);
  CHECK(check("StringEquals", {"${aws:PrincipalTag/team}"}, context, PolicyVersion::Of2008) ==
        Truth::No);
  context.set("aws:PrincipalTag/team", NotKnown{});
  CHECK(check("StringEquals", {"${aws:PrincipalTag/team}"}, context) == Truth::Unknown);
}

TEST_CASE("a star that came in a value, or as ${*}, is a star and no wildcard") {
  Context context = with("k", {"red"});
  context.set("v", Present{{"*"}, false});
  CHECK(check("StringLike", {"${v}"}, context) == Truth::No);
  CHECK(check("StringLike", {"${*}"}, context) == Truth::No);
  CHECK(check("StringLike", {"${*}"}, with("k", {"*"})) == Truth::Yes);
}

TEST_CASE("a star at the end of a resource field may cross the colon, others may not") {
  const auto [pattern, arn, expected] = GENERATE(table<std::string, std::string, bool>(
      {{"arn:aws:sqs:*", "arn:aws:sqs:us-east-1:111111111111:q", true},
       {"arn:aws:iam::*:role/Admin", "arn:aws:iam::111111111111:role/Admin", true},
       {"arn:aws:sqs:us-*-1:1111*:q", "arn:aws:sqs:us-east-1:111111111111:q", true},
       {"arn:aws:sqs:us-*-1:1111*:q", "arn:aws:sqs:us-x:y-1:111111111111:q", false},
       {"arn:aws:sqs:??:1:q", "arn:aws:sqs:a::1:q", false},
       {"arn:aws:s3:::b/*.csv", "arn:aws:s3:::b/a:b/c.csv", true},
       {"arn:aws:s3:::b", "arn:aws:s3:::B", false},
       {"*", "*", true}}));
  CAPTURE(pattern, arn);
  const Pattern compiled = compile_pattern(pattern, PolicyVersion::Of2012, PatternSyntax::Resource);
  CHECK(matches(compiled, arn, Context(true)) == truth(expected));
}

TEST_CASE("a variable before the sixth field of a resource matches nothing") {
  const Pattern pattern =
      compile_pattern("arn:aws:s3::${k}:b", PolicyVersion::Of2012, PatternSyntax::Resource);
  CHECK(matches(pattern, "arn:aws:s3::x:b", with("k", {"x"})) == Truth::No);
  const Pattern star =
      compile_pattern("arn:aws:s3::${*}:b", PolicyVersion::Of2012, PatternSyntax::Resource);
  CHECK(matches(star, "arn:aws:s3::*:b", Context(true)) == Truth::No);
}

}  // namespace
}  // namespace orgsim::sim

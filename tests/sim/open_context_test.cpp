#include "sim/decide/open_context.h"

#include <random>

#include "tests/sim/layered_case.h"

namespace orgsim::sim {
namespace {

/// Identity statements whose conditions hang on keys `a`, `b` and so on that are not known.
Decision open_decision(Texts statements, const Texts& unknown = {"a", "b"}) {
  Case c{.identity = std::move(statements)};
  for (const std::string& key : unknown) {
    c.request.context.set(key, NotKnown{});
  }
  return decision_of(c);
}
Outcome check(Texts statements) { return open_decision(std::move(statements)).outcome; }

const std::string kIfRed = if_("Allow", R"({"StringEquals": {"a": "red"}})");
const std::string kUnlessRed = if_("Deny", R"({"StringNotEquals": {"a": "red"}})");

TEST_CASE("Allow and Deny on the same condition are a certain no") {
  CHECK(check({kIfRed, if_("Deny", R"({"StringEquals": {"a": "red"}})")}) == Outcome::ImplicitDeny);
  CHECK(check({kIfRed, if_("Deny", R"({"StringLike": {"a": "r*"}})")}) == Outcome::ImplicitDeny);
  CHECK(check({kIfRed, if_("Deny", R"({"StringLike": {"a": "b*"}})")}) == Outcome::Conditional);
}

TEST_CASE("Allow on a condition and on its opposite are a certain yes") {
  CHECK(check({kIfRed, if_("Allow", R"({"StringNotEquals": {"a": "red"}})")}) == Outcome::Allow);
  CHECK(check({kIfRed, if_("Allow", R"({"StringNotLike": {"a": "r*"}})")}) == Outcome::Conditional);
  CHECK(check({if_("Allow", R"({"Null": {"a": "true"}})"),
               if_("Allow", R"({"StringLike": {"a": "*"}})")}) == Outcome::Allow);
}

TEST_CASE("an empty text is a value, but null") {
  CHECK(check({if_("Allow", R"({"Null": {"a": "true"}})"),
               if_("Allow", R"({"Null": {"a": "false"}})")}) == Outcome::Allow);
}

TEST_CASE("Deny on a condition and on its opposite are a certain explicit deny") {
  CHECK(check({kAllow, kUnlessRed, if_("Deny", R"({"StringEquals": {"a": "red"}})")}) ==
        Outcome::ExplicitDeny);
}

TEST_CASE("what could be either is conditional, with a context for each and the open conditions") {
  const Decision decision = open_decision({kIfRed, kUnlessRed});
  REQUIRE(decision.outcome == Outcome::Conditional);
  REQUIRE(decision.allowing.size() == 1);
  CHECK(decision.allowing[0].key == "a");
  CHECK(decision.allowing[0].value == KeyValue(Present{{"red"}, false}));
  REQUIRE(decision.denying.size() == 1);
  CHECK(decision.denying[0].value != KeyValue(Present{{"red"}, false}));
  CHECK(decision.unmet.size() == 2);
}

TEST_CASE("conditions on which the answer does not hang are no unmet ones") {
  const Decision decision =
      open_decision({kIfRed, kAllow, if_("Deny", R"({"StringEquals": {"b": "x"}})")});
  REQUIRE(decision.outcome == Outcome::Conditional);
  REQUIRE(decision.unmet.size() == 1);
  CHECK(decision.unmet[0].condition.key == "b");
}

TEST_CASE("overlapping globs are taken apart exactly") {
  const auto [allow, deny, expected] =
      GENERATE(table<std::string, std::string, Outcome>({{"a*b", "a*", Outcome::ImplicitDeny},
                                                         {"a*", "a*b", Outcome::Conditional},
                                                         {"*x*", "*", Outcome::ImplicitDeny},
                                                         {"?", "??", Outcome::Conditional},
                                                         {"a*c", "*b*", Outcome::Conditional},
                                                         {"ab", "a?", Outcome::ImplicitDeny},
                                                         {"*ab*", "*a*", Outcome::ImplicitDeny}}));
  CAPTURE(allow, deny);
  CHECK(check({if_("Allow", R"({"StringLike": {"a": ")" + allow + R"("}})"),
               if_("Deny", R"({"StringLike": {"a": ")" + deny + R"("}})")}) == expected);
}

TEST_CASE("letter case, numbers, dates, addresses and bytes are taken apart too") {
  const auto [allow, deny, expected] = GENERATE(table<std::string, std::string, Outcome>(
      {{R"({"StringEquals": {"a": "Red"}})", R"({"StringEqualsIgnoreCase": {"a": "rED"}})",
        Outcome::ImplicitDeny},
       {R"({"StringEqualsIgnoreCase": {"a": "red"}})", R"({"StringEquals": {"a": "red"}})",
        Outcome::Conditional},
       {R"({"NumericLessThan": {"a": "5"}})", R"({"NumericLessThanEquals": {"a": "5"}})",
        Outcome::ImplicitDeny},
       {R"({"NumericLessThanEquals": {"a": "5"}})", R"({"NumericLessThan": {"a": "5"}})",
        Outcome::Conditional},
       {R"({"NumericGreaterThan": {"a": "-0.5"}})", R"({"NumericGreaterThan": {"a": "-0.50"}})",
        Outcome::ImplicitDeny},
       {R"({"NumericGreaterThan": {"a": "0.1"}, "NumericLessThan": {"a": "0.2"}})",
        R"({"NumericGreaterThan": {"a": "-1"}})", Outcome::ImplicitDeny},
       {R"({"DateLessThan": {"a": "2020-01-01"}})", R"({"DateLessThan": {"a": "2021-01-01"}})",
        Outcome::ImplicitDeny},
       {R"({"DateLessThan": {"a": "2021-01-01"}})", R"({"DateLessThan": {"a": "2020-01-01"}})",
        Outcome::Conditional},
       {R"({"IpAddress": {"a": "10.1.0.0/16"}})", R"({"IpAddress": {"a": "10.0.0.0/8"}})",
        Outcome::ImplicitDeny},
       {R"({"IpAddress": {"a": "10.0.0.0/8"}})",
        R"({"IpAddress": {"a": ["10.0.0.0/9", "10.128.0.0/9"]}})", Outcome::ImplicitDeny},
       {R"({"IpAddress": {"a": "10.0.0.0/8"}})", R"({"IpAddress": {"a": "10.0.0.0/9"}})",
        Outcome::Conditional},
       {R"({"Bool": {"a": "true"}})", R"({"Bool": {"a": "TRUE"}})", Outcome::ImplicitDeny},
       {R"({"BinaryEquals": {"a": "QQ=="}})", R"({"BinaryEquals": {"a": "QQ"}})",
        Outcome::ImplicitDeny},
       {R"({"ArnLike": {"a": "arn:aws:iam::1:role/*"}})",
        R"({"ArnLike": {"a": "arn:*:iam::*:role/*"}})", Outcome::ImplicitDeny},
       {R"({"ArnLike": {"a": "arn:aws:iam::1:role/*"}})",
        R"({"ArnNotLike": {"a": "arn:aws:iam::2:role/*"}})", Outcome::ImplicitDeny}}));
  CAPTURE(allow, deny);
  CHECK(check({if_("Allow", allow), if_("Deny", deny)}) == expected);
}

TEST_CASE("values of a multivalued key come in sets") {
  const std::string all = R"({"ForAllValues:StringEquals": {"a": ["x", "y"]}})";
  const std::string any = R"({"ForAnyValue:StringEquals": {"a": ["x", "y"]}})";
  const std::string none = R"({"ForAllValues:StringNotEquals": {"a": ["x", "y"]}})";
  CHECK(check({if_("Allow", any), if_("Allow", none)}) == Outcome::Allow);
  CHECK(check({if_("Allow", all), if_("Allow", any)}) == Outcome::Conditional);
  CHECK(check({if_("Allow", any), if_("Deny", any)}) == Outcome::ImplicitDeny);
  CHECK(check({if_("Allow", R"({"ForAllValues:StringEquals": {"a": "x"},
                                "Null": {"a": "false"}})"),
               if_("Deny", any)}) == Outcome::ImplicitDeny);
  CHECK(check({if_("Allow", R"({"ForAnyValue:StringEquals": {"a": "x"}})"),
               if_("Deny", R"({"ForAnyValue:StringEquals": {"a": "y"}})")}) ==
        Outcome::Conditional);
}

TEST_CASE("a key of the kind that has several values satisfies nothing without set operator") {
  Case c{.identity = Texts{kAllow, if_("Deny", R"({"StringLikeIfExists": {"a": "x"},
                                     "ForAnyValue:StringNotLike": {"a": "y"}})")}};
  c.request.context.set("a", NotKnown{});
  CHECK(sim::check(c) == Outcome::Conditional);
  c.request.context.set("a", NotKnown{.never = {}, .cardinality = Cardinality::Several});
  CHECK(sim::check(c) == Outcome::Allow);
  c.identity = Texts{if_("Allow", R"({"StringEquals": {"a": "x"}})")};
  CHECK(sim::check(c) == Outcome::ImplicitDeny);
  c.identity = Texts{kAllow, if_("Deny", R"({"StringNotEquals": {"a": "x"}})")};
  CHECK(sim::check(c) == Outcome::Conditional);  // It may still be absent.
}

TEST_CASE("a key of the kind that has one value has not two for set operators either") {
  Case c{.identity = Texts{if_("Allow", R"({"ForAnyValue:StringEquals": {"a": "x"}})"),
                           if_("Deny", R"({"ForAnyValue:StringEquals": {"a": "x"},
                                           "ForAnyValue:StringLike": {"a": "y*"}})"),
                           if_("Deny", R"({"StringEquals": {"a": "x"}})")}};
  c.request.context.set("a", NotKnown{});
  CHECK(sim::check(c) == Outcome::Conditional);
  c.request.context.set("a", NotKnown{.never = {}, .cardinality = Cardinality::One});
  CHECK(sim::check(c) == Outcome::ImplicitDeny);
}

TEST_CASE("a key of the kind that has several values is no variable, known or not") {
  Case c{.identity =
             Texts{R"({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${a}*"})"}};
  c.request.context.set("a", NotKnown{});
  CHECK(sim::check(c) == Outcome::Conditional);
  c.request.context.set("a", NotKnown{.never = {}, .cardinality = Cardinality::Several});
  CHECK(sim::check(c) == Outcome::ImplicitDeny);
}

TEST_CASE("a variable that is not known takes the parts of a known text") {
  const std::string own =
      R"({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${a}*"})";
  CHECK(check({own}) == Outcome::Conditional);
  CHECK(check({own, if_("Deny", R"({"StringEquals": {"a": ["", "k"]}})")}) ==
        Outcome::ImplicitDeny);
  CHECK(check({R"({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::c/${a}"})"}) ==
        Outcome::ImplicitDeny);
  Case c{.identity = Texts{if_("Allow", R"({"StringEquals": {"k": "${a}"}})"),
                           if_("Deny", R"({"StringLike": {"a": "r?d"}})")}};
  c.request.context.set("a", NotKnown{});
  c.request.context.set("k", Present{{"red"}, false});
  CHECK(sim::check(c) == Outcome::ImplicitDeny);
  c.request.context.set("k", Present{{"blue"}, false});
  CHECK(sim::check(c) == Outcome::Conditional);
}

TEST_CASE("a NotResource with an unknown variable excludes what it could be") {
  const std::string rest =
      R"({"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b/${a}"})";
  CHECK(check({rest}) == Outcome::Conditional);
  CHECK(check({rest, R"({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${a}"})"}) ==
        Outcome::Allow);
}

TEST_CASE("two unknown keys compared with each other stay open") {
  CHECK(check({if_("Allow", R"({"StringEquals": {"a": "${b}"}})"),
               if_("Deny", R"({"StringEquals": {"a": "${b}"}})")}) == Outcome::Conditional);
}

TEST_CASE("keys of several statements are tried together") {
  CHECK(check({if_("Allow", R"({"StringEquals": {"a": "x", "b": "y"}})"),
               if_("Deny", R"({"StringEquals": {"a": "x"}})")}) == Outcome::ImplicitDeny);
  CHECK(check({if_("Allow", R"({"StringEquals": {"a": "x"}})"),
               if_("Allow", R"({"StringNotEquals": {"a": "x"}, "Null": {"b": "true"}})"),
               if_("Allow", R"({"StringNotEquals": {"a": "x"}, "Null": {"b": "false"}})")}) ==
        Outcome::Allow);
}

TEST_CASE("too many keys to try leave the answer conditional, quickly") {
  Texts statements;
  Texts unknown;
  for (int i = 0; i < 40; ++i) {
    const std::string key = "k" + std::to_string(i);
    unknown.push_back(key);
    statements.push_back(
        if_("Allow", R"({"StringLike": {")" + key + R"(": ["a*", "*b", "c?d"]}})"));
  }
  CHECK(open_decision(statements, unknown).outcome == Outcome::Conditional);
}

TEST_CASE("a policy that was not collected may allow and deny") {
  Case c{.identity = Texts{"?"}};
  CHECK(sim::check(c) == Outcome::Conditional);
  c.identity = Texts{"?", kDenyS3};
  CHECK(sim::check(c) == Outcome::ExplicitDeny);
  c.identity = Texts{kAllow};
  c.scps = {{"?"}};
  CHECK(sim::check(c) == Outcome::Conditional);
  c.scps = {};
  c.request.resource_policy_unknown = true;
  CHECK(sim::check(c) == Outcome::Conditional);
  c.identity = Texts{};
  CHECK(sim::check(c) == Outcome::Conditional);
  c.request.resource_policy_unknown = false;
  CHECK(sim::check(c) == Outcome::ImplicitDeny);
}

TEST_CASE("a policy that cannot deny, though it was not collected, leaves an allow certain") {
  Case c{.identity = Texts{kAllow}};
  const CompiledPolicy may(CompiledPolicy::not_collected(false));
  const CompiledPolicy allows(
      io::read_policy(R"({"Statement": [)" + kAllow + "]}", 0, io::PolicyKind::Identity).value());
  const std::array<PolicyRef, 2> identity = {&may, &allows};
  CHECK(decide({.identity = std::span<const PolicyRef>(identity)}, c.request) == Outcome::Allow);
}

/// Statements at random over few keys and values, so that they often touch each other.
std::string random_statement(std::mt19937& rng) {
  const auto pick = [&](std::vector<std::string> from) { return from[rng() % from.size()]; };
  const std::string effect = pick({"Allow", "Allow", "Deny"});
  const std::string op =
      pick({"StringEquals", "StringNotEquals", "StringLike", "StringNotLike",
            "StringEqualsIfExists", "StringEqualsIgnoreCase", "ForAnyValue:StringLike",
            "ForAllValues:StringEquals", "ForAnyValue:StringNotEquals", "Null"});
  const std::string key = pick({"a", "b"});
  const auto value = [&] {
    return op == "Null" ? pick({"true", "false"})
                        : pick({"x", "X", "xy", "x*", "*y", "", "?", "${b}"});
  };
  const std::string first = value();
  const std::string second = value();
  return if_(effect,
             R"({")" + op + R"(": {")" + key + R"(": [")" + first + R"(", ")" + second + R"("]}})");
}

TEST_CASE("replacing an unknown key by any value never flips a certain answer", "[property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  std::mt19937 rng(seed);
  Case open;
  open.identity = Texts{};
  for (std::size_t i = 0, n = 1 + rng() % 4; i < n; ++i) {
    open.identity->push_back(random_statement(rng));
  }
  Case closed = open;
  open.request.context.set("a", NotKnown{});
  open.request.context.set("b", NotKnown{});
  const Decision decision = decision_of(open);
  const std::vector<KeyValue> values = {Absent{},
                                        Present{{""}, false},
                                        Present{{"x"}, false},
                                        Present{{"X"}, false},
                                        Present{{"xy"}, false},
                                        Present{{"zy"}, false},
                                        Present{{"unlike"}, false},
                                        Present{{"x", "xy"}, true},
                                        Present{{"xy", "z"}, true},
                                        Present{{"", "x"}, true}};
  bool all_allowed = true;
  bool some_allowed = false;
  for (const KeyValue& a : values) {
    for (const KeyValue& b : values) {
      closed.request.context.set("a", a);
      closed.request.context.set("b", b);
      const Outcome outcome = sim::check(closed);
      const bool many = std::holds_alternative<Present>(a) && std::get<Present>(a).many();
      const bool many_b = std::holds_alternative<Present>(b) && std::get<Present>(b).many();
      if (decision.outcome == Outcome::ExplicitDeny && !many && !many_b) {
        CHECK(outcome == Outcome::ExplicitDeny);
      }
      if (!many && !many_b) {
        all_allowed = all_allowed && outcome == Outcome::Allow;
        some_allowed = some_allowed || outcome == Outcome::Allow;
      }
    }
  }
  if (decision.outcome == Outcome::Allow) {
    CHECK(all_allowed);
  }
  if (decision.outcome == Outcome::ImplicitDeny) {
    CHECK_FALSE(some_allowed);
  }
}

}  // namespace
}  // namespace orgsim::sim

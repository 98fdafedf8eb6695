// The operator table of the IAM User Guide, "IAM JSON policy elements: Condition operators", row by
// row: what each type reads, and what it does with values it cannot read.
#include <catch2/catch.hpp>

#include "sim/decide/condition.h"

namespace orgsim::sim {
namespace {

using Values = std::vector<std::string>;

Context with(Values values, bool multivalued = false) {
  Context context(true);
  context.set("k", Present{std::move(values), multivalued});
  return context;
}

bool check(const std::string& op, Values operands, const Context& context,
           PolicyVersion version = PolicyVersion::Of2012) {
  const Truth result =
      holds({.op = *parse_condition_operator(op), .key = "K", .values = std::move(operands)},
            version, context);
  REQUIRE(result != Truth::Unknown);
  return result == Truth::Yes;
}

bool check(const std::string& op, const std::string& operand, const std::string& value) {
  return check(op, Values{operand}, with({value}));
}

TEST_CASE("strings compare byte for byte, like patterns only with StringLike") {
  const auto [op, operand, value, expected] =
      GENERATE(table<std::string, std::string, std::string, bool>(
          {{"StringEquals", "a", "a", true},
           {"StringEquals", "a", "A", false},
           {"StringEquals", "a*", "ab", false},
           {"StringEquals", "a*", "a*", true},
           {"StringEquals", "", "", true},
           {"StringNotEquals", "a", "A", true},
           {"StringNotEquals", "a", "a", false},
           {"StringLike", "a*c", "a:/c", true},
           {"StringLike", "a?c", "abc", true},
           {"StringLike", "a?c", "ac", false},
           {"StringLike", "a?c",
            "a\xC3\xA9"
            "c",
            true},
           {"StringLike", "A*", "ab", false},
           {"StringLike", "*", "", true},
           {"StringNotLike", "a*", "ab", false},
           {"StringNotLike", "a*", "ba", true},
           {"StringLike", "*a*b*c*", "xxaxxbxxbxxcxx", true},
           {"StringLike", "*a*b*c", "xxaxxbxxbxxcxx", false}}));
  CAPTURE(op, operand, value);
  CHECK(check(op, operand, value) == expected);
}

TEST_CASE("StringEqualsIgnoreCase lowers character by character and does not fold") {
  CHECK(check("StringEqualsIgnoreCase", "TeAm", "tEaM"));
  CHECK(check("StringEqualsIgnoreCase", "\xC3\x89t\xC3\xA9", "\xC3\xA9T\xC3\x89"));
  CHECK_FALSE(check("StringEqualsIgnoreCase",
                    "stra\xC3\x9F"
                    "e",
                    "strasse"));
  CHECK_FALSE(check("StringEqualsIgnoreCase", "a*", "ab"));
  CHECK_FALSE(check("StringNotEqualsIgnoreCase", "A", "a"));
  CHECK(check("StringNotEqualsIgnoreCase", "A", "b"));
  Context context = with({"RED"});
  context.set("v", Present{{"Red"}, false});
  CHECK(check("StringEqualsIgnoreCase", Values{"${v}"}, context));
}

TEST_CASE("numbers compare as decimals, the context value on the left") {
  const auto [op, operand, value, expected] =
      GENERATE(table<std::string, std::string, std::string, bool>(
          {{"NumericEquals", "10", "10.0", true},
           {"NumericEquals", "0.3", "0.30000000000000001", false},
           {"NumericEquals", "9007199254740993", "9007199254740992", false},
           {"NumericEquals", "-0", "0", true},
           {"NumericEquals", "1e3", "1000", true},
           {"NumericEquals", "10", "010", true},
           {"NumericEquals", ".5", "0.5", true},
           {"NumericNotEquals", "10", "11", true},
           {"NumericNotEquals", "10", "10.00", false},
           {"NumericLessThan", "10", "9.99", true},
           {"NumericLessThan", "10", "10", false},
           {"NumericLessThan", "-1", "-2", true},
           {"NumericLessThanEquals", "10", "10", true},
           {"NumericGreaterThan", "10", "10.000000000000000000001", true},
           {"NumericGreaterThan", "-2", "-1", true},
           {"NumericGreaterThanEquals", "10", "9", false},
           {"NumericLessThan", "10", "10abc", false},
           {"NumericEquals", "10abc", "10", false},
           {"NumericNotEquals", "10", "ten", false},
           {"NumericNotEquals", "ten", "10", false},
           {"NumericEquals", "", "", false},
           {"NumericEquals", "0x10", "16", false},
           {"NumericEquals", " 1", "1", false},
           {"NumericEquals", "1.", "1", true},
           {"NumericEquals", ".", ".", false}}));
  CAPTURE(op, operand, value);
  CHECK(check(op, operand, value) == expected);
}

TEST_CASE("dates are ISO 8601 profiles or seconds since 1970, and both compare") {
  const auto [op, operand, value, expected] =
      GENERATE(table<std::string, std::string, std::string, bool>(
          {{"DateEquals", "2020-01-01T00:00:00Z", "1577836800", true},
           {"DateEquals", "2020", "2020-01-01T00:00:00Z", true},
           {"DateEquals", "2020-01", "2020-01-01", true},
           {"DateEquals", "2020-01-01T01:00+01:00", "2020-01-01T00:00Z", true},
           {"DateEquals", "2019-12-31T19:00:00-05:00", "1577836800", true},
           {"DateEquals", "2020-01-01T00:00:00", "1577836800", true},
           {"DateEquals", "2020-01-01T00:00:00.500Z", "2020-01-01T00:00:00.5Z", true},
           {"DateNotEquals", "2020-01-01T00:00:00.5Z", "1577836800", true},
           {"DateLessThan", "2020-01-02", "2020-01-01T23:59:59.999Z", true},
           {"DateLessThan", "2020-01-01", "1577836800", false},
           {"DateLessThanEquals", "2020-01-01", "1577836800", true},
           {"DateGreaterThan", "2013-06-30T00:00:00Z", "2013-07-01T00:00:00Z", true},
           {"DateGreaterThanEquals", "2013-06-30T00:00:00Z", "2013-06-29T23:59:59Z", false},
           {"DateGreaterThan", "1969-12-31T23:59:59Z", "0", true},
           {"DateEquals", "1969-12-31T23:59:59Z", "-1", true},
           {"DateEquals", "2020-02-30", "2020-02-30", false},
           {"DateNotEquals", "2020-13-01", "2020-01-01", false},
           {"DateNotEquals", "2020-01-01", "yesterday", false},
           {"DateLessThan", "2020-01-01T25:00Z", "2019-01-01", false},
           {"DateLessThan", "2020-01-01T00:00Zx", "2019-01-01", false},
           {"DateEquals", "2020-01T00:00Z", "2020-01", false},
           {"DateEquals", "2020-01-01T00:00:00,5Z", "2020-01-01T00:00:00.5Z", false},
           {"DateNotEquals", "1577836800,5", "1577836800", false},
           {"DateNotEquals", "1577836800.", "1577836801", false},
           {"DateLessThan", "2020-01-*", "2019-01-01", false}}));
  CAPTURE(op, operand, value);
  CHECK(check(op, operand, value) == expected);
}

TEST_CASE("aws:EpochTime compares as a number and as a date, aws:CurrentTime as a date") {
  Context context(true);
  context.set("aws:EpochTime", Present{{"1700000000"}, false});
  context.set("aws:CurrentTime", Present{{"2023-11-14T22:13:20Z"}, false});
  const auto ask = [&](const std::string& op, const std::string& key, const std::string& value) {
    return holds({.op = *parse_condition_operator(op), .key = key, .values = {value}},
                 PolicyVersion::Of2012, context);
  };
  CHECK(ask("NumericLessThan", "aws:EpochTime", "1700000001") == Truth::Yes);
  CHECK(ask("DateEquals", "aws:EpochTime", "2023-11-14T22:13:20Z") == Truth::Yes);
  CHECK(ask("DateEquals", "aws:currenttime", "1700000000") == Truth::Yes);
  CHECK(ask("NumericEquals", "aws:CurrentTime", "1700000000") == Truth::No);
}

TEST_CASE("addresses lie in CIDR blocks of their own family") {
  const auto [op, operand, value, expected] =
      GENERATE(table<std::string, std::string, std::string, bool>(
          {{"IpAddress", "203.0.113.0/24", "203.0.113.9", true},
           {"IpAddress", "203.0.113.0/24", "203.0.114.9", false},
           {"IpAddress", "203.0.113.7/24", "203.0.113.9", true},
           {"IpAddress", "203.0.113.9", "203.0.113.9", true},
           {"IpAddress", "203.0.113.9", "203.0.113.8", false},
           {"IpAddress", "0.0.0.0/0", "198.51.100.1", true},
           {"IpAddress", "10.0.0.0/9", "10.128.0.1", false},
           {"IpAddress", "2001:db8::/32", "2001:db8:1234::1", true},
           {"IpAddress", "2001:db8::1", "2001:0DB8:0:0::1", true},
           {"IpAddress", "2001:db8::1", "2001:db8::2", false},
           {"IpAddress", "::/0", "2001:db8::1", true},
           {"IpAddress", "::/0", "198.51.100.1", false},
           {"IpAddress", "0.0.0.0/0", "2001:db8::1", false},
           {"IpAddress", "2001:db8:ffff::/33", "2001:db8:8000::1", true},
           {"NotIpAddress", "203.0.113.9", "2001:db8::1", true},
           {"NotIpAddress", "0.0.0.0/0", "198.51.100.1", false},
           {"NotIpAddress", "2001:db8::/32", "198.51.100.1", true},
           {"IpAddress", "203.0.113.0/33", "203.0.113.1", false},
           {"IpAddress", "203.0.113/24", "203.0.113.1", false},
           {"NotIpAddress", "203.0.113.0/24", "nowhere", false},
           {"NotIpAddress", "nowhere", "203.0.113.1", false},
           {"IpAddress", "::ffff:10.0.0.0/104", "::ffff:10.0.0.1", true},
           {"IpAddress", "fe80::1%eth0", "fe80::1", false}}));
  CAPTURE(op, operand, value);
  CHECK(check(op, operand, value) == expected);
}

TEST_CASE("Bool reads true and false in any letter case, and nothing else") {
  CHECK(check("Bool", "true", "TRUE"));
  CHECK(check("Bool", "False", "false"));
  CHECK_FALSE(check("Bool", "true", "false"));
  CHECK_FALSE(check("Bool", "false", "yes"));
  CHECK_FALSE(check("Bool", "yes", "yes"));
  Context context = with({"true"});
  context.set("v", Present{{"true"}, false});
  CHECK_FALSE(check("Bool", Values{"${v}"}, context));
}

TEST_CASE("BinaryEquals compares the bytes that base64 stands for") {
  CHECK(check("BinaryEquals", "QmluYXJ5", "QmluYXJ5"));
  CHECK(check("BinaryEquals", "QQ==", "QQ"));
  CHECK_FALSE(check("BinaryEquals", "QQ==", "Qg=="));
  CHECK_FALSE(check("BinaryEquals", "Q!==", "Q!=="));
}

TEST_CASE("ARN operators compare the six parts separately and with regard to case") {
  const auto [op, operand, value, expected] =
      GENERATE(table<std::string, std::string, std::string, bool>(
          {{"ArnEquals", "arn:aws:sns:*:1:t*", "arn:aws:sns:us-east-1:1:topic", true},
           {"ArnLike", "arn:aws:sns:us-*:1:t", "arn:aws:sns:us-east-1:1:t", true},
           {"ArnLike", "arn:aws:sns:*:t", "arn:aws:sns:us-east-1:1:t", false},
           {"ArnLike", "arn:aws:iam::1:role/*", "arn:aws:iam::1:role/a/b:c", true},
           {"ArnLike", "arn:aws:iam::1:ROLE/*", "arn:aws:iam::1:role/a", false},
           {"ArnLike", "arn:aws:*:*:*:*", "arn:aws:iam::1:role/a", true},
           {"ArnNotEquals", "arn:aws:iam::1:role/a", "arn:aws:iam::1:role/b", true},
           {"ArnNotLike", "arn:aws:iam::1:role/*", "arn:aws:iam::1:role/b", false},
           {"ArnNotLike", "arn:aws:iam", "arn:aws:iam::1:role/b", false},
           {"ArnNotLike", "arn:aws:iam::1:role/*", "role", false},
           {"ArnLike", "*", "arn:aws:iam::1:role/b", false}}));
  CAPTURE(op, operand, value);
  CHECK(check(op, operand, value) == expected);
}

TEST_CASE("a variable may bring whole fields of an ARN operand") {
  Context context = with({"arn:aws:iam::1:role/a"});
  context.set("v", Present{{"arn:aws:iam::1:role/a"}, false});
  context.set("acct", Present{{"1"}, false});
  context.set("star", Present{{"*"}, false});
  CHECK(check("ArnLike", Values{"${v}"}, context));
  CHECK(check("ArnEquals", Values{"arn:aws:iam::${acct}:role/*"}, context));
  CHECK_FALSE(check("ArnLike", Values{"arn:aws:iam::${star}:role/a"}, context));
  CHECK_FALSE(check("ArnLike", Values{"arn:aws:iam::${none}:role/a"}, context));
  CHECK(check("ArnNotLike", Values{"arn:aws:iam::${none}:role/a"}, context));
  CHECK_FALSE(check("ArnNotLike", Values{"${acct}"}, context));
}

TEST_CASE("numeric, date, address and boolean operators take no variables") {
  Context context = with({"1"});
  context.set("v", Present{{"1"}, false});
  CHECK_FALSE(check("NumericEquals", Values{"${v}"}, context));
  CHECK_FALSE(check("NumericNotEquals", Values{"${v}"}, context));
  CHECK_FALSE(check("DateEquals", Values{"${v}"}, context));
}

TEST_CASE("Null is true for an absent or empty key and takes alternatives") {
  const Context none(true);
  CHECK(check("Null", Values{"true"}, none));
  CHECK_FALSE(check("Null", Values{"false"}, none));
  CHECK(check("Null", Values{"true", "false"}, none));
  CHECK(check("Null", Values{"true"}, with({""})));
  CHECK(check("Null", Values{"false"}, with({"x"})));
  CHECK(check("ForAllValues:Null", Values{"false"}, with({"x", "y"}, true)));
  CHECK_FALSE(check("Null", Values{"maybe"}, none));
  CHECK_FALSE(parse_condition_operator("NullIfExists").has_value());
}

TEST_CASE("set operators over multivalued keys, absent and empty ones included") {
  const Context none(true);
  const Context two = with({"a", "b"}, true);
  const auto [op, operands, context, expected] =
      GENERATE_COPY(table<std::string, Values, Context, bool>(
          {{"ForAllValues:StringEquals", {"a", "b", "c"}, two, true},
           {"ForAllValues:StringEquals", {"a"}, two, false},
           {"ForAnyValue:StringEquals", {"b", "c"}, two, true},
           {"ForAnyValue:StringEquals", {"c"}, two, false},
           {"ForAllValues:StringNotEquals", {"c"}, two, true},
           {"ForAllValues:StringNotEquals", {"b"}, two, false},
           {"ForAnyValue:StringNotEquals", {"b"}, two, true},
           {"ForAnyValue:StringNotLike", {"*"}, two, false},
           {"ForAllValues:StringEquals", {"a"}, none, true},
           {"ForAllValues:StringNotEquals", {"a"}, none, true},
           {"ForAllValues:StringEquals", {"a"}, with({""}), true},
           {"ForAnyValue:StringEquals", {"a"}, none, false},
           {"ForAnyValue:StringNotEquals", {"a"}, none, false},
           {"ForAnyValue:StringEqualsIfExists", {"a"}, none, true},
           {"ForAnyValue:StringNotEqualsIfExists", {"a"}, none, true},
           {"ForAllValues:StringEquals", {"a"}, with({"a"}), true},
           {"ForAnyValue:StringEquals", {"a"}, with({"a"}), true},
           {"StringEquals", {"a"}, with({"a"}, true), false},
           {"StringNotEquals", {"z"}, two, false},
           {"StringEqualsIfExists", {"a"}, two, false},
           {"ForAnyValue:NumericLessThan", {"5"}, with({"7", "3"}, true), true},
           {"ForAllValues:NumericLessThan", {"5"}, with({"7", "3"}, true), false}}));
  CAPTURE(op);
  CHECK(check(op, operands, context) == expected);
}

TEST_CASE("IfExists holds for an absent key and changes nothing for a present one") {
  const Context none(true);
  const auto op = GENERATE("StringEqualsIfExists", "StringNotEqualsIfExists", "BoolIfExists",
                           "NumericLessThanIfExists", "DateGreaterThanIfExists",
                           "IpAddressIfExists", "ArnLikeIfExists", "BinaryEqualsIfExists");
  CAPTURE(op);
  CHECK(check(op, Values{"x"}, none));
  CHECK_FALSE(
      check(op, Values{"x"}, with({op == std::string("StringEqualsIfExists") ? "y" : "x"})));
}

TEST_CASE("the idioms of multi-factor authentication") {
  const auto ask = [](const std::string& op, const std::string& operand, const Context& context) {
    return holds({.op = *parse_condition_operator(op),
                  .key = "aws:MultiFactorAuthPresent",
                  .values = {operand}},
                 PolicyVersion::Of2012, context);
  };
  const Context long_term_key(true);
  Context without(true);
  without.set("aws:MultiFactorAuthPresent", Present{{"false"}, false});
  CHECK(ask("Bool", "false", long_term_key) == Truth::No);
  CHECK(ask("Bool", "false", without) == Truth::Yes);
  CHECK(ask("BoolIfExists", "false", long_term_key) == Truth::Yes);
  CHECK(ask("BoolIfExists", "true", long_term_key) == Truth::Yes);
  CHECK(ask("Null", "false", without) == Truth::Yes);
}

TEST_CASE("a negated operator holds when its variable has no value, a positive one does not") {
  Context context = with({"x"});
  context.set("many", Present{{"x", "y"}, true});
  CHECK(check("StringNotEquals", Values{"${aws:PrincipalTag/Team}"}, context));
  CHECK_FALSE(check("StringEquals", Values{"${aws:PrincipalTag/Team}"}, context));
  CHECK(check("StringEquals", Values{"${aws:PrincipalTag/Team}", "x"}, context));
  CHECK_FALSE(check("StringLike", Values{"${many}"}, context));
  CHECK(check("StringNotLike", Values{"${many}"}, context));
  CHECK(check("StringNotEquals", Values{"${none}"}, Context(true)));
}

TEST_CASE("variables: defaults, literal characters, an unterminated one, and version 2008") {
  CHECK(check("StringEquals", Values{"${none, 'x'}"}, with({"x"})));
  // The comma, the space and both quotes belong to it; else it is a part of the key's name.
  CHECK_FALSE(check("StringEquals", Values{"${none,'x'}"}, with({"x"})));
  CHECK_FALSE(check("StringEquals", Values{"${none, 'x}"}, with({"x"})));
  CHECK_FALSE(check("StringEquals", Values{"${none, '}"}, with({""})));
  CHECK(check("StringEquals", Values{"${none, ''}"}, with({""})));
  CHECK(check("StringLike", Values{"a${*}${?}${$}*"}, with({"a*?$b"})));
  CHECK_FALSE(check("StringLike", Values{"a${*}b"}, with({"axb"})));
  CHECK(check("StringEquals", Values{"${unterminated"}, with({"${unterminated"})));
  CHECK(check("StringEquals", Values{"${$}${}"}, with({"$${}"})));
  CHECK(check("StringEquals", Values{"${none}"}, with({"${none}"}), PolicyVersion::Of2008));
  CHECK(check("StringLike", Values{"${*}"}, with({"${abc}"}), PolicyVersion::Of2008));
}

}  // namespace
}  // namespace orgsim::sim

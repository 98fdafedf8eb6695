#include <catch2/catch.hpp>

#include "model/account_id.h"
#include "model/arn.h"
#include "model/condition_operator.h"
#include "model/cow.h"
#include "model/time.h"

namespace orgsim {
namespace {

TEST_CASE("an account id is twelve digits, kept as text") {
  CHECK(AccountId::parse("000000000001")->text() == "000000000001");
  CHECK_FALSE(AccountId::parse("1").has_value());
  CHECK_FALSE(AccountId::parse("00000000000x").has_value());
}

TEST_CASE("an ARN has six parts and its resource keeps its colons") {
  const auto arn = parse_arn("arn:aws:sns:us-east-1:111111111111:a:b");
  REQUIRE(arn.has_value());
  CHECK(arn->service == "sns");
  CHECK(arn->account == "111111111111");
  CHECK(arn->resource == "a:b");
  CHECK_FALSE(parse_arn("arn:aws:s3").has_value());
  CHECK_FALSE(parse_arn("urn:aws:s3:::b").has_value());
}

TEST_CASE("condition operators are read with quantifier and IfExists") {
  const auto op = parse_condition_operator("ForAnyValue:StringLikeIfExists");
  REQUIRE(op.has_value());
  CHECK(op->comparison == Comparison::StringLike);
  CHECK(op->quantifier == Quantifier::ForAnyValue);
  CHECK(op->if_exists);
  CHECK(parse_condition_operator("ArnEquals")->comparison == Comparison::ArnLike);
  CHECK_FALSE(parse_condition_operator("NullIfExists").has_value());
  CHECK_FALSE(parse_condition_operator("stringEquals").has_value());
  CHECK(is_negated(Comparison::NotIpAddress));
  CHECK(name_of(Comparison::ArnNotLike) == "ArnNotLike");
}

TEST_CASE("a date is a calendar day and round-trips") {
  CHECK(to_text(*parse_date("2026-04-08T00:05:00Z")) == "2026-04-08");
  CHECK_FALSE(parse_date("2026-02-30").has_value());
  CHECK_FALSE(parse_date("2026-4-8").has_value());
  CHECK_FALSE(parse_date("20-6-04-08").has_value());
}

TEST_CASE("editing a shared value leaves the other holder alone") {
  Cow<int> before;
  Cow<int> after = before;
  CHECK(after.same_as(before));
  after.edit() = 7;
  CHECK(*before == 0);
  CHECK(*after == 7);
  CHECK_FALSE(after.same_as(before));
}

}  // namespace
}  // namespace orgsim

#include "model/text.h"

#include <catch2/catch.hpp>

namespace orgsim {
namespace {

TEST_CASE("a wildcard pattern matches the whole text") {
  CHECK(matches_wildcard("*", ""));
  CHECK(matches_wildcard("arn:aws:iam::*:role/Admin", "arn:aws:iam::111111111111:role/Admin"));
  CHECK(matches_wildcard("a?c", "abc"));
  CHECK(matches_wildcard("*a*b", "xaxbxab"));
  CHECK_FALSE(matches_wildcard("a?c", "ac"));
  CHECK_FALSE(matches_wildcard("a*b", "abc"));
  CHECK_FALSE(matches_wildcard("", "a"));
}

TEST_CASE("the nearest name is offered only when it is near") {
  const std::vector<std::string> names = {"Workloads", "Sandbox"};
  CHECK(nearest("Worklods", names) == "Workloads");
  CHECK_FALSE(nearest("Finance", names).has_value());
}

TEST_CASE("splitting keeps empty parts") {
  CHECK(split("a::b", ':') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(split("", ':') == std::vector<std::string_view>{""});
}

}  // namespace
}  // namespace orgsim

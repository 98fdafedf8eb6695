#include <catch2/catch.hpp>

#include "io/read/aws_managed_document.h"
#include "sim/organization/authorizer.h"
#include "tests/support/organization_text.h"

namespace orgsim::io {
namespace {

/// An account with an IAM role, and a permission set assigned in it, whose policies `role` and
/// `set` are given, and a customer managed policy `Limit` that allows S3 only.
Organization with(const std::string& role, const std::string& set) {
  return organization_from(R"({
    "format": "orgsim-organization/1", "as_of": "2026-04-08",
    "organization": {"id": "o-a", "root": "r-1", "management_account": "111111111111"},
    "ous": [], "accounts": [{"id": "111111111111", "name": "m", "ou": "r-1"}],
    "iam": {"111111111111": {"users": [], "managed_policies": [{"name": "Limit", "doc":
      {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}],
      "roles": [{"name": "R", "trust": {"Statement": []}, )" +
                           role + R"(}]}},
    "identity_center": {"instance_account": "111111111111", "groups": {"devs": ["bob"]},
      "permission_sets": {"Set": {)" +
                           set + R"(}},
      "assignments": [{"group": "devs", "permission_set": "Set", "account": "111111111111"}]}})");
}

constexpr std::string_view kRole = "arn:aws:iam::111111111111:role/R";
constexpr std::string_view kSetRole =
    "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Set";
const std::string kEverything =
    R"("policies": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}])";

sim::Outcome check(const Organization& organization, std::string_view principal,
                   std::string_view action) {
  const sim::Authorizer authorizer(organization);
  const auto found = authorizer.principals().find(principal);
  REQUIRE(found.has_value());
  const sim::AccessRequest request{.asker = *found, .action = action};
  CHECK(authorizer.explain(request).decision.outcome == authorizer.decide(request));
  return authorizer.decide(request);
}

}  // namespace

TEST_CASE("an AWS managed policy that is only named has the text that we hold") {
  const std::string named =
      R"("managed_policies": ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"])";
  const Organization organization = with(named, named);
  for (const std::string_view principal : {kRole, kSetRole}) {
    CAPTURE(principal);
    CHECK(check(organization, principal, "sqs:ListQueues") == sim::Outcome::Allow);
    CHECK(check(organization, principal, "ec2:RunInstances") == sim::Outcome::ImplicitDeny);
  }
}

TEST_CASE("an AWS managed policy that we do not hold may allow anything") {
  const std::string named = R"("managed_policies": ["arn:aws:iam::aws:policy/ReadOnlyAccess"])";
  const Organization organization = with(named, named);
  CHECK_FALSE(aws_managed_document("arn:aws:iam::aws:policy/ReadOnlyAccess"));
  CHECK(check(organization, kRole, "sqs:ListQueues") == sim::Outcome::Conditional);
  CHECK(check(organization, kSetRole, "sqs:ListQueues") == sim::Outcome::Conditional);
}

TEST_CASE("a boundary that names an AWS managed policy has its text") {
  const std::string bounded =
      kEverything + R"(, "permissions_boundary": "arn:aws:iam::aws:policy/AmazonSQSFullAccess")";
  const Organization organization = with(bounded, bounded);
  for (const std::string_view principal : {kRole, kSetRole}) {
    CAPTURE(principal);
    CHECK(check(organization, principal, "sqs:ListQueues") == sim::Outcome::Allow);
    CHECK(check(organization, principal, "ec2:RunInstances") == sim::Outcome::ImplicitDeny);
  }
}

TEST_CASE("a permission set's boundary by name is the account's policy") {
  const Organization organization =
      with(kEverything, kEverything + R"(, "customer_permissions_boundary": "Limit")");
  CHECK(check(organization, kSetRole, "s3:ListAllMyBuckets") == sim::Outcome::Allow);
  CHECK(check(organization, kSetRole, "ec2:RunInstances") == sim::Outcome::ImplicitDeny);
  CHECK(check(organization, kRole, "ec2:RunInstances") == sim::Outcome::Allow);
}

TEST_CASE("a permission set's policies by name are the account's, and one it lacks may be any") {
  const Organization organization = with(kEverything, R"("customer_policies": ["Limit"])");
  CHECK(check(organization, kSetRole, "s3:ListAllMyBuckets") == sim::Outcome::Allow);
  CHECK(check(organization, kSetRole, "ec2:RunInstances") == sim::Outcome::ImplicitDeny);
  CHECK(check(with(kEverything, R"("customer_policies": ["Missing"])"), kSetRole,
              "ec2:RunInstances") == sim::Outcome::Conditional);
}

}  // namespace orgsim::io

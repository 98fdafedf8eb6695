#include "sim/organization/authorizer.h"

#include <catch2/catch.hpp>

#include "tests/support/organization_text.h"

namespace orgsim::sim {
namespace {

/// Two organizations' worth of callers: a management account, a workload account below an OU with
/// an SCP, and a role that trusts the management account.
constexpr std::string_view kOrganization = R"({
  "format": "orgsim-organization/1", "as_of": "2026-04-08",
  "organization": {"id": "o-a", "root": "r-1", "management_account": "111111111111",
                   "policy_types": ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]},
  "ous": [{"id": "ou-w", "name": "Workloads", "parent": "r-1"}],
  "accounts": [{"id": "111111111111", "name": "management", "ou": "r-1"},
               {"id": "222222222222", "name": "prod", "ou": "ou-w"},
               {"id": "333333333333", "name": "gone", "ou": "ou-w", "status": "SUSPENDED"}],
  "scps": {"p-full": {"name": "FullAWSAccess", "doc": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}},
           "p-no-iam": {"name": "NoIam", "doc": {"Statement": {"Sid": "NoIam", "Effect": "Deny", "Action": "iam:*", "Resource": "*"}}}},
  "scp_attachments": {"r-1": ["p-full"], "ou-w": ["p-full", "p-no-iam"], "111111111111": ["p-full"], "222222222222": ["p-full"], "333333333333": ["p-full"]},
  "rcps": {"p-rfull": {"name": "RCPFullAWSAccess", "doc": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}},
           "p-perimeter": {"name": "Perimeter", "doc": {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}}}}},
  "rcp_attachments": {"r-1": ["p-rfull", "p-perimeter"], "ou-w": ["p-rfull"], "111111111111": ["p-rfull"], "222222222222": ["p-rfull"], "333333333333": ["p-rfull"]},
  "iam": {
    "111111111111": {"roles": [{"name": "Admin", "trust": {"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}},
        "policies": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]}], "users": []},
    "222222222222": {"roles": [
        {"name": "Access", "trust": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "sts:AssumeRole"}},
         "policies": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]}],
      "users": [{"name": "ada", "unique_id": "AIDAADA", "tags": {"Team": "blue"}, "policies": [
         {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${aws:PrincipalTag/team}-*"}}]}]},
    "333333333333": {"roles": [], "users": []}},
  "identity_center": {"instance_account": "111111111111", "groups": {"devs": ["bob"]},
    "permission_sets": {"Reader": {"policies": [{"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}]}},
    "assignments": [{"group": "devs", "permission_set": "Reader", "account": "222222222222"}]},
  "resources": [{"type": "s3-bucket", "arn": "arn:aws:s3:::red-data", "account": "222222222222", "policy": null},
    {"type": "s3-bucket", "arn": "arn:aws:s3:::blue-data", "account": "222222222222", "policy": {"Statement": [
      {"Sid": "Vendor", "Effect": "Allow", "Principal": {"AWS": "999999999999"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::blue-data/*"},
      {"Sid": "Trail", "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::blue-data/*", "Condition": {"StringEquals": {"aws:SourceOrgID": "o-a"}}}]}}]
})";

struct Fixture {
  Fixture() : organization(organization_from(kOrganization)), authorizer(organization) {}

  Index<Principal> principal(std::string_view arn) const {
    const auto found = authorizer.principals().find(arn);
    REQUIRE(found.has_value());
    return *found;
  }

  Outcome check(std::string_view arn, std::string_view action, std::string_view resource) const {
    return authorizer.decide({.asker = principal(arn), .action = action, .resource = resource});
  }

  Organization organization;
  Authorizer authorizer;
};

constexpr std::string_view kAdmin = "arn:aws:iam::111111111111:role/Admin";
constexpr std::string_view kAccess = "arn:aws:iam::222222222222:role/Access";
constexpr std::string_view kAda = "arn:aws:iam::222222222222:user/ada";
constexpr std::string_view kObject = "arn:aws:s3:::blue-data/k";

}  // namespace

TEST_CASE("the SCPs of a member bind its role, not the caller who assumes it", "[authorizer]") {
  const Fixture f;
  CHECK(f.check(kAdmin, "sts:AssumeRole", kAccess) == Outcome::Allow);
  CHECK(f.check(kAccess, "iam:CreateUser", "*") == Outcome::ExplicitDeny);
  CHECK(f.check(kAdmin, "iam:CreateUser", "*") == Outcome::Allow);
  CHECK(f.check(kAccess, "ec2:RunInstances", "*") == Outcome::Allow);
}

TEST_CASE("an assigned permission set is a role of the account", "[authorizer]") {
  const Fixture f;
  const std::string role =
      "arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Reader";
  CHECK(f.check(role, "s3:GetObject", kObject) == Outcome::Allow);
  CHECK(f.check(role, "s3:PutObject", kObject) == Outcome::ImplicitDeny);
  CHECK(f.authorizer.principals().find("bob").has_value());
}

TEST_CASE("tags of a user are values of policy variables, whatever their case", "[authorizer]") {
  const Fixture f;
  CHECK(f.check(kAda, "s3:PutObject", kObject) == Outcome::Allow);
  CHECK(f.check(kAda, "s3:PutObject", "arn:aws:s3:::red-data/k") == Outcome::ImplicitDeny);
}

TEST_CASE("the RCP of the owner refuses who is of no organization", "[authorizer]") {
  const Fixture f;
  const auto outsider = [&](std::string_view action) {
    return f.authorizer.decide(
        {.asker = OutsideCaller{.arn = "arn:aws:iam::999999999999:role/Reader",
                                .account = "999999999999"},
         .action = action,
         .resource = kObject});
  };
  // The snapshot holds every account of the organization, and the vendor's is none of them.
  CHECK(outsider("s3:GetObject") == Outcome::ExplicitDeny);
  CHECK(outsider("s3:PutObject") == Outcome::ExplicitDeny);
  CHECK(f.authorizer.decide(
            {.asker = AnonymousCaller(), .action = "s3:GetObject", .resource = kObject}) !=
        Outcome::Allow);
}

TEST_CASE("a service is told by the organization of its source", "[authorizer]") {
  const Fixture f;
  const auto trail = [&](std::string account) {
    return f.authorizer.decide({.asker = ServiceCaller{.name = "cloudtrail.amazonaws.com",
                                                       .source_account = std::move(account)},
                                .action = "s3:PutObject",
                                .resource = kObject});
  };
  CHECK(trail("111111111111") == Outcome::Allow);
  CHECK(trail("") == Outcome::ImplicitDeny);
  CHECK(trail("999999999999") == Outcome::Conditional);
}

TEST_CASE("a resource the snapshot does not hold may carry any policy", "[authorizer]") {
  const Fixture f;
  CHECK(f.check(kAdmin, "s3:GetObject", "arn:aws:s3:::elsewhere/k") == Outcome::Conditional);
  CHECK(f.check(kAdmin, "ec2:StartInstances", "arn:aws:ec2:us-east-1:111111111111:instance/i-1") ==
        Outcome::Allow);
}

TEST_CASE("nobody acts in a suspended account", "[authorizer]") {
  const Fixture f;
  CHECK_FALSE(f.authorizer.principals().find("arn:aws:iam::333333333333:root").has_value());
  CHECK(f.authorizer.principals().find("arn:aws:iam::222222222222:root").has_value());
}

TEST_CASE("an explanation names the policy of each statement", "[authorizer]") {
  const Fixture f;
  const AccessRequest request{.asker = f.principal(kAccess), .action = "iam:CreateUser"};
  const Explanation explanation = f.authorizer.explain(request);
  REQUIRE(explanation.decision.outcome == Outcome::ExplicitDeny);
  for (const Stage& stage : explanation.decision.stages) {
    for (const StatementMatch& match : stage.matches) {
      if (match.effect == Effect::Deny) {
        CHECK(explanation.source(match.statement).name == "NoIam");
        CHECK(explanation.source(match.statement).attached_to == "ou-w");
        CHECK(f.authorizer.statement(explanation, match.statement)->sid == "NoIam");
      }
    }
  }
}

TEST_CASE("a layer can be left out to see what it changes", "[authorizer]") {
  const Fixture f;
  const std::vector<Layer> without = {Layer::Scp};
  CHECK(f.authorizer.decide(
            {.asker = f.principal(kAccess), .action = "iam:CreateUser", .without = without}) ==
        Outcome::Allow);
}

}  // namespace orgsim::sim

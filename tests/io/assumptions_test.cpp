#include "sim/decide/assumptions.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "io/evaluate_cases.h"
#include "sim/organization/authorizer.h"
#include "tests/support/organization_text.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::json;

/// A request whose answer hangs on one assumption. Members that are not given are those of a role
/// session with every permission that reads an object of its account.
struct Row {
  std::string assumption;
  std::string changes;  // To that request, as JSON.
  std::string when_on;
  std::string when_off;
};

const std::string kDenyAll = R"([{"level": "r", "policies": [{"Statement": [
    {"Effect": "Allow", "Action": "*", "Resource": "*"},
    {"Effect": "Deny", "Action": "*", "Resource": "*"}]}]}])";

std::string rcp(const std::string& action) {
  return R"([{"level": "r", "policies": [{"Statement": {"Effect": "Deny", "Principal": "*",
      "Action": ")" +
         action + R"(", "Resource": "*"}}]}])";
}

const std::string kEveryone =
    R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}})";

const std::string kSaml = R"("principal_account": null,
    "principal": "arn:aws:iam::111111111111:saml-provider/Idp", "action": "sts:AssumeRoleWithSAML",
    "resource": "arn:aws:iam::111111111111:role/T", "resource_policy": )" +
                          kEveryone;

const std::vector<Row> kRows = {
    {"caller-identity-ignores-ceilings",
     R"({"action": "sts:GetCallerIdentity", "resource": "*", "scps": )" + kDenyAll + "}", "allow",
     "explicit_deny"},
    {"everyone-names-federated", "{" + kSaml + "}", "allow", "implicit_deny"},
    {"everyone-names-services",
     R"({"principal": "sns.amazonaws.com", "resource_policy": )" + kEveryone + "}", "allow",
     "implicit_deny"},
    {"newer-keys-confine-buckets",
     R"({"principal": "arn:aws:iam::222222222222:user/x", "principal_account": "222222222222",
         "s3_block_public_access": true, "context": {"aws:PrincipalAccount": "222222222222"},
         "resource_policy": {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*",
           "Resource": "*", "Condition": {"StringEquals":
             {"aws:PrincipalAccount": "222222222222"}}}}})",
     "allow", "implicit_deny"},
    {"rcps-bind-assume-root",
     R"({"action": "sts:AssumeRoot", "resource": "arn:aws:iam::222222222222:root",
         "resource_account": "222222222222", "in_management_account": true, "rcps": )" +
         rcp("sts:*") + "}",
     "explicit_deny", "allow"},
    {"rcps-bind-opensearch",
     R"({"action": "es:ESHttpGet", "resource": "arn:aws:es:us-east-1:111111111111:domain/d",
         "rcps": )" +
         rcp("es:*") + "}",
     "explicit_deny", "allow"},
    {"scps-bind-federated", "{" + kSaml + R"(, "scps": )" + kDenyAll + "}", "explicit_deny",
     "allow"},
    {"short-arns-are-padded",
     R"({"action": "sqs:SendMessage", "resource": "arn:aws:sqs:us-east-1:111111111111:q",
         "identity_policies": [{"Statement": {"Effect": "Allow", "Action": "*",
           "Resource": "arn:aws:sqs"}}]})",
     "allow", "implicit_deny"},
    {"stackset-exec-is-service-linked",
     R"({"principal": "arn:aws:sts::111111111111:assumed-role/stacksets-exec-1/s", "scps": )" +
         kDenyAll + "}",
     "allow", "explicit_deny"},
    {"wildcards-stay-in-field",
     R"({"action": "logs:GetLogEvents",
         "resource": "arn:aws:logs:us-east-1:111111111111:log-group:g:x",
         "identity_policies": [{"Statement": {"Effect": "Allow", "Action": "*",
           "Resource": "arn:aws:*:111111111111:log-group:g:x"}}]})",
     "implicit_deny", "allow"},
};

std::string decision_of(const std::string& changes, const sim::Assumptions& assumptions) {
  Json input = Json::parse(R"({"id": "c", "principal_account": "111111111111",
    "principal": "arn:aws:sts::111111111111:assumed-role/App/s1", "action": "s3:GetObject",
    "resource": "arn:aws:s3:::b/k", "resource_account": "111111111111",
    "identity_policies": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]})");
  input.update(Json::parse(changes));
  std::istringstream cases(input.dump() + "\n");
  std::ostringstream answers;
  evaluate_cases(cases, answers, assumptions);
  return Json::parse(answers.str()).value("decision", "error");
}

/// RCPs are found by the resource, and this action takes none, so it needs an organization.
sim::Outcome listing_of_buckets(const sim::Assumptions& assumptions) {
  const Organization organization = organization_from(R"({
    "format": "orgsim-organization/1", "as_of": "2026-04-08",
    "organization": {"id": "o-a", "root": "r-1", "management_account": "111111111111",
                     "policy_types": ["RESOURCE_CONTROL_POLICY"]},
    "ous": [], "accounts": [{"id": "111111111111", "name": "m", "ou": "r-1"},
                            {"id": "222222222222", "name": "a", "ou": "r-1"}],
    "rcps": {"p-f": {"name": "RCPFullAWSAccess", "doc": {"Version": "2012-10-17", "Statement":
        {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}},
      "p-x": {"name": "NoListing", "doc": {"Version": "2012-10-17", "Statement":
        {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}}}},
    "rcp_attachments": {"r-1": ["p-f", "p-x"], "111111111111": ["p-f"], "222222222222": ["p-f"]},
    "iam": {"222222222222": {"roles": [], "users": [{"name": "ada", "policies": [
      {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]}]}}})");
  const sim::Authorizer authorizer(organization, assumptions);
  const auto ada = authorizer.principals().find("arn:aws:iam::222222222222:user/ada");
  REQUIRE(ada.has_value());
  return authorizer.decide({.asker = *ada, .action = "s3:ListAllMyBuckets", .resource = "*"});
}

}  // namespace

TEST_CASE("every assumption can be taken otherwise, and that changes an answer") {
  std::set<std::string_view> tried = {"rcps-of-caller-bind-wildcard-actions"};
  for (const Row& row : kRows) {
    CAPTURE(row.assumption);
    const auto found = sim::find_assumption(row.assumption);
    REQUIRE(found.has_value());
    tried.insert(found->name);
    sim::Assumptions assumptions;
    assumptions.*found->value = true;
    CHECK(decision_of(row.changes, assumptions) == row.when_on);
    assumptions.*found->value = false;
    CHECK(decision_of(row.changes, assumptions) == row.when_off);
  }
  sim::Assumptions assumptions;
  CHECK(listing_of_buckets(assumptions) == sim::Outcome::ExplicitDeny);
  assumptions.rcps_of_caller_bind_wildcard_actions = false;
  CHECK(listing_of_buckets(assumptions) == sim::Outcome::Allow);
  CHECK(tried.size() == sim::assumption_table().size());
}

TEST_CASE("assumptions are found by name, and each says what it means") {
  CHECK_FALSE(sim::find_assumption("no-such-thing"));
  for (const sim::AssumptionRow& row : sim::assumption_table()) {
    CHECK(sim::find_assumption(row.name)->meaning == row.meaning);
    CHECK_FALSE(row.meaning.empty());
  }
}

}  // namespace orgsim::io

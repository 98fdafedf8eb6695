#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/organization/authorizer.h"
#include "tests/support/organization_text.h"

namespace orgsim::sim {
namespace {

/// A management account, an account that administers IAM for the organization, and one with a
/// public bucket, one whose settings nobody collected, a closed one, and a key with a grant.
constexpr std::string_view kOrganization = R"({
  "format": "orgsim-organization/1", "as_of": "2026-04-08",
  "organization": {"id": "o-a", "root": "r-1", "management_account": "111111111111",
    "delegated_administrators": {"iam.amazonaws.com": "222222222222"},
    "policy_delegation": {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
      "Principal": {"AWS": "222222222222"}, "Action": "organizations:DescribePolicy",
      "Resource": "*"}}},
  "ous": [],
  "accounts": [{"id": "111111111111", "name": "management", "ou": "r-1"},
               {"id": "222222222222", "name": "identity", "ou": "r-1"},
               {"id": "333333333333", "name": "prod", "ou": "r-1"}],
  "iam": {
    "111111111111": {"roles": [], "users": []},
    "222222222222": {"roles": [], "users": [{"name": "ada",
      "policies": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]}]},
    "333333333333": {"roles": [], "users": [
      {"name": "bob", "policies": [{"Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": "*", "Resource": "*",
         "Condition": {"StringEquals": {"s3:prefix": "secret"}}},
        {"Effect": "Deny", "Action": "*", "Resource": "*",
         "Condition": {"StringEquals": {"aws:RequestTag/Team": "red"}}},
        {"Effect": "Deny", "Action": ["iam:*", "organizations:*"], "Resource": "*",
         "Condition": {"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}},
        {"Effect": "Deny", "Action": "route53:*", "Resource": "*",
         "Condition": {"StringNotEquals": {"aws:ResourceOrgID": "o-a"}}}]}]},
      {"name": "carl", "policies": []}]}},
  "resources": [
    {"type": "s3-bucket", "arn": "arn:aws:s3:::open", "account": "333333333333",
     "public_access_block": false, "policy": {"Statement": {"Effect": "Allow", "Principal": "*",
       "Action": "s3:GetObject", "Resource": "arn:aws:s3:::open/*"}}},
    {"type": "s3-bucket", "arn": "arn:aws:s3:::shut", "account": "333333333333",
     "public_access_block": true, "policy": {"Statement": {"Effect": "Allow", "Principal": "*",
       "Action": "s3:GetObject", "Resource": "arn:aws:s3:::shut/*"}}},
    {"type": "s3-bucket", "arn": "arn:aws:s3:::untold", "account": "333333333333",
     "policy": {"Statement": {"Effect": "Allow", "Principal": "*",
       "Action": "s3:GetObject", "Resource": "arn:aws:s3:::untold/*"}}},
    {"type": "s3-bucket", "arn": "arn:aws:s3:::edge", "account": "333333333333",
     "public_access_block": false, "policy": {"Statement": [
       {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::edge/*"},
       {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::edge/if/*",
        "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a"},
                      "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}},
       {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::edge/is/*",
        "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-a"},
                      "Bool": {"aws:PrincipalIsAWSService": "false"}}}]}},
    {"type": "kms-key", "arn": "arn:aws:kms:us-east-1:333333333333:key/k",
     "account": "333333333333", "policy": {"Statement": {"Effect": "Allow",
       "Principal": {"AWS": "222222222222"}, "Action": "kms:*", "Resource": "*"}},
     "grants": [{"id": "g", "grantee": "arn:aws:iam::333333333333:user/carl",
       "operations": ["Decrypt"], "encryption_context_equals": {"Purpose": "test"}}]}]
})";

struct Fixture {
  Fixture() : organization(organization_from(kOrganization)), authorizer(organization) {}

  Asker user(const std::string& account, const std::string& name) const {
    const auto found = authorizer.principals().find("arn:aws:iam::" + account + ":user/" + name);
    REQUIRE(found.has_value());
    return *found;
  }

  Outcome check(const Asker& asker, std::string_view action, std::string_view resource,
                std::span<const StatedKey> context = {}) const {
    const AccessRequest request{
        .asker = asker, .action = action, .resource = resource, .context = context};
    CHECK(authorizer.explain(request).decision.outcome == authorizer.decide(request));
    return authorizer.decide(request);
  }

  Organization organization;
  Authorizer authorizer;
};

constexpr std::string_view kKey = "arn:aws:kms:us-east-1:333333333333:key/k";

}  // namespace

TEST_CASE("S3 Block Public Access of a bucket decides who reads it by a public policy") {
  const Fixture f;
  CHECK(f.check(AnonymousCaller(), "s3:GetObject", "arn:aws:s3:::open/x") == Outcome::Allow);
  CHECK(f.check(AnonymousCaller(), "s3:GetObject", "arn:aws:s3:::shut/x") == Outcome::ImplicitDeny);
  CHECK(f.check(AnonymousCaller(), "s3:GetObject", "arn:aws:s3:::untold/x") ==
        Outcome::Conditional);
  CHECK(f.check(f.user("333333333333", "carl"), "s3:GetObject", "arn:aws:s3:::shut/x") ==
        Outcome::Allow);
  CHECK(f.check(f.user("222222222222", "ada"), "s3:GetObject", "arn:aws:s3:::shut/x") ==
        Outcome::ImplicitDeny);
}

TEST_CASE("an S3 policy of the organization replaces the setting of the account") {
  const auto reads = [](const std::string& account, const std::string& policies,
                        const std::string& attached, const std::string& bucket = "open") {
    std::string text(kOrganization);
    const std::string prod = R"("name": "prod", "ou": "r-1")";
    text.replace(text.find(prod), prod.size(), prod + account);
    text.replace(text.find(R"("ous": [],)"), 10,
                 R"("ous": [], "s3_policies": {)" + policies + R"(}, "s3_policy_attachments": {)" +
                     attached + "},");
    const Organization organization = organization_from(text);
    return Authorizer(organization)
        .decide({.asker = AnonymousCaller(),
                 .action = "s3:GetObject",
                 .resource = "arn:aws:s3:::" + bucket + "/x"});
  };
  const auto policy = [](const std::string& id, const std::string& value,
                         const std::string& more = "") {
    return "\"" + id + R"(": {"name": "x", "doc": {"s3_attributes": {
      "public_access_block_configuration": {"@@assign": ")" +
           value + "\"" + more + "}}}}";
  };
  const std::string both = policy("all", "all") + ", " + policy("none", "none");
  const std::string blocked = R"(, "public_access_block": {"restrict_public_buckets": true})";
  CHECK(reads("", both, "") == Outcome::Allow);
  CHECK(reads(blocked, both, "") == Outcome::ImplicitDeny);
  CHECK(reads(blocked, both, R"("r-1": ["none"])") == Outcome::Allow);
  CHECK(reads("", both, R"("r-1": ["all"])") == Outcome::ImplicitDeny);
  CHECK(reads("", both, R"("r-1": ["none"])", "shut") == Outcome::ImplicitDeny);
  CHECK(reads("", both, R"("r-1": ["all"], "333333333333": ["none"])") == Outcome::Allow);
  CHECK(reads("", both, R"("r-1": ["all"], "222222222222": ["none"])") == Outcome::ImplicitDeny);
  CHECK(reads("", both, R"("r-1": ["all", "none"])") == Outcome::Conditional);
  const std::string last = R"(, "@@operators_allowed_for_child_policies": ["@@none"])";
  CHECK(reads("", policy("all", "all", last) + ", " + policy("none", "none"),
              R"("r-1": ["all"], "333333333333": ["none"])") == Outcome::ImplicitDeny);
}

TEST_CASE("a request without a signature says nothing of services") {
  const Fixture f;
  const ServiceCaller service{.name = "sns.amazonaws.com"};
  CHECK(f.check(AnonymousCaller(), "s3:GetObject", "arn:aws:s3:::edge/if/x") ==
        Outcome::ExplicitDeny);
  CHECK(f.check(AnonymousCaller(), "s3:GetObject", "arn:aws:s3:::edge/is/x") == Outcome::Allow);
  CHECK(f.check(service, "s3:GetObject", "arn:aws:s3:::edge/if/x") == Outcome::Allow);
  CHECK(f.check(service, "s3:GetObject", "arn:aws:s3:::edge/is/x") == Outcome::Allow);
}

TEST_CASE("a grant of a KMS key allows its grantee within its encryption context") {
  const Fixture f;
  const auto carl = f.user("333333333333", "carl");
  const std::vector<StatedKey> right = {
      {"kms:EncryptionContext:Purpose", Present{.values = {"test"}}},
      {"kms:EncryptionContextKeys", Present{.values = {"Purpose"}, .multivalued = true}}};
  const std::vector<StatedKey> none = {{"kms:EncryptionContext:Purpose", Absent{}},
                                       {"kms:EncryptionContextKeys", Absent{}}};
  CHECK(f.check(carl, "kms:Decrypt", kKey, right) == Outcome::Allow);
  CHECK(f.check(carl, "kms:Decrypt", kKey, none) == Outcome::ImplicitDeny);
  CHECK(f.check(carl, "kms:Encrypt", kKey, right) == Outcome::ImplicitDeny);
}

TEST_CASE("an explanation names the grant of a KMS key that allows") {
  const Fixture f;
  const Explanation explanation = f.authorizer.explain(
      {.asker = f.user("333333333333", "carl"), .action = "kms:Decrypt", .resource = kKey});
  REQUIRE(explanation.decision.outcome == Outcome::Conditional);
  const std::vector<OpenCondition>& unmet = explanation.decision.unmet;
  REQUIRE(unmet.size() == 2);
  CHECK(unmet[0].condition.key == "kms:EncryptionContext:Purpose");
  CHECK(unmet[1].condition.key == "kms:EncryptionContextKeys");
  CHECK(explanation.source(unmet[0].statement).name == "KMS grant g");
  CHECK(explanation.source(unmet[0].statement).attached_to == kKey);
  CHECK(f.authorizer.statement(explanation, unmet[0].statement)->where.known());
}

TEST_CASE("the account that administers IAM acts as a member's root user, others do not") {
  const Fixture f;
  constexpr std::string_view kRoot = "arn:aws:iam::333333333333:root";
  CHECK(f.check(f.user("222222222222", "ada"), "sts:AssumeRoot", kRoot) == Outcome::Allow);
  CHECK(f.check(f.user("333333333333", "bob"), "sts:AssumeRoot", kRoot) == Outcome::ImplicitDeny);
}

TEST_CASE("the delegation policy lets a member act on what belongs to the organization") {
  const Fixture f;
  constexpr std::string_view kPolicy =
      "arn:aws:organizations::111111111111:policy/o-a/service_control_policy/p-1";
  const auto ada = f.user("222222222222", "ada");
  CHECK(f.check(ada, "organizations:DescribePolicy", kPolicy) == Outcome::Allow);
  CHECK(f.check(ada, "organizations:UpdatePolicy", kPolicy) == Outcome::ImplicitDeny);
  CHECK(f.check(f.user("333333333333", "bob"), "organizations:DescribePolicy", kPolicy) ==
        Outcome::ImplicitDeny);
}

TEST_CASE("a key that no request for the action can hold is absent, another is not known") {
  const Fixture f;
  const auto bob = f.user("333333333333", "bob");
  CHECK(f.check(bob, "s3:GetObject", "arn:aws:s3:::open/x") == Outcome::Allow);
  CHECK(f.check(bob, "s3:ListBucket", "arn:aws:s3:::open") == Outcome::Conditional);
  CHECK(f.check(bob, "ec2:DescribeInstances", "*") == Outcome::Allow);
  CHECK(f.check(bob, "ec2:CreateVpc", "*") == Outcome::Conditional);
  CHECK(f.check(bob, "nosuch:DoThings", "*") == Outcome::Conditional);
}

TEST_CASE("global services are asked in one Region, and some actions have no resource account") {
  const Fixture f;
  const auto bob = f.user("333333333333", "bob");
  CHECK(f.check(bob, "iam:GetUser", "arn:aws:iam::333333333333:user/bob") == Outcome::Allow);
  CHECK(f.check(bob, "organizations:DescribeOrganization", "*") == Outcome::Allow);
  CHECK(f.check(bob, "route53:ListHostedZones", "*") == Outcome::Allow);
  CHECK(f.check(bob, "route53:CreateVPCAssociationAuthorization",
                "arn:aws:route53:::hostedzone/Z1") == Outcome::ExplicitDeny);
}

TEST_CASE("an explanation shows the statements that fail by a condition alone, and the keys") {
  const Fixture f;
  const Explanation explanation = f.authorizer.explain({.asker = f.user("333333333333", "bob"),
                                                        .action = "s3:GetObject",
                                                        .resource = "arn:aws:s3:::open/x"});
  REQUIRE(explanation.near_misses.size() == 2);
  CHECK(explanation.near_misses[0].statement == StatementRef{Layer::Identity, 0, 0, 1});
  CHECK(explanation.near_misses[0].effect == Effect::Deny);
  REQUIRE(explanation.near_misses[0].failing.size() == 1);
  CHECK(explanation.near_misses[0].failing[0].key == "s3:prefix");
  REQUIRE(explanation.context.size() == 2);
  CHECK(explanation.context[0].key == "aws:RequestTag/Team");
  CHECK(explanation.context[0].value == KeyValue(Absent{}));
}

TEST_CASE("what a request states against itself is found, and what follows is derived") {
  const Fixture f;
  const std::vector<StatedKey> both = {{"aws:SourceVpce", Present{.values = {"vpce-1"}}},
                                       {"aws:SourceIp", Present{.values = {"198.51.100.7"}}}};
  const AccessRequest request{.asker = f.user("333333333333", "bob"),
                              .action = "s3:GetObject",
                              .resource = "arn:aws:s3:::open/x",
                              .context = both};
  CHECK(f.authorizer.explain(request).contradictions ==
        std::vector{ContextAxiom::EndpointHidesAddress, ContextAxiom::EndpointIsInVpc});
  AccessRequest endpoint = request;
  endpoint.context = std::span(both).first(1);
  CHECK(f.authorizer.explain(endpoint).contradictions.empty());
}

TEST_CASE("no context that the snapshot gives breaks an axiom", "[property]") {
  const Fixture f;
  std::vector<Asker> askers = {
      AnonymousCaller(), ServiceCaller{.name = "sns.amazonaws.com"},
      ServiceCaller{.name = "sns.amazonaws.com",
                    .source_account = "333333333333",
                    .source_arn = "arn:aws:sns:us-east-1:333333333333:t"},
      OutsideCaller{.arn = "arn:aws:iam::999999999999:role/x", .account = "999999999999"}};
  for (const auto index : f.authorizer.principals().all().indexes()) {
    askers.emplace_back(index);
  }
  for (const Asker& asker : askers) {
    for (const std::string_view action : {"s3:GetObject", "iam:GetUser", "ec2:CreateVpc"}) {
      CHECK(f.authorizer
                .explain({.asker = asker, .action = action, .resource = "arn:aws:s3:::open/x"})
                .contradictions.empty());
    }
  }
}

}  // namespace orgsim::sim

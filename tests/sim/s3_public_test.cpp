// Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage".
#include "sim/decide/s3_public.h"

#include "tests/sim/layered_case.h"

namespace orgsim::sim {
namespace {

std::string statement(const std::string& principal, const std::string& condition) {
  return R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": )" +
         principal + (condition.empty() ? "" : R"(, "Condition": )" + condition) + "}";
}

bool is_public(const std::string& statements) {
  return sim::is_public(
      io::read_policy(R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}", 0,
                      io::PolicyKind::Resource)
          .value());
}

TEST_CASE("an Allow is public unless fixed values confine it") {
  const auto [principal, condition, expected] = GENERATE(table<std::string, std::string, bool>(
      {{R"("*")", "", true},
       {R"({"AWS": "*"})", "", true},
       {R"({"AWS": "111111111111"})", "", false},
       {R"({"Service": "cloudtrail.amazonaws.com"})", "", false},
       {R"({"CanonicalUser": "abc"})", "", false},
       {R"({"Federated": "accounts.google.com"})", "", true},
       {R"({"AWS": ["111111111111", "*"]})", "", true},
       {R"("*")", R"({"StringEquals": {"aws:PrincipalOrgID": "o-1"}})", false},
       {R"("*")", R"({"StringLike": {"aws:PrincipalOrgID": "o-*"}})", true},
       {R"("*")", R"({"StringEquals": {"aws:PrincipalOrgID": "${aws:ResourceOrgID}"}})", true},
       {R"("*")", R"({"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}})", true},
       {R"("*")", R"({"StringEqualsIfExists": {"aws:SourceVpc": "vpc-1"}})", true},
       {R"("*")", R"({"StringEquals": {"aws:SourceVpc": "vpc-1"}})", false},
       {R"("*")", R"({"StringEquals": {"aws:SourceVpce": ["vpce-1", "vpce-2"]}})", false},
       {R"("*")", R"({"StringLike": {"aws:SourceVpc": "vpc-*"}})", true},
       {R"("*")", R"({"ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:1:t"}})", false},
       {R"("*")", R"({"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}})", true},
       {R"("*")", R"({"StringEquals": {"aws:SourceAccount": "111111111111"}})", false},
       {R"("*")", R"({"StringEquals": {"aws:SourceOwner": "111111111111"}})", false},
       {R"("*")", R"({"StringEquals": {"aws:userid": "AIDAEXAMPLE"}})", false},
       {R"("*")", R"({"StringLike": {"aws:userid": "AROAEXAMPLE:*"}})", true},
       {R"("*")", R"({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})", false},
       {R"("*")", R"({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})", false},
       {R"("*")", R"({"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}})", true},
       {R"("*")", R"({"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001::/16"]}})", true},
       {R"("*")", R"({"IpAddress": {"aws:SourceIp": "2001:db8::/32"}})", false},
       {R"("*")", R"({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}})", true},
       {R"("*")", R"({"StringEquals": {"s3:DataAccessPointAccount": "111111111111"}})", false},
       {R"("*")",
        R"({"ArnLike": {"s3:DataAccessPointArn": "arn:aws:s3:us-east-1:111111111111:accesspoint/*"}})",
        false},
       {R"("*")", R"({"ArnLike": {"s3:DataAccessPointArn": "arn:aws:s3:*:*:accesspoint/*"}})",
        true},
       {R"("*")", R"({"Bool": {"aws:SecureTransport": "true"}})", true},
       {R"("*")", R"({"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": "o-1/r-1/"}})", false},
       {R"("*")", R"({"ForAllValues:StringEquals": {"aws:SourceVpc": "vpc-1"}})", true}}));
  CAPTURE(principal, condition);
  CHECK(is_public(statement(principal, condition)) == expected);
}

TEST_CASE("one public Allow makes the policy public, a Deny does not") {
  const std::string narrow = statement(R"({"AWS": "111111111111"})", "");
  CHECK(is_public(narrow + "," + statement(R"("*")", "")));
  CHECK_FALSE(is_public(narrow + "," + granting(R"("*")", "Deny")));
}

TEST_CASE("a public policy keeps only its owner's principals and services when access is blocked") {
  const std::string open = granting("\"*\"");
  const std::string narrow = granting(aws("222222222222"));
  Case stranger{.identity = Texts{kAllow}, .resource = Texts{open + "," + narrow}};
  stranger.request.caller.account = kOther;
  stranger.request.caller.role_arn = "arn:aws:iam::222222222222:role/R";
  CHECK(check(stranger) == Outcome::Allow);
  stranger.request.s3_block_public_access = Truth::Yes;
  const Decision decision = decision_of(stranger);
  CHECK(decision.outcome == Outcome::ImplicitDeny);
  CHECK(decision.lacking == std::vector{Layer::Service});
  stranger.resource = Texts{narrow};
  CHECK(check(stranger) == Outcome::Allow);

  Case anonymous{.resource = Texts{open}};
  anonymous.request.caller = {};
  anonymous.request.s3_block_public_access = Truth::Yes;
  CHECK(check(anonymous) == Outcome::ImplicitDeny);
  Case own{.resource = Texts{open}};
  own.request.s3_block_public_access = Truth::Yes;
  CHECK(check(own) == Outcome::Allow);
  Case service = own;
  service.request.caller = service_caller("logging.s3.amazonaws.com");
  CHECK(check(service) == Outcome::Allow);
}

}  // namespace
}  // namespace orgsim::sim

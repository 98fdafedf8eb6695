#include "bench/generate_organization.h"

#include "tests/support/random.h"

namespace orgsim::bench {
namespace {

using namespace reference;
using Patterns = std::vector<std::string>;

Statement allow(Patterns actions, Patterns resources, std::vector<Condition> conditions = {}) {
  return {.effect = Effect::Allow,
          .action = {.patterns = std::move(actions)},
          .resource = {.patterns = std::move(resources)},
          .conditions = std::move(conditions)};
}

Statement deny(Patterns actions, Patterns resources, std::vector<Condition> conditions = {}) {
  Statement statement = allow(std::move(actions), std::move(resources), std::move(conditions));
  statement.effect = Effect::Deny;
  return statement;
}

Statement deny_all_but(Patterns actions, std::vector<Condition> conditions) {
  Statement statement = deny(std::move(actions), {"*"}, std::move(conditions));
  statement.action.negated = true;
  return statement;
}

Statement of(PrincipalEntry principal, Statement statement) {
  statement.principal = PrincipalElement{.entries = {std::move(principal)}};
  return statement;
}

PolicyDocument document(std::vector<Statement> statements) {
  return {.version = PolicyVersion::Of2012, .statements = std::move(statements)};
}

Condition condition(Comparison comparison, std::string key, Patterns values,
                    bool if_exists = false) {
  return {.op = {.comparison = comparison, .if_exists = if_exists},
          .key = std::move(key),
          .values = std::move(values)};
}

const PrincipalEntry kEveryone{.type = PrincipalType::Everyone};

PolicyDocument full_access() { return document({allow({"*"}, {"*"})}); }

std::string account_id(std::size_t index) {
  const std::string digits = std::to_string(index + 1);
  return "1" + std::string(11 - digits.size(), '0') + digits;
}

/// Policies that every account has in common, as AWS managed ones.
const std::vector<PolicyDocument>& shared_policies() {
  static const std::vector<PolicyDocument> policies = {
      document({allow(
          {"ec2:Describe*", "s3:Get*", "s3:List*", "iam:Get*", "iam:List*", "dynamodb:Describe*",
           "dynamodb:List*", "logs:Get*", "logs:Describe*", "cloudwatch:Get*", "cloudwatch:List*",
           "sqs:Get*", "sqs:List*", "kms:List*", "kms:Describe*", "lambda:Get*", "lambda:List*"},
          {"*"})}),
      document(
          {allow({"dynamodb:*", "dax:*", "application-autoscaling:*"}, {"*"}),
           allow({"iam:PassRole"}, {"*"},
                 {condition(Comparison::StringLike, "iam:PassedToService",
                            {"application-autoscaling.amazonaws.com", "dax.amazonaws.com"})})}),
      document({allow({"lambda:*", "logs:*", "xray:PutTraceSegments"}, {"*"}),
                allow({"s3:GetObject", "s3:PutObject"}, {"arn:aws:s3:::code-*/*"})}),
      document(
          {allow({"sqs:*", "sns:*"}, {"*"}),
           deny({"sqs:DeleteQueue", "sns:DeleteTopic"}, {"*"},
                {condition(Comparison::Bool, "aws:MultiFactorAuthPresent", {"false"}, true)})})};
  return policies;
}

/// What a team of an account may do with what belongs to it.
PolicyDocument team_policy(const std::string& account, const std::string& team) {
  return document(
      {allow({"s3:GetObject", "s3:PutObject", "s3:DeleteObject"},
             {"arn:aws:s3:::" + team + "-" + account + "/*",
              "arn:aws:s3:::shared-" + account + "/home/${aws:PrincipalTag/team}/*"}),
       allow({"s3:ListBucket"}, {"arn:aws:s3:::" + team + "-" + account},
             {condition(Comparison::StringLike, "s3:prefix", {"in/*", "out/*", ""})}),
       allow({"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"},
             {"arn:aws:dynamodb:eu-west-1:" + account + ":table/" + team + "-*"}),
       allow({"sqs:SendMessage", "sqs:ReceiveMessage"},
             {"arn:aws:sqs:*:" + account + ":" + team + "-*"},
             {condition(Comparison::IpAddress, "aws:SourceIp", {"10.0.0.0/8", "198.51.100.0/24"})}),
       allow({"kms:Decrypt", "kms:GenerateDataKey*"},
             {"arn:aws:kms:eu-west-1:" + account + ":key/*"},
             {condition(Comparison::StringEquals, "aws:ResourceTag/team",
                        {"${aws:PrincipalTag/team}"})}),
       allow({"sts:AssumeRole"}, {"arn:aws:iam::*:role/" + team + "-*"})});
}

PolicyDocument boundary(const std::string& account) {
  return document({allow({"s3:*", "dynamodb:*", "sqs:*", "kms:*", "logs:*", "sts:*"}, {"*"}),
                   deny({"iam:*", "organizations:*"}, {"*"}),
                   deny({"s3:DeleteBucket*"}, {"arn:aws:s3:::*-" + account})});
}

/// Root, two OUs and the account, each with what companies attach there.
std::vector<Level> scps_of(const std::string& account, std::size_t ou) {
  const PolicyDocument regions = document(
      {deny_all_but({"iam:*", "sts:*", "organizations:*", "route53:*", "cloudfront:*", "support:*"},
                    {condition(Comparison::StringNotEquals, "aws:RequestedRegion",
                               {"eu-west-1", "eu-central-1", "us-east-1"})})});
  const PolicyDocument baseline =
      document({deny({"organizations:LeaveOrganization", "account:CloseAccount"}, {"*"}),
                deny({"cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "guardduty:Delete*",
                      "config:Delete*"},
                     {"*"}),
                deny({"*"}, {"*"},
                     {condition(Comparison::ArnLike, "aws:PrincipalArn", {"arn:aws:iam::*:root"})}),
                deny({"iam:*"}, {"arn:aws:iam::*:role/OrganizationAccountAccessRole"},
                     {condition(Comparison::ArnNotLike, "aws:PrincipalArn",
                                {"arn:aws:iam::*:role/admin-*"})})});
  const PolicyDocument tags =
      document({deny({"ec2:RunInstances", "dynamodb:CreateTable"}, {"*"},
                     {{.op = {.comparison = Comparison::Null},
                       .key = "aws:RequestTag/cost-center",
                       .values = {"true"}}}),
                deny({"s3:PutObject"}, {"*"},
                     {condition(Comparison::StringNotEqualsIgnoreCase,
                                "s3:x-amz-server-side-encryption", {"aws:kms", "AES256"}, true)})});
  const std::string ou_name = "ou-" + std::to_string(ou);
  return {{.name = "r-1", .policies = {full_access(), baseline}},
          {.name = "ou-workloads", .policies = {full_access(), regions}},
          {.name = ou_name, .policies = {full_access(), tags}},
          {.name = account, .policies = {full_access()}}};
}

std::vector<Level> rcps() {
  Statement perimeter = of(
      kEveryone, deny({"s3:*", "sqs:*", "kms:*", "sts:AssumeRole", "secretsmanager:*"}, {"*"},
                      {condition(Comparison::StringNotEquals, "aws:PrincipalOrgID", {"o-1"}, true),
                       condition(Comparison::Bool, "aws:PrincipalIsAWSService", {"false"}, true)}));
  Statement transport = of(
      kEveryone,
      deny({"s3:*"}, {"*"}, {condition(Comparison::Bool, "aws:SecureTransport", {"false"}, true)}));
  return {{.name = "r-1", .policies = {document({perimeter, transport})}}};
}

struct Call {
  std::string action;
  std::string resource;
  std::optional<PolicyDocument> resource_policy;
};

PrincipalEntry root_of(const std::string& account) {
  return {.type = PrincipalType::Aws, .value = "arn:aws:iam::" + account + ":root"};
}

Call random_call(Random& random, const std::string& account, const std::string& team) {
  const std::string bucket = "arn:aws:s3:::" + team + "-" + account;
  const PolicyDocument bucket_policy = document(
      {of(root_of(account), allow({"s3:*"}, {bucket, bucket + "/*"})),
       of(kEveryone, deny({"s3:*"}, {bucket, bucket + "/*"},
                          {condition(Comparison::NumericLessThan, "s3:TlsVersion", {"1.2"})}))});
  switch (random.below(9)) {
    case 0:
      return {"s3:GetObject", bucket + "/in/report.csv", bucket_policy};
    case 1:
      return {"s3:PutObject", bucket + "/out/report.csv", bucket_policy};
    case 2:
      return {"s3:ListBucket", bucket, bucket_policy};
    case 3:
      return {"dynamodb:GetItem",
              "arn:aws:dynamodb:eu-west-1:" + account + ":table/" + team + "-orders",
              {}};
    case 4:
      return {"sqs:SendMessage", "arn:aws:sqs:eu-west-1:" + account + ":" + team + "-jobs", {}};
    case 5:
      return {"kms:Decrypt", "arn:aws:kms:eu-west-1:" + account + ":key/1234abcd",
              document({of(root_of(account), allow({"kms:*"}, {"*"}))})};
    case 6: {
      PolicyDocument trust = document({of(root_of(account), allow({"sts:AssumeRole"}, {}))});
      return {"sts:AssumeRole", "arn:aws:iam::" + account + ":role/" + team + "-deploy",
              std::move(trust)};
    }
    case 7:
      return {"ec2:TerminateInstances", "arn:aws:ec2:eu-west-1:" + account + ":instance/i-1", {}};
    default:
      return {"iam:CreateUser", "arn:aws:iam::" + account + ":user/eve", {}};
  }
}

KeyState present(std::string value) {
  return {.kind = KeyState::Kind::Present, .values = {std::move(value)}};
}

Context context_of(Random& random, const Caller& caller, const std::string& team) {
  Context context;
  context["aws:principalarn"] = present(caller.role_arn);
  context["aws:principalaccount"] = present(caller.account);
  context["aws:principalorgid"] = present("o-1");
  context["aws:principalisawsservice"] = present("false");
  context["aws:principaltag/team"] = present(team);
  context["aws:requestedregion"] = present(random.chance(1, 8) ? "ap-south-1" : "eu-west-1");
  context["aws:securetransport"] = present("true");
  context["aws:sourceip"] = present(random.chance(1, 4) ? "203.0.113.9" : "10.1.2.3");
  context["aws:resourcetag/team"] = present(team);
  context["s3:tlsversion"] = present("1.3");
  context["s3:prefix"] = present("in/2026");
  return context;
}

Case request_of(Random& random, std::size_t index, const GeneratedSize& size) {
  static const std::vector<std::string> teams = {"data", "web", "pay", "ml", "ops"};
  const std::size_t account_index = index / size.principals_per_account;
  const std::string account = account_id(account_index);
  const std::string& team = random.pick(teams);
  const std::string role = team + "-app-" + std::to_string(index % size.principals_per_account);
  Case request;
  request.caller = {.kind = CallerKind::RoleSession,
                    .arn = "arn:aws:sts::" + account + ":assumed-role/" + role + "/session",
                    .account = account,
                    .role_arn = "arn:aws:iam::" + account + ":role/" + role};
  Call call = random_call(random, account, random.chance(4, 5) ? team : random.pick(teams));
  request.action = std::move(call.action);
  request.resource = std::move(call.resource);
  request.resource_account = account;
  if (call.resource_policy) {
    request.resource_policy = {*std::move(call.resource_policy)};
  }
  request.identity = Documents{team_policy(account, team), random.pick(shared_policies()),
                               random.pick(shared_policies())};
  if (random.chance(1, 3)) {
    request.boundary = Documents{boundary(account)};
  }
  request.scps = scps_of(account, account_index % 8);
  request.rcps = rcps();
  request.context = context_of(random, request.caller, team);
  return request;
}

}  // namespace

std::vector<reference::Case> generate_requests(const GeneratedSize& size) {
  reference::Random random(1U);
  std::vector<reference::Case> requests;
  for (std::size_t principal = 0; principal < size.n_principals; ++principal) {
    for (std::size_t i = 0; i < size.requests_per_principal; ++i) {
      requests.push_back(request_of(random, principal, size));
    }
  }
  return requests;
}

}  // namespace orgsim::bench

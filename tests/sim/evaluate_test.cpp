#include "sim/decide/evaluate.h"

#include "tests/sim/layered_case.h"

namespace orgsim::sim {
namespace {

TEST_CASE("an explicit deny in any layer beats every allow") {
  const Case open{.identity = Texts{kAllow}, .scps = {{kAllow}}};
  CHECK(check(open) == Outcome::Allow);
  Case c = open;
  c.identity->push_back(kDenyS3);
  CHECK(check(c) == Outcome::ExplicitDeny);
  c = open;
  c.scps[0].push_back(kDenyS3);
  CHECK(check(c) == Outcome::ExplicitDeny);
  c = open;
  c.boundary = Texts{kAllow, kDenyS3};
  CHECK(check(c) == Outcome::ExplicitDeny);
  c = open;
  c.resource = Texts{granting("\"*\"", "Deny")};
  CHECK(check(c) == Outcome::ExplicitDeny);
  c = open;
  c.rcps = {{R"({"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"})"}};
  CHECK(check(c) == Outcome::ExplicitDeny);
}

TEST_CASE("every SCP level must allow") {
  const auto [root, ou, account, expected] = GENERATE(table<Texts, Texts, Texts, Outcome>(
      {{{kAllow}, {kAllow}, {kAllow}, Outcome::Allow},
       {{kAllow}, {kAllowS3}, {kAllow}, Outcome::Allow},
       {{kAllow}, {kAllowEc2}, {kAllow}, Outcome::ImplicitDeny},
       {{kAllowS3}, {kAllowEc2}, {kAllow}, Outcome::ImplicitDeny},
       {{kAllow}, {}, {kAllow}, Outcome::ImplicitDeny},
       {{kAllow}, {kAllow, kDenyS3}, {kAllow}, Outcome::ExplicitDeny},
       {{kAllow}, {kAllow}, {kDenyS3}, Outcome::ExplicitDeny}}));
  CHECK(check({.identity = Texts{kAllow}, .scps = {root, ou, account}}) == expected);
}

TEST_CASE("SCPs bind neither the management account nor service-linked roles") {
  Case c{.identity = Texts{kAllow}, .scps = {{kAllow, kDenyS3}}};
  c.request.caller.in_management_account = true;
  CHECK(check(c) == Outcome::Allow);
  c.request.caller.in_management_account = false;
  c.request.caller.role_arn = "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/App";
  CHECK(check(c) == Outcome::Allow);
  c.request.caller.role_arn = "arn:aws:iam::111111111111:role/AWSServiceRoleForApp";
  CHECK(check(c) == Outcome::ExplicitDeny);
}

TEST_CASE("RCPs deny only for services that support them") {
  Case c{.identity = Texts{kAllow},
         .rcps = {{R"({"Effect": "Deny", "Principal": "*", "Action": ["s3:*", "sns:*"],
                      "Resource": "*"})"}}};
  CHECK(check(c) == Outcome::ExplicitDeny);
  c.request.action = "sns:Publish";
  CHECK(check(c) == Outcome::Allow);
}

TEST_CASE("the class of a grant decides which implicit denies it survives in the account") {
  const Texts yes = {kAllow};
  const Texts no = {};
  const std::string root = aws("arn:aws:iam::111111111111:root");
  const auto [grant, id, pb, sp, expected] =
      GENERATE_COPY(table<std::string, Texts, Texts, Texts, Outcome>(
          {{"", yes, yes, yes, Outcome::Allow},
           {"", yes, no, yes, Outcome::ImplicitDeny},
           {"", yes, yes, no, Outcome::ImplicitDeny},
           {"", no, yes, yes, Outcome::ImplicitDeny},
           {aws(kRole), no, yes, yes, Outcome::Allow},
           {aws(kRole), no, no, yes, Outcome::ImplicitDeny},
           {aws(kRole), yes, yes, no, Outcome::ImplicitDeny},
           {aws(kSession), no, no, no, Outcome::Allow},
           {"\"*\"", no, no, no, Outcome::Allow},
           {root, no, yes, yes, Outcome::ImplicitDeny},
           {root, yes, yes, yes, Outcome::Allow}}));
  CAPTURE(grant);
  Case c{.identity = id, .boundary = pb, .session = sp};
  if (!grant.empty()) {
    c.resource = Texts{granting(grant)};
  }
  CHECK(check(c) == expected);
}

TEST_CASE("across accounts both sides must allow") {
  Case c{.identity = Texts{kAllow}};
  c.request.resource_account = "222222222222";
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.resource = Texts{granting(aws("arn:aws:iam::111111111111:root"))};
  CHECK(check(c) == Outcome::Allow);
  c.identity = Texts{};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.resource = Texts{granting("\"*\"")};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.identity = Texts{kAllow};
  c.boundary = Texts{};
  c.resource = Texts{granting(aws(kSession))};
  CHECK(check(c) == Outcome::ImplicitDeny);
}

TEST_CASE("a role's trust policy must allow, and alone suffices when it names the caller") {
  const auto trusting = [](const std::string& principal) {
    return Texts{R"({"Effect": "Allow", "Principal": )" + principal +
                 R"(, "Action": "sts:AssumeRole"})"};
  };
  Case c{.identity = Texts{kAllow}, .resource = Texts{}};
  c.request.action = "sts:AssumeRole";
  c.request.resource = "arn:aws:iam::111111111111:role/Target";
  CHECK(check(c, io::PolicyKind::Trust) == Outcome::ImplicitDeny);
  c.resource = trusting(aws("arn:aws:iam::111111111111:root"));
  CHECK(check(c, io::PolicyKind::Trust) == Outcome::Allow);
  c.identity = Texts{};
  CHECK(check(c, io::PolicyKind::Trust) == Outcome::ImplicitDeny);
  c.resource = trusting(aws(kRole));
  CHECK(check(c, io::PolicyKind::Trust) == Outcome::Allow);
}

TEST_CASE("a key without a policy for its account is closed to everyone, its root included") {
  Case c{.identity = Texts{kAllow}, .resource = Texts{}};
  c.request.action = "kms:Decrypt";
  c.request.resource = "arn:aws:kms:us-east-1:111111111111:key/k";
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.request.caller = {
      .kind = CallerKind::RootUser, .arn = "arn:aws:iam::111111111111:root", .account = kAccount};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.resource = Texts{granting(aws("111111111111"))};
  CHECK(check(c) == Outcome::Allow);
}

TEST_CASE("callers without an account need a grant that names them") {
  Case c{.resource = Texts{granting(R"({"Service": "cloudtrail.amazonaws.com"})")}};
  c.request.caller = {.kind = CallerKind::Service, .arn = "cloudtrail.amazonaws.com"};
  CHECK(check(c) == Outcome::Allow);
  c.request.caller = {.kind = CallerKind::Anonymous};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.resource = Texts{granting("\"*\"")};
  CHECK(check(c) == Outcome::Allow);
}

TEST_CASE("NotPrincipal exempts surely only who is listed with the account") {
  const auto denying = [](const std::string& arns) {
    return Texts{R"({"Effect": "Deny", "NotPrincipal": {"AWS": [)" + arns +
                 R"(]}, "Action": "*", "Resource": "*"})"};
  };
  const std::string role = "\"" + kRole + "\"";
  const std::string account = R"("arn:aws:iam::111111111111:root")";
  Case c{.identity = Texts{kAllow}, .resource = denying(R"("222222222222")")};
  CHECK(check(c) == Outcome::ExplicitDeny);
  c.resource = denying(role);
  CHECK(check(c) == Outcome::Conditional);
  c.resource = denying(role + "," + account);
  CHECK(check(c) == Outcome::Allow);
  c.boundary = Texts{kAllow};
  CHECK(check(c) == Outcome::ExplicitDeny);
}

TEST_CASE("an unknown key makes the answer conditional and is listed") {
  Case c{.identity = Texts{
             R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition":
                 {"Bool": {"aws:MultiFactorAuthPresent": "true"},
                  "StringEquals": {"aws:PrincipalAccount": "111111111111"}}})"}};
  c.request.context.set("aws:PrincipalAccount", Present{{"111111111111"}, false});
  CHECK(check(c) == Outcome::ImplicitDeny);  // Absent.
  c.request.context.set("aws:MultiFactorAuthPresent", NotKnown{});
  const Decision decision = decision_of(c);
  CHECK(decision.outcome == Outcome::Conditional);
  REQUIRE(decision.unmet.size() == 1);
  CHECK(decision.unmet[0].condition.key == "aws:MultiFactorAuthPresent");
  c.scps = {{kDenyS3}};
  CHECK(check(c) == Outcome::ExplicitDeny);
}

TEST_CASE("an implicit deny names the layers that lack an allow") {
  const Decision decision = decision_of(
      {.identity = Texts{}, .boundary = Texts{kAllowEc2}, .scps = {{kAllow}, {kAllowEc2}}});
  CHECK(decision.lacking == std::vector{Layer::Scp, Layer::Identity, Layer::Boundary});
  CHECK(decision.stages[0].lacking_level == 1);
}

TEST_CASE("everybody may ask who they are") {
  Case c{.identity = Texts{R"({"Effect": "Deny", "Action": "*", "Resource": "*"})"}};
  c.request.action = "sts:GetCallerIdentity";
  CHECK(check(c) == Outcome::Allow);
}

TEST_CASE("actions match without regard to case, wildcards anywhere in the name") {
  const auto [pattern, expected] =
      GENERATE(table<std::string, Outcome>({{"S3:getobject", Outcome::Allow},
                                            {"s3:*Obj*", Outcome::Allow},
                                            {"s3:GetObjec?", Outcome::Allow},
                                            {"s3:", Outcome::ImplicitDeny},
                                            {"s3:GetObject, s3:PutObject", Outcome::ImplicitDeny},
                                            {"*", Outcome::Allow}}));
  CAPTURE(pattern);
  CHECK(check({.identity = Texts{R"({"Effect": "Allow", "Action": ")" + pattern +
                                 R"(", "Resource": "*"})"}}) == expected);
}

}  // namespace
}  // namespace orgsim::sim

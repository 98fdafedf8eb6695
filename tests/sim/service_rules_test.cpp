// Rules of single services: role trust and STS, KMS, S3, IAM's protected objects, Organizations.
#include "sim/decide/service_rules.h"

#include "tests/sim/layered_case.h"

namespace orgsim::sim {
namespace {

const std::string kRcpDeny =
    R"({"Effect": "Deny", "Principal": "*", "Action": ["s3:*", "kms:*", "sts:*"], "Resource": "*"})";

Case asking(const std::string& action, const std::string& resource) {
  Case c{.identity = Texts{kAllow}};
  c.request.action = action;
  c.request.resource = resource;
  return c;
}

TEST_CASE("whom a trust policy must name, in the account and across") {
  const auto [principal, id, account, expected] =
      GENERATE_COPY(table<std::string, Texts, std::string, Outcome>(
          {{aws(kRole), {}, kAccount, Outcome::Allow},
           {aws(kSession), {}, kAccount, Outcome::Allow},
           {aws(kRoot), {}, kAccount, Outcome::ImplicitDeny},
           {aws(kRoot), {kAllow}, kAccount, Outcome::Allow},
           {aws(kAccount), {kAllow}, kAccount, Outcome::Allow},
           {"\"*\"", {}, kAccount, Outcome::Allow},
           {aws(kUser), {kAllow}, kAccount, Outcome::ImplicitDeny},
           {aws(kRole), {}, kOther, Outcome::ImplicitDeny},
           {aws(kRole), {kAllow}, kOther, Outcome::Allow},
           {"\"*\"", {}, kOther, Outcome::ImplicitDeny},
           {"\"*\"", {kAllow}, kOther, Outcome::Allow}}));
  CAPTURE(principal, account);
  Case c = asking("sts:AssumeRole", "arn:aws:iam::" + account + ":role/Target");
  c.identity = id;
  c.request.resource_account = account;
  c.resource = Texts{R"({"Effect": "Allow", "Principal": )" + principal +
                     R"(, "Action": "sts:AssumeRole"})"};
  CHECK(check(c, io::PolicyKind::Trust) == expected);
}

TEST_CASE("session tags and a source identity must be allowed by the trust policy as well") {
  const auto action = GENERATE("sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext");
  Case c = asking(action, "arn:aws:iam::111111111111:role/Target");
  c.resource = Texts{R"({"Effect": "Allow", "Principal": {"AWS": "111111111111"},
                         "Action": "sts:AssumeRole"})"};
  CHECK(check(c, io::PolicyKind::Trust) == Outcome::ImplicitDeny);
  c.resource->push_back(std::string(R"({"Effect": "Allow", "Principal": {"AWS": "111111111111"},
                                        "Action": ")") +
                        action + R"("})");
  CHECK(check(c, io::PolicyKind::Trust) == Outcome::Allow);
}

TEST_CASE("a root user cannot assume a role") {
  Case c = asking("sts:AssumeRole", "arn:aws:iam::111111111111:role/Target");
  c.request.caller = root_caller();
  c.resource = Texts{R"({"Effect": "Allow", "Principal": {"AWS": "111111111111"},
                         "Action": "sts:AssumeRole"})"};
  const Decision decision = decision_of(c, io::PolicyKind::Trust);
  CHECK(decision.outcome == Outcome::ImplicitDeny);
  CHECK(decision.lacking == std::vector{Layer::Service});
}

TEST_CASE("everybody with credentials may ask who they are, whatever denies it") {
  Case c = asking("sts:GetCallerIdentity", "*");
  c.identity = Texts{R"({"Effect": "Deny", "Action": "*", "Resource": "*"})"};
  CHECK(check(c) == Outcome::Allow);
  c.request.caller = {};
  CHECK(check(c) == Outcome::ImplicitDeny);
}

TEST_CASE("a user needs no permission for a session token, but can be denied it") {
  Case c = asking("sts:GetSessionToken", "*");
  c.identity = Texts{};
  CHECK(check(c) == Outcome::ImplicitDeny);  // A role session is no user.
  c.request.caller = user_caller();
  CHECK(check(c) == Outcome::Allow);
  c.identity = Texts{R"({"Effect": "Deny", "Action": "sts:*", "Resource": "*"})"};
  CHECK(check(c) == Outcome::ExplicitDeny);
}

TEST_CASE("privileged tasks on a member's root take an Allow in the management account") {
  Case c = asking("sts:AssumeRoot", "arn:aws:iam::222222222222:root");
  c.request.resource_account = kOther;
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.request.caller.in_management_account = true;
  CHECK(check(c) == Outcome::Allow);
  c.rcps = {{kRcpDeny}};
  CHECK(check(c) == Outcome::ExplicitDeny);
  c.rcps = {};
  c.request.caller.in_management_account = false;
  c.request.caller.delegated_administrator = true;
  CHECK(check(c) == Outcome::Allow);
  c.identity = Texts{};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.request.caller = root_caller();
  CHECK(check(c) == Outcome::ImplicitDeny);
}

TEST_CASE("passing a role is decided by the caller's own policies, within the account") {
  Case c = asking("iam:PassRole", kRole);
  c.resource = Texts{granting("\"*\"", "Deny")};
  CHECK(check(c) == Outcome::Allow);
  c.identity = Texts{};
  c.resource = Texts{granting("\"*\"")};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.identity = Texts{kAllow};
  c.request.resource_account = kOther;
  CHECK(check(c) == Outcome::ImplicitDeny);
}

TEST_CASE("a key obeys its key policy, and IAM where that policy names the account") {
  const std::string key = "arn:aws:kms:us-east-1:111111111111:key/k";
  const auto [policy, id, caller, expected] = GENERATE_COPY(table<Texts, Texts, Caller, Outcome>(
      {{{}, {kAllow}, session_caller(), Outcome::ImplicitDeny},
       {{granting(aws(kRoot))}, {kAllow}, session_caller(), Outcome::Allow},
       {{granting(aws(kRoot))}, {}, session_caller(), Outcome::ImplicitDeny},
       {{granting(aws(kRole))}, {}, session_caller(), Outcome::Allow},
       {{granting(aws(kUser))}, {kAllow}, session_caller(), Outcome::ImplicitDeny},
       {{}, {}, root_caller(), Outcome::ImplicitDeny},
       {{granting(aws(kRoot))}, {}, root_caller(), Outcome::Allow}}));
  Case c = asking("kms:Decrypt", key);
  c.request.caller = caller;
  c.resource = policy;
  c.identity = id;
  CHECK(check(c) == expected);
}

TEST_CASE("identity denies count on a key that does not trust the account") {
  Case c = asking("kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/k");
  c.resource = Texts{granting(aws(kRole))};
  c.identity = Texts{R"({"Effect": "Deny", "Action": "kms:*", "Resource": "*"})"};
  CHECK(check(c) == Outcome::ExplicitDeny);
}

TEST_CASE("actions without a key, and aliases, go by the identity policies") {
  CHECK(check(asking("kms:ListKeys", "*")) == Outcome::Allow);
  const std::string alias = "arn:aws:kms:us-east-1:111111111111:alias/";
  CHECK(check(asking("kms:CreateAlias", alias + "mine")) == Outcome::Allow);
  CHECK(check(asking("kms:CreateAlias", alias + "aws/s3")) == Outcome::ImplicitDeny);
}

TEST_CASE("a grant of a key allows its grantee its operations in its encryption context") {
  Case c = asking("kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/k");
  c.identity = Texts{};
  c.resource = Texts{};
  c.kms_grants = {{.grantee = kRole, .operations = {"Decrypt"}}};
  CHECK(check(c) == Outcome::Allow);
  c.kms_grants[0].grantee = kUser;
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.kms_grants[0].grantee = kRole;
  c.kms_grants[0].operations = {"Encrypt"};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.kms_grants[0].operations = {"Decrypt"};
  c.kms_grants[0].encryption_context_subset = {{"dept", "it"}};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.request.context.set("kms:EncryptionContext:dept", NotKnown{});
  CHECK(check(c) == Outcome::Conditional);
  c.request.context.set("kms:EncryptionContext:dept", Present{{"it"}, false});
  c.request.context.set("kms:EncryptionContextKeys", Present{{"dept", "team"}, true});
  CHECK(check(c) == Outcome::Allow);
  c.kms_grants[0].encryption_context_equals = {{"dept", "it"}};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.resource = Texts{granting("\"*\"", "Deny")};
  c.kms_grants[0].encryption_context_equals = {};
  CHECK(check(c) == Outcome::ExplicitDeny);
}

TEST_CASE("what a grant asks of the encryption context is weighed with what policies ask of it") {
  Case c = asking("kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/k");
  c.kms_grants = {{.grantee = kRole,
                   .operations = {"Decrypt"},
                   .encryption_context_subset = {{"dept", "${it}"}}}};
  c.request.context.set("kms:EncryptionContext:dept", NotKnown{});
  CHECK(check(c) == Outcome::Conditional);
  c.identity =
      Texts{if_("Deny", R"({"StringEquals": {"kms:EncryptionContext:dept": "${$}{it}"}})")};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.identity = Texts{if_("Deny", R"({"Null": {"kms:EncryptionContext:dept": "false"}})")};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.identity = Texts{if_("Deny", R"({"StringEquals": {"kms:EncryptionContext:dept": "hr"}})")};
  CHECK(check(c) == Outcome::Conditional);
}

TEST_CASE("a grant of every operation by a wildcard grants none") {
  Case c = asking("kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/k");
  c.identity = Texts{};
  c.kms_grants = {{.grantee = kRole, .operations = {"*", "De?rypt"}}};
  CHECK(check(c) == Outcome::ImplicitDeny);
}

TEST_CASE("retiring a grant is outside RCPs") {
  Case c = asking("kms:RetireGrant", "arn:aws:kms:us-east-1:111111111111:key/k");
  c.resource = Texts{granting(aws(kRoot))};
  c.rcps = {{kRcpDeny}};
  CHECK(check(c) == Outcome::Allow);
  c.request.action = "kms:Decrypt";
  CHECK(check(c) == Outcome::ExplicitDeny);
}

TEST_CASE("the root user of a bucket's owner repairs the bucket policy whatever that says") {
  const auto action = GENERATE("s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy");
  Case c = asking(action, "arn:aws:s3:::b");
  c.resource = Texts{granting("\"*\"", "Deny")};
  CHECK(check(c) == Outcome::ExplicitDeny);
  c.request.caller = root_caller();
  CHECK(check(c) == Outcome::Allow);
  c.scps = {{kDenyS3}};
  CHECK(check(c) == Outcome::ExplicitDeny);
  c.scps = {};
  c.request.action = "s3:GetObject";
  CHECK(check(c) == Outcome::ExplicitDeny);
  c.request.action = action;
  c.request.resource_account = kOther;
  CHECK(check(c) == Outcome::ExplicitDeny);
}

TEST_CASE("AWS managed policies and roles of AWS never change") {
  const std::string managed = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  const std::string own = "arn:aws:iam::111111111111:policy/Mine";
  const std::string reserved =
      "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_1";
  const std::string linked =
      "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";
  const auto [action, resource, expected] = GENERATE_COPY(table<std::string, std::string, Outcome>(
      {{"iam:CreatePolicyVersion", managed, Outcome::ImplicitDeny},
       {"iam:TagPolicy", managed, Outcome::ImplicitDeny},
       {"iam:GetPolicy", managed, Outcome::Allow},
       {"iam:CreatePolicyVersion", own, Outcome::Allow},
       {"iam:PassRole", reserved, Outcome::ImplicitDeny},
       {"iam:UpdateAssumeRolePolicy", reserved, Outcome::ImplicitDeny},
       {"iam:GetRole", reserved, Outcome::Allow},
       {"iam:AttachRolePolicy", linked, Outcome::ImplicitDeny},
       {"iam:UpdateRoleDescription", linked, Outcome::Allow},
       {"iam:AttachRolePolicy", kRole, Outcome::Allow},
       {"iam:AttachRolePolicy", "arn:aws:iam::111111111111:role/AWSServiceRoleForX",
        Outcome::Allow}}));
  CAPTURE(action, resource);
  CHECK(check(asking(action, resource)) == expected);
}

TEST_CASE("an explicit deny is reported before a rule of the service") {
  Case c = asking("iam:DeletePolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess");
  c.identity->push_back(R"({"Effect": "Deny", "Action": "iam:*", "Resource": "*"})");
  CHECK(check(c) == Outcome::ExplicitDeny);
}

TEST_CASE("Organizations leaves some calls to the management account") {
  Case c = asking("organizations:CreateAccount", "*");
  c.scps = {{kAllow}};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.request.caller.delegated_administrator = true;
  CHECK(check(c) == Outcome::Allow);
  c.request.caller.delegated_administrator = false;
  c.request.caller.in_management_account = true;
  CHECK(check(c) == Outcome::Allow);
  c.request.action = "organizations:LeaveOrganization";
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.request.caller.in_management_account = false;
  CHECK(check(c) == Outcome::Allow);
}

TEST_CASE("an action that takes no resource is asked for `*`") {
  const auto [element, expected] = GENERATE(
      table<std::string, Outcome>({{R"("Resource": "*")", Outcome::Allow},
                                   {R"("Resource": "arn:aws:s3:::b")", Outcome::ImplicitDeny},
                                   {R"("Resource": "arn:aws:s3:::*")", Outcome::ImplicitDeny},
                                   {R"("NotResource": "arn:aws:s3:::b")", Outcome::Allow},
                                   {R"("NotResource": "*")", Outcome::ImplicitDeny}}));
  CAPTURE(element);
  Case c = asking("s3:ListAllMyBuckets", "*");
  c.identity = Texts{R"({"Effect": "Allow", "Action": "s3:*", )" + element + "}"};
  CHECK(check(c) == expected);
}

TEST_CASE("a service that assumes its service-linked role minds no RCP") {
  Case c =
      asking("sts:AssumeRole", "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/R");
  c.request.caller = service_caller("x.amazonaws.com");
  c.resource = Texts{granting(R"({"Service": "x.amazonaws.com"})")};
  c.rcps = {{kRcpDeny}};
  CHECK(check(c, io::PolicyKind::Trust) == Outcome::Allow);
  c.request.resource = kRole;
  CHECK(check(c, io::PolicyKind::Trust) == Outcome::ExplicitDeny);
}

}  // namespace
}  // namespace orgsim::sim

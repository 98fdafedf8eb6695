// Which layers bear on which caller: IAM User Guide, "Policy evaluation logic"; AWS Organizations
// User Guide, "Service control policies (SCPs)" and "Resource control policies (RCPs)".
#include "tests/sim/layered_case.h"

namespace orgsim::sim {
namespace {

const std::string kRcpDeny =
    R"({"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"})";
const std::string kOpen = granting("\"*\"");
constexpr auto kEndpointDeny =
    R"({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"})";

Caller linked_role() {
  Caller caller = session_caller();
  caller.role_arn = "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/App";
  return caller;
}
Caller in_management(Caller caller) {
  caller.in_management_account = true;
  return caller;
}

/// Allowed by everything but one layer, which allows nothing: whether the caller minds.
Outcome without(Caller caller, Layer layer) {
  Case c{.identity = Texts{kAllow}, .resource = Texts{kOpen}};
  c.request.caller = std::move(caller);
  switch (layer) {
    case Layer::Scp:
      c.scps = {{}};
      break;
    case Layer::Rcp:
      c.rcps = {{kRcpDeny}};
      break;
    case Layer::Endpoint:
      c.endpoint = Texts{kEndpointDeny};
      break;
    case Layer::Identity:
      c.identity = Texts{kDenyS3};
      break;
    case Layer::Boundary:
      c.boundary = Texts{kDenyS3};
      break;
    case Layer::Session:
      c.session = Texts{kDenyS3};
      break;
    case Layer::Resource:
      c.resource = Texts{};
      c.identity = Texts{};
      break;
    case Layer::Service:
      break;
  }
  return check(c);
}

TEST_CASE("each caller minds the layers that bear on it") {
  const Caller session = session_caller();
  const Caller user = user_caller();
  const Caller root = root_caller();
  const Caller service = service_caller("x.amazonaws.com");
  const Caller anonymous{};
  const Caller provider{.kind = CallerKind::FederatedProvider,
                        .arn = "arn:aws:iam::111111111111:saml-provider/p"};
  const auto [caller, layer, minds] =
      GENERATE_COPY(table<Caller, Layer, bool>({{session, Layer::Scp, true},
                                                {session, Layer::Rcp, true},
                                                {session, Layer::Endpoint, true},
                                                {session, Layer::Identity, true},
                                                {session, Layer::Boundary, true},
                                                {session, Layer::Session, true},
                                                {user, Layer::Scp, true},
                                                {user, Layer::Boundary, true},
                                                {root, Layer::Scp, true},
                                                {root, Layer::Rcp, true},
                                                {root, Layer::Identity, false},
                                                {root, Layer::Boundary, false},
                                                {root, Layer::Resource, false},
                                                {root, Layer::Endpoint, true},
                                                {in_management(session), Layer::Scp, false},
                                                {in_management(root), Layer::Scp, false},
                                                {in_management(session), Layer::Rcp, true},
                                                {linked_role(), Layer::Scp, false},
                                                {linked_role(), Layer::Rcp, false},
                                                {linked_role(), Layer::Boundary, false},
                                                {linked_role(), Layer::Session, false},
                                                {linked_role(), Layer::Endpoint, false},
                                                {linked_role(), Layer::Identity, true},
                                                {service, Layer::Scp, false},
                                                {service, Layer::Rcp, true},
                                                {service, Layer::Identity, false},
                                                {service, Layer::Endpoint, false},
                                                {service, Layer::Resource, true},
                                                {anonymous, Layer::Scp, false},
                                                {anonymous, Layer::Rcp, true},
                                                {anonymous, Layer::Endpoint, true},
                                                {anonymous, Layer::Resource, true},
                                                {provider, Layer::Scp, false},
                                                {provider, Layer::Rcp, true},
                                                {provider, Layer::Endpoint, false},
                                                {provider, Layer::Resource, true}}));
  CAPTURE(caller.arn, caller.role_arn, caller.in_management_account, static_cast<int>(layer));
  CHECK((without(caller, layer) != Outcome::Allow) == minds);
}

TEST_CASE("the grant classes of a user, a federated session and a root user") {
  const Texts yes = {kAllow};
  const Texts no = {};
  const auto [caller, grant, id, pb, sp, expected] =
      GENERATE_COPY(table<Caller, std::string, Texts, Texts, Texts, Outcome>(
          {{user_caller(), kUser, no, no, yes, Outcome::Allow},
           {user_caller(), kAccount, no, yes, yes, Outcome::ImplicitDeny},
           {user_caller(), kAccount, yes, yes, yes, Outcome::Allow},
           {federated_caller(), kFederated, no, no, no, Outcome::Allow},
           {federated_caller(), kUser, no, yes, yes, Outcome::Allow},
           {federated_caller(), kUser, no, no, yes, Outcome::ImplicitDeny},
           {federated_caller(), kUser, no, yes, no, Outcome::ImplicitDeny},
           {federated_caller(), kRoot, yes, yes, yes, Outcome::Allow},
           {root_caller(), kRoot, no, no, yes, Outcome::Allow}}));
  CAPTURE(caller.arn, grant);
  Case c{.identity = id, .boundary = pb, .session = sp, .resource = Texts{granting(aws(grant))}};
  c.request.caller = caller;
  CHECK(check(c) == expected);
}

TEST_CASE("a federated user without a session policy has no permissions of its own") {
  Case c{.identity = Texts{kAllow}};
  c.request.caller = federated_caller();
  const Decision decision = decision_of(c);
  CHECK(decision.outcome == Outcome::ImplicitDeny);
  CHECK(decision.lacking == std::vector{Layer::Session});
  c.resource = Texts{granting(aws(kFederated))};
  CHECK(check(c) == Outcome::Allow);
}

TEST_CASE("a session of AssumeRoot is limited by its task policy, whatever grants it") {
  Case c{.session = Texts{kAllowS3}, .resource = Texts{granting(aws(kRoot))}};
  c.request.caller = root_caller();
  CHECK(check(c) == Outcome::Allow);
  c.session = Texts{kAllowEc2};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.resource = Texts{kOpen};
  CHECK(check(c) == Outcome::ImplicitDeny);
}

TEST_CASE("a role named without a session is its role, not a session") {
  Case c{.boundary = Texts{}, .resource = Texts{granting(aws(kRole))}};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.request.caller.arn = kRole;
  CHECK(check(c) == Outcome::ImplicitDeny);
}

TEST_CASE("a principal of another account needs both accounts, its root included") {
  Case c{.identity = Texts{kAllow}, .resource = Texts{granting(aws(kAccount))}};
  c.request.resource_account = kOther;
  CHECK(check(c) == Outcome::Allow);
  c.request.caller = root_caller();
  CHECK(check(c) == Outcome::Allow);
  c.resource = Texts{granting(aws(kOther))};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.request.caller = session_caller();
  c.resource = Texts{granting(aws(kSession))};
  c.session = Texts{};
  CHECK(check(c) == Outcome::ImplicitDeny);
}

TEST_CASE("a service is named in full, with its Region where it has one") {
  Case c{.resource = Texts{granting(R"({"Service": "x.amazonaws.com"})")}};
  c.request.caller = service_caller("x.amazonaws.com");
  CHECK(check(c) == Outcome::Allow);
  c.request.caller = service_caller("x.ap-east-1.amazonaws.com");
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.resource = Texts{granting(aws(kAccount))};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.resource = Texts{granting(aws("*"))};
  CHECK(check(c) == Outcome::Allow);
}

TEST_CASE("unique ids name a user or role, and not one created again under the same name") {
  Case c{.resource = Texts{granting(aws("AROAEXAMPLE"))}};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.request.caller.unique_id = "AROAEXAMPLE";
  CHECK(check(c) == Outcome::Allow);
}

TEST_CASE("a canonical user is its account") {
  Case c{.identity = Texts{kAllow}, .resource = Texts{granting(R"({"CanonicalUser": "abc"})")}};
  c.request.resource_account = kOther;
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.request.caller.canonical_user = "abc";
  CHECK(check(c) == Outcome::Allow);
}

TEST_CASE("a SAML or OIDC provider calls STS by the trust policy alone") {
  Case c{.resource = Texts{R"({"Effect": "Allow", "Action": "sts:AssumeRoleWithSAML",
                               "Principal": {"Federated": "arn:aws:iam::1:saml-provider/p"},
                               "Condition": {"StringEquals": {"SAML:aud": "here"}}})"}};
  c.request.caller = {.kind = CallerKind::FederatedProvider,
                      .arn = "arn:aws:iam::1:saml-provider/p"};
  c.request.action = "sts:AssumeRoleWithSAML";
  c.request.resource = kRole;
  CHECK(check(c, io::PolicyKind::Trust) == Outcome::ImplicitDeny);
  c.request.context.set("saml:AUD", Present{{"here"}, false});
  CHECK(check(c, io::PolicyKind::Trust) == Outcome::Allow);
  c.request.caller.arn = "arn:aws:iam::1:saml-provider/q";
  CHECK(check(c, io::PolicyKind::Trust) == Outcome::ImplicitDeny);
}

TEST_CASE("a statement without principal covers nobody in a resource-based policy") {
  CHECK(check({.resource = Texts{kAllow}}) == Outcome::ImplicitDeny);
  CHECK(check({.identity = Texts{kAllow}, .resource = Texts{kDenyS3}}) == Outcome::Allow);
}

TEST_CASE("an endpoint policy must allow, by principal too, and never grants") {
  Case c{.identity = Texts{kAllow}, .endpoint = Texts{}};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.endpoint = Texts{granting(aws(kUser))};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.endpoint = Texts{granting(aws(kRole))};
  CHECK(check(c) == Outcome::Allow);
  c.identity = Texts{};
  CHECK(check(c) == Outcome::ImplicitDeny);
  c.resource = Texts{kOpen};
  c.endpoint = Texts{};
  CHECK(check(c) == Outcome::ImplicitDeny);
}

TEST_CASE("NotPrincipal exempts surely with account and entity, the session alone being unsure") {
  const auto denying = [](const std::string& arns) {
    return Texts{R"({"Effect": "Deny", "NotPrincipal": {"AWS": [)" + arns +
                 R"(]}, "Action": "*", "Resource": "*"})"};
  };
  const auto [listed, expected] = GENERATE(table<std::string, Outcome>(
      {{R"("222222222222")", Outcome::ExplicitDeny},
       {R"("111111111111")", Outcome::Conditional},
       {R"("arn:aws:iam::111111111111:role/App")", Outcome::Conditional},
       {R"("111111111111", "arn:aws:sts::111111111111:assumed-role/App/s")", Outcome::Conditional},
       {R"("111111111111", "arn:aws:iam::111111111111:role/App")", Outcome::Allow},
       {R"("*")", Outcome::Allow}}));
  CAPTURE(listed);
  CHECK(check({.identity = Texts{kAllow}, .resource = denying(listed)}) == expected);
}

TEST_CASE("NotPrincipal with Allow grants those of whom nothing is listed") {
  const auto [listed, expected] = GENERATE(table<std::string, Outcome>(
      {{R"("222222222222")", Outcome::Allow},
       {R"("111111111111")", Outcome::ImplicitDeny},
       {R"("arn:aws:iam::111111111111:role/App")", Outcome::ImplicitDeny},
       {R"("arn:aws:sts::111111111111:assumed-role/App/s")", Outcome::ImplicitDeny},
       {R"("arn:aws:iam::111111111111:role/Other")", Outcome::Allow},
       {R"("*")", Outcome::ImplicitDeny}}));
  CAPTURE(listed);
  CHECK(check({.identity = Texts{},
               .resource = Texts{R"({"Effect": "Allow", "NotPrincipal": {"AWS": [)" + listed +
                                 R"(]}, "Action": "*", "Resource": "*"})"}}) == expected);
}

TEST_CASE("NotPrincipal with Deny always covers a principal with a permissions boundary") {
  Case c{.identity = Texts{kAllow},
         .boundary = Texts{kAllow},
         .resource = Texts{R"({"Effect": "Deny", "NotPrincipal": {"AWS": ["111111111111",
             "arn:aws:iam::111111111111:role/App"]}, "Action": "*", "Resource": "*"})"}};
  CHECK(check(c) == Outcome::ExplicitDeny);
  c.request.caller = service_caller("x.amazonaws.com");
  CHECK(check(c) == Outcome::ExplicitDeny);
}

}  // namespace
}  // namespace orgsim::sim

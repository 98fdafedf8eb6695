#include "sim/decide/compiled_policy.h"

#include "tests/sim/layered_case.h"

namespace orgsim::sim {
namespace {

TEST_CASE("service and name of an action compare without regard to case") {
  const auto [pattern, action, expected] = GENERATE(
      table<std::string, std::string, bool>({{"*", "s3:GetObject", true},
                                             {"*:*", "s3:GetObject", true},
                                             {"S3:getOBJECT", "s3:GetObject", true},
                                             {"s3:*", "S3:GetObject", true},
                                             {"s3:Get*", "s3:GetObject", true},
                                             {"s3:Get*", "s3:PutObject", false},
                                             {"s3:*Object", "s3:GetObject", true},
                                             {"s3:?etObject", "s3:GetObject", true},
                                             {"s3:GetObject?", "s3:GetObject", false},
                                             {"s3:Get*", "s3express:GetObject", false},
                                             {"s*:GetObject", "s3:GetObject", false},
                                             {"s3:", "s3:GetObject", false},
                                             {"s3:GetObject ", "s3:GetObject", false},
                                             {"s3: GetObject", "s3:GetObject", false},
                                             {"s3:GetObject,PutObject", "s3:GetObject", false},
                                             {"GetObject", "s3:GetObject", false}}));
  CAPTURE(pattern, action);
  CHECK(ActionPattern(pattern).matches(action) == expected);
}

TEST_CASE("a statement is refused by the mark of its services only when it cannot apply") {
  const CompiledPolicy policy(io::read_policy(R"({"Statement": [
          {"Effect": "Allow", "Action": ["s3:Get*", "ec2:*"], "Resource": "*"},
          {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]})",
                                              0, io::PolicyKind::Identity)
                                  .value());
  const auto statements = policy.statements();
  CHECK((statements[0].services & service_mark("s3")) != 0);
  CHECK((statements[0].services & service_mark("ec2")) != 0);
  CHECK(statements[1].services == kEveryService);
  CHECK(policy.services() == kEveryService);
}

/// Whether an Allow with this resource, in the layer, covers a queue.
bool covers(const std::string& resource, Layer layer) {
  const std::string body = R"("Action": "*", "Resource": ")" + resource + R"("})";
  const Texts plain = {R"({"Effect": "Allow", )" + body};
  const Texts with_principal = {R"({"Effect": "Allow", "Principal": "*", )" + body};
  Case c{.identity = Texts{kAllow}};
  c.request.action = "sqs:SendMessage";
  c.request.resource = "arn:aws:sqs:us-east-1:111111111111:q";
  if (layer == Layer::Identity) {
    c.identity = plain;
  } else if (layer == Layer::Scp) {
    c.scps = {plain};
  } else if (layer == Layer::Rcp) {
    c.rcps = {{R"({"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": ")" +
               resource + R"("})"}};
    return check(c) == Outcome::ExplicitDeny;
  } else {
    c.endpoint = with_principal;
  }
  return check(c) == Outcome::Allow;
}

TEST_CASE("an ARN of fewer than six fields counts by the kind of policy") {
  const auto [resource, identity, endpoint, scp, rcp] = GENERATE(
      table<std::string, bool, bool, bool, bool>({{"arn:aws:sqs", true, false, false, false},
                                                  {"arn:aws:sqs:*", true, true, true, false},
                                                  {"arn:aws:sqs:us-*-1", true, true, false, false},
                                                  {"arn:aws:sns:*", false, false, false, false},
                                                  {"arn:aws:sqs:*:*:*", true, true, true, true},
                                                  {"*", true, true, true, true}}));
  CAPTURE(resource);
  CHECK(covers(resource, Layer::Identity) == identity);
  CHECK(covers(resource, Layer::Endpoint) == endpoint);
  CHECK(covers(resource, Layer::Scp) == scp);
  CHECK(covers(resource, Layer::Rcp) == rcp);
}

TEST_CASE("the switch for strict segments keeps every wildcard in its field") {
  const PolicyDocument document =
      io::read_policy(R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Action": "*", "Resource": "arn:aws:*:111111111111:q:x"}]})",
                      0, io::PolicyKind::Identity)
          .value();
  const CompiledPolicy open(document);
  const CompiledPolicy strict(document, {.wildcards_stay_in_field = true});
  Case c;
  c.request.action = "sqs:SendMessage";
  c.request.resource = "arn:aws:sqs:us-east-1:111111111111:q:x";
  const auto decided = [&](const CompiledPolicy& policy) {
    const std::array<PolicyRef, 1> identity = {&policy};
    return decide({.identity = std::span<const PolicyRef>(identity)}, c.request);
  };
  CHECK(decided(open) == Outcome::Allow);
  CHECK(decided(strict) == Outcome::ImplicitDeny);
}

TEST_CASE("resource variables: valueless ones match nothing, in NotResource they exclude nothing") {
  const auto [element, effect, expected] = GENERATE(table<std::string, std::string, Outcome>(
      {{R"("Resource": "arn:aws:s3:::b/${aws:username}")", "Allow", Outcome::ImplicitDeny},
       {R"("Resource": "arn:aws:s3:::b/${aws:username, 'k'}")", "Allow", Outcome::Allow},
       {R"("Resource": "arn:aws:s3:::b/${key}")", "Allow", Outcome::Allow},
       {R"("Resource": "arn:aws:s3:::b/${many}")", "Allow", Outcome::ImplicitDeny},
       {R"("Resource": "arn:aws:s3:::b/${star}")", "Allow", Outcome::ImplicitDeny},
       {R"("Resource": "arn:aws:s3:${key}::b/k")", "Allow", Outcome::ImplicitDeny},
       {R"("NotResource": "arn:aws:s3:::b/${aws:username}")", "Allow", Outcome::Allow},
       {R"("NotResource": "arn:aws:s3:::b/${key}")", "Allow", Outcome::ImplicitDeny},
       {R"("NotResource": "arn:aws:s3:::b/${aws:username}")", "Deny", Outcome::ExplicitDeny}}));
  CAPTURE(element, effect);
  Case c{.identity = Texts{R"({"Effect": ")" + effect + R"(", "Action": "*", )" + element + "}"}};
  if (effect == "Deny") {
    c.identity->push_back(kAllow);
  }
  c.request.context.set("key", Present{{"k"}, false});
  c.request.context.set("many", Present{{"k", "l"}, true});
  c.request.context.set("star", Present{{"*"}, false});
  CHECK(check(c) == expected);
}

TEST_CASE("a document of 2008 takes ${...} for plain text, so that its Deny is dead") {
  const CompiledPolicy policy(io::read_policy(R"({"Version": "2008-10-17", "Statement": [
          {"Effect": "Allow", "Action": "*", "Resource": "*"},
          {"Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::b/${key}"}]})",
                                              0, io::PolicyKind::Identity)
                                  .value());
  const std::array<PolicyRef, 1> identity = {&policy};
  const LayeredPolicies layers{.identity = std::span<const PolicyRef>(identity)};
  Case c;
  c.request.context.set("key", Present{{"k"}, false});
  CHECK(decide(layers, c.request) == Outcome::Allow);
  c.request.resource = "arn:aws:s3:::b/${key}";
  CHECK(decide(layers, c.request) == Outcome::ExplicitDeny);
}

TEST_CASE("an uncertain Deny may deny what it covers, and nothing else") {
  PolicyDocument document =
      io::read_policy(R"({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"},
          {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]})",
                      0, io::PolicyKind::Identity)
          .value();
  document.statements[1].uncertain = true;
  const CompiledPolicy policy(std::move(document));
  const std::array<PolicyRef, 1> identity = {&policy};
  const LayeredPolicies layers{.identity = std::span<const PolicyRef>(identity)};
  Case c;
  CHECK(decide(layers, c.request) == Outcome::Conditional);
  c.request.action = "ec2:RunInstances";
  CHECK(decide(layers, c.request) == Outcome::Allow);
}

/// Answers one key and counts how often it is asked.
class Resolver : public KeyResolver {
 public:
  KeyValue resolve(std::string_view key) const override {
    ++asked;
    return key == "aws:principalorgid" ? KeyValue(Present{{"o-1"}, false}) : KeyValue(NotKnown{});
  }
  mutable int asked = 0;
};

TEST_CASE("a resolver is asked for keys that nobody stated, and once for each") {
  const Resolver resolver;
  Case c{.identity = Texts{if_("Allow", R"({"StringEquals": {"aws:PrincipalOrgID": "o-1"}})"),
                           if_("Deny", R"({"StringEquals": {"aws:PRINCIPALORGID": "o-2"}})")}};
  c.request.context = Context(resolver);
  CHECK(check(c) == Outcome::Allow);
  CHECK(resolver.asked == 1);
}

}  // namespace
}  // namespace orgsim::sim

// The element matrix of the IAM User Guide, "IAM JSON policy element reference", and of the AWS
// Organizations User Guide, "SCP syntax" and "RCP syntax".
#include "io/read/policy_grammar.h"

#include <catch2/catch.hpp>

#include "io/read/policy_quota.h"
#include "io/read/policy_reader.h"

namespace orgsim::io {
namespace {

using enum PolicyKind;

/// The codes of a statement's problems, in their order.
std::vector<std::string> codes(const std::string& statement, PolicyKind kind,
                               PolicyMode mode = PolicyMode::Strict, bool warnings = false) {
  const auto json = parse_json(R"({"Version": "2012-10-17", "Statement": )" + statement + "}", 0);
  Diagnostics diagnostics;
  if (json) {
    read_policy(*json, kind, mode, diagnostics);
  } else {
    diagnostics = json.error();
  }
  std::vector<std::string> result;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (warnings || diagnostic.level == DiagnosticLevel::Error) {
      result.push_back(diagnostic.code);
    }
  }
  return result;
}

PolicyDocument read(const std::string& statements, PolicyKind kind, PolicyMode mode) {
  const auto json = parse_json(R"({"Statement": )" + statements + "}", 0);
  Diagnostics diagnostics;
  PolicyDocument document = read_policy(json.value(), kind, mode, diagnostics);
  CHECK_FALSE(has_errors(diagnostics));
  return document;
}

using Codes = std::vector<std::string>;

TEST_CASE("the element matrix, kind by kind") {
  const std::string base = R"({"Effect": "Deny", "Action": "s3:*")";
  const std::string everyone = R"(, "Principal": "*")";
  const std::string nobody = R"(, "NotPrincipal": {"AWS": "111111111111"})";
  const std::string resource = R"(, "Resource": "*")";
  const auto [kind, elements, expected] = GENERATE_COPY(table<PolicyKind, std::string, Codes>(
      {{Identity, resource, {}},
       {Identity, "", {"E1103"}},
       {Identity, everyone + resource, {"E1108"}},
       {Resource, everyone + resource, {}},
       {Resource, nobody + resource, {}},
       {Resource, resource, {"E1103"}},
       {Resource, everyone, {"E1103"}},
       {Trust, everyone, {}},
       {Trust, everyone + resource, {"E1108"}},
       {Trust, nobody, {"E1108"}},
       {KmsKey, everyone + resource, {}},
       {KmsKey, everyone, {"E1103"}},
       {KmsKey, nobody + resource, {}},
       {VpcEndpoint, everyone + resource, {}},
       {VpcEndpoint, resource, {"E1103"}},
       {Scp, resource, {}},
       {Scp, "", {}},
       {Scp, everyone + resource, {"E1108"}},
       {Scp, nobody + resource, {"E1108", "E1108"}},
       {Rcp, everyone + resource, {}},
       {Rcp, everyone, {"E1103"}},
       {Rcp, resource, {"E1103"}},
       {Rcp, nobody + resource, {"E1108", "E1108"}},
       {Rcp, R"(, "Principal": {"AWS": "111111111111"}, "Resource": "*")", {"E1108"}}}));
  CAPTURE(grammar_of(kind).name, elements);
  CHECK(codes(base + elements + "}", kind) == expected);
}

TEST_CASE("SCPs have the whole language since 2025-09-19") {
  const auto elements =
      GENERATE(R"("NotAction": "s3:*", "Resource": "*")",
               R"("Action": "s3:*Object", "Resource": "arn:aws:s3:::b/*")",
               R"("Action": "s3:Get*Tagging", "NotResource": "arn:aws:s3:::b/*")",
               R"("Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:x": true}})");
  const auto effect = GENERATE("Allow", "Deny");
  CAPTURE(elements, effect);
  CHECK(codes(std::string(R"({"Effect": ")") + effect + R"(", )" + elements + "}", Scp).empty());
}

TEST_CASE("customer RCPs only deny, and name a service") {
  const std::string rest = R"(, "Principal": "*", "Resource": "*"})";
  CHECK(codes(R"({"Effect": "Allow", "Action": "*")" + rest, Rcp).empty());  // RCPFullAWSAccess.
  CHECK(codes(R"({"Effect": "Allow", "Action": "s3:*")" + rest, Rcp) == Codes{"E1108"});
  CHECK(codes(R"({"Effect": "Deny", "Action": "*")" + rest, Rcp) == Codes{"E1108"});
  CHECK(codes(R"({"Effect": "Deny", "NotAction": "s3:*")" + rest, Rcp) == Codes{"E1108"});
  CHECK(codes(R"({"Effect": "Deny", "Action": "s3:*Object")" + rest, Rcp).empty());
}

TEST_CASE("elements that exclude each other, and lists that hold nothing") {
  CHECK(codes(R"({"Effect": "Deny", "Action": "*", "Resource": "*", "NotResource": "*"})",
              Identity) == Codes{"E1106"});
  CHECK(codes(R"({"Effect": "Deny", "Action": "*", "Resource": "*", "Principal": "*",
                  "NotPrincipal": "*"})",
              Resource) == Codes{"E1106"});
  CHECK(codes(R"({"Effect": "Deny", "Action": [], "Resource": "*"})", Identity) == Codes{"E1103"});
  CHECK(codes(R"({"Effect": "Deny", "Action": "*", "Resource": []})", Identity) == Codes{"E1103"});
}

TEST_CASE("an action is `*` or has a literal service") {
  const auto [action, expected] = GENERATE(table<std::string, Codes>({{"*", {}},
                                                                      {"*:*", {}},
                                                                      {"S3:getobject", {}},
                                                                      {"s3:?et*", {}},
                                                                      {"s*:Get", {"E1113"}},
                                                                      {"?3:Get", {"E1113"}},
                                                                      {"*:Get", {"E1113"}},
                                                                      {"GetObject", {"E1113"}},
                                                                      {"s3: any text", {}},
                                                                      {"s3:Get:Object", {"E1113"}},
                                                                      {"s 3:Get", {"E1113"}},
                                                                      {"", {"E1113"}},
                                                                      {":Get", {"E1113"}}}));
  CAPTURE(action);
  CHECK(codes(R"({"Effect": "Deny", "Action": ")" + action + R"(", "Resource": "*"})", Identity) ==
        expected);
}

TEST_CASE("a resource is `*` or an ARN, which may end early") {
  const auto [resource, expected] =
      GENERATE(table<std::string, Codes>({{"*", {}},
                                          {"arn:aws:s3:::b/${aws:username}", {}},
                                          {"arn:aws:s3", {}},
                                          {"arn:*", {}},
                                          {"arn:error:s3:::b", {"E1114"}},
                                          {"aws:s3:::b", {"E1114"}},
                                          {"ARN:aws:s3:::b", {"E1114"}},
                                          {" arn:aws:s3:::b", {"E1114"}},
                                          {"*:aws:s3:::b", {}},
                                          {"arn:aws::::b", {"E1114"}},
                                          {"bucket", {"E1114"}},
                                          {"", {"E1114"}}}));
  CAPTURE(resource);
  CHECK(codes(R"({"Effect": "Allow", "Action": "*", "Resource": ")" + resource + R"("})",
              Identity) == expected);
}

TEST_CASE("a variable may stand in the sixth part of a resource only") {
  const auto [resource, expected] =
      GENERATE(table<std::string, Codes>({{"arn:aws:iam::111111111111:user/${aws:username}", {}},
                                          {"arn:aws:s3:::${a:b}:${c:d}", {}},
                                          {"arn:aws:s3::${:b", {}},
                                          {"arn:${aws:Partition}:s3:::b", {"E1114"}},
                                          {"arn:aws:${a:b}:::b", {"E1114"}},
                                          {"arn:aws:sqs:${aws:RequestedRegion}:1:q", {"E1114"}},
                                          {"arn:aws:iam::${aws:PrincipalAccount}:*", {"E1114"}},
                                          {"${aws:PrincipalTag/Arn}", {"E1114"}}}));
  CAPTURE(resource);
  const std::string rest = R"(", "Action": "*", "Resource": ")" + resource + R"("})";
  CHECK(codes(R"({"Effect": "Deny)" + rest, Identity) == expected);
  CHECK(codes(R"({"Effect": "Deny)" + rest, Identity, PolicyMode::Tolerant) == expected);
  CHECK(codes(R"({"Effect": "Allow)" + rest, Identity, PolicyMode::Tolerant).empty());
  // In the older version it is text.
  CHECK(read_policy(R"({"Statement": {"Effect": "Deny", "Action": "*",
                        "Resource": "arn:aws:sqs:${aws:RequestedRegion}:1:q"}})",
                    0, Identity)
            .has_value());
}

TEST_CASE("a policy without statements says nothing, and is worth a warning") {
  const auto json = parse_json(R"({"Version": "2012-10-17", "Statement": []})", 0);
  Diagnostics diagnostics;
  CHECK(read_policy(json.value(), Identity, PolicyMode::Strict, diagnostics).statements.empty());
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].level == DiagnosticLevel::Warning);
}

TEST_CASE("a tolerant reader takes what matches nothing only where an Allow is lost") {
  const auto tolerant = [](const std::string& effect, const std::string& elements) {
    return codes(R"({"Effect": ")" + effect + R"(", )" + elements + "}", Resource,
                 PolicyMode::Tolerant);
  };
  const std::string everyone = R"("Principal": "*", )";
  const std::string resource = everyone + R"("Action": "*", "Resource": "b")";
  CHECK(tolerant("Allow", resource).empty());
  CHECK(tolerant("Deny", resource) == Codes{"E1114"});
  const std::string rest = R"(Principal": {"AWS": "role/App*"}, "Action": "*", "Resource": "*")";
  CHECK(tolerant("Allow", R"(")" + rest).empty());
  CHECK(tolerant("Deny", R"(")" + rest) == Codes{"E1111"});
  CHECK(tolerant("Allow", R"("Not)" + rest) == Codes{"E1111"});
  CHECK(tolerant("Deny", R"("Not)" + rest).empty());
}

TEST_CASE("an Allow with a wildcard in the service grants nothing, and is no error") {
  CHECK(codes(R"({"Effect": "Allow", "Action": "*:Get", "Resource": "*"})", Identity).empty());
}

TEST_CASE("who an AWS principal can be") {
  const auto [principal, expected] =
      GENERATE(table<std::string, Codes>({{"*", {}},
                                          {"111111111111", {}},
                                          {"arn:aws:iam::111111111111:root", {}},
                                          {"arn:aws:iam::111111111111:user/path/ada", {}},
                                          {"arn:aws:sts::111111111111:assumed-role/App/s", {}},
                                          {"arn:aws:sts::111111111111:federated-user/bob", {}},
                                          {"AROAEXAMPLEID", {}},
                                          {"arn:aws:iam::111111111111:role/*", {"E1111"}},
                                          {"arn:aws:iam::111111111111:group/g", {"E1111"}},
                                          {"arn:aws:iam::111111111111:user/${a:b}", {"E1111"}},
                                          {"88888", {"E1111"}},
                                          {"somebody", {"E1111"}}}));
  CAPTURE(principal);
  const std::string statement = R"({"Effect": "Allow", "Principal": {"AWS": ")" + principal +
                                R"("}, "Action": "sts:AssumeRole"})";
  CHECK(codes(statement, Trust) == expected);
  CHECK(codes(statement, Trust, PolicyMode::Tolerant).empty());
}

TEST_CASE("principals of other kinds, and unknown ones") {
  const auto trusting = [](const std::string& principal) {
    return codes(
        R"({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": )" + principal + "}",
        Trust);
  };
  CHECK(trusting(R"({"Service": ["a.amazonaws.com", "b.amazonaws.com"], "AWS": "*"})").empty());
  CHECK(trusting(R"({"Federated": "cognito-identity.amazonaws.com"})").empty());
  CHECK(trusting(R"({"CanonicalUser": "abc"})").empty());
  CHECK(trusting(R"({"Service": "*"})") == Codes{"E1111"});
  CHECK(trusting(R"({"Group": "x"})") == Codes{"E1107"});
  CHECK(trusting(R"("111111111111")") == Codes{"E1101"});
  CHECK(trusting(R"({"AWS": 111111111111})") == Codes{"E1101"});
  CHECK(trusting("{}") == Codes{"E1103"});
  CHECK(trusting(R"({"AWS": []})") == Codes{"E1103"});
}

TEST_CASE("NotPrincipal goes with Deny") {
  const std::string rest = R"(, "NotPrincipal": {"AWS": "111111111111"}, "Action": "s3:*",
                               "Resource": "*"})";
  CHECK(codes(R"({"Effect": "Deny")" + rest, Resource).empty());
  CHECK(codes(R"({"Effect": "Allow")" + rest, Resource) == Codes{"E1108"});
  CHECK(codes(R"({"Effect": "Allow")" + rest, Resource, PolicyMode::Tolerant).empty());
}

TEST_CASE("Sids of identity-based policies are alphanumeric and differ") {
  const std::string rest = R"(", "Effect": "Deny", "Action": "*", "Resource": "*"})";
  const std::string one = R"({"Sid": "A1)" + rest;
  CHECK(codes("[" + one + "," + one + "]", Identity) == Codes{"E1110"});
  CHECK(codes(R"({"Sid": "a b)" + rest, Identity) == Codes{"E1110"});
  CHECK(codes(R"({"Sid": "a b)" + rest, Identity, PolicyMode::Tolerant).empty());
  CHECK(codes(R"({"Sid": "a b)" + rest, Scp).empty());
}

TEST_CASE("identity-based policies hold Latin-1 characters") {
  const auto with = [](const std::string& text, PolicyKind kind) {
    return codes(R"({"Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::)" + text + "\"}",
                 kind);
  };
  CHECK(with("\xC3\xBF", Identity).empty());
  CHECK(with("\xC4\x80", Identity) == Codes{"E1112"});
  CHECK(with("\\u0001", Identity) == Codes{"E1112"});
  CHECK(with("\xC4\x80", Scp).empty());
}

TEST_CASE("numbers and booleans of a condition become their canonical text") {
  const PolicyDocument document =
      read(R"([{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition":
             {"StringEquals": {"k": [1.0, 2.50, 1e3, -0.0, true, "1.0"]}}}])",
           Identity, PolicyMode::Strict);
  CHECK(document.statements[0].conditions[0].values ==
        std::vector<std::string>{"1", "2.5", "1000", "0", "true", "1.0"});
}

TEST_CASE("duplicate keys are refused at every level") {
  CHECK(codes(R"({"Effect": "Deny", "Effect": "Allow", "Action": "*", "Resource": "*"})",
              Identity) == Codes{"E1002"});
  CHECK(codes(R"({"Effect": "Deny", "Action": "*", "Resource": "*", "Condition":
                 {"Bool": {"a": "true"}, "Bool": {"b": "true"}}})",
              Identity) == Codes{"E1002"});
}

TEST_CASE("a lenient reader drops an invalid Allow and keeps an invalid Deny as uncertain") {
  const PolicyDocument document =
      read(R"([{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Odd": {}}},
               {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"Odd": {}}},
               {"Effect": "Deny", "Action": "s*:Get", "Resource": "*"},
               {"Effect": "Maybe", "Resource": "*"},
               {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}])",
           Identity, PolicyMode::Lenient);
  REQUIRE(document.statements.size() == 4);
  CHECK(document.statements[0].uncertain);
  CHECK(document.statements[0].action.patterns == std::vector<std::string>{"s3:*"});
  CHECK(document.statements[1].uncertain);
  CHECK(document.statements[1].action.patterns == std::vector<std::string>{"*"});
  CHECK(document.statements[2].uncertain);
  CHECK(document.statements[2].action.patterns == std::vector<std::string>{"*"});
  CHECK_FALSE(document.statements[3].uncertain);
}

TEST_CASE("a lenient reader leaves out the conditions of a Deny that it could not read") {
  const PolicyDocument document =
      read(R"([{"Effect": "Deny", "Action": "*", "Resource": "*", "NotPrincipal": "*", "Condition":
                {"StringEquals": {"a": {}, "b": ["x", null], "": "y", "c": "z"}}}])",
           Identity, PolicyMode::Lenient);
  REQUIRE(document.statements.size() == 1);
  CHECK_FALSE(document.statements[0].principal);
  REQUIRE(document.statements[0].conditions.size() == 1);
  CHECK(document.statements[0].conditions[0].key == "c");
}

TEST_CASE("a lenient reader widens what it could not read of a Deny") {
  const PolicyDocument document = read(R"([{"Effect": "Deny", "Action": "s3:*", "Resource": "b",
                "Principal": {"AWS": ["111111111111", "nobody"]}}])",
                                       Resource, PolicyMode::Lenient);
  REQUIRE(document.statements.size() == 1);
  const Statement& statement = document.statements[0];
  CHECK(statement.uncertain);
  CHECK(statement.action.patterns == std::vector<std::string>{"s3:*"});
  CHECK(statement.resource.patterns.empty());
  REQUIRE(statement.principal);
  CHECK(statement.principal->entries.at(0).type == PrincipalType::Everyone);
}

TEST_CASE("a tolerant reader takes what test suites leave out") {
  const std::string allow = R"([{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}])";
  const std::string bare = R"([{"Effect": "Allow", "Principal": "*", "Action": "ecr:Get*"}])";
  const auto principal = [](const PolicyDocument& document) {
    return document.statements.at(0).principal.has_value();
  };
  CHECK_FALSE(principal(read(allow, Resource, PolicyMode::Tolerant)));
  CHECK(principal(read(allow, VpcEndpoint, PolicyMode::Tolerant)));
  CHECK(principal(read(bare, Resource, PolicyMode::Tolerant)));
  CHECK(codes(bare, Identity, PolicyMode::Tolerant) == Codes{"E1103"});
  CHECK(codes(R"([{"Effect": "Deny", "Principal": {"AWS": "88888"}, "Action": "s3:Get*",
                   "Resource": "*"}])",
              Resource, PolicyMode::Tolerant)
            .empty());
  CHECK(codes(R"({"Effect": "permit", "Action": "*", "Resource": "*"})", Identity,
              PolicyMode::Tolerant) == Codes{"E1105"});
}

TEST_CASE("what AWS stores but hardly does what its author wants is warned of") {
  const auto lints = [](const std::string& effect, const std::string& condition) {
    return codes(R"({"Effect": ")" + effect +
                     R"(", "Action": "*", "Resource": "*", "Condition": )" + condition + "}",
                 Identity, PolicyMode::Strict, true);
  };
  CHECK(lints("Deny", R"({"NumericEquals": {"k": "ten"}})") == Codes{"W5103"});
  CHECK(lints("Allow", R"({"ForAllValues:StringEquals": {"k": "a"}})") == Codes{"W5104"});
  CHECK(lints("Deny", R"({"StringEquals": {"aws:k": "a", "AWS:K": "b"}})") == Codes{"W5102"});
  CHECK(lints("Deny", R"({"StringEquals": {"k": "a"}})").empty());
  CHECK(codes(R"({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition":
                 {"StringLike": {"aws:SourceVpc": "vpc-*"}}})",
              VpcEndpoint, PolicyMode::Strict, true) == Codes{"W5105"});
}

TEST_CASE("sizes are counted as each kind of policy counts, with quotas that can be replaced") {
  CHECK(policy_size("{ \"\xC3\xA9\" }", SizeUnit::Characters) == 7);
  CHECK(policy_size("{ \"\xC3\xA9\" }", SizeUnit::CharactersWithoutSpace) == 5);
  CHECK(policy_size("{ \"\xC3\xA9\" }", SizeUnit::Bytes) == 8);
  const auto warning = oversize(10'241, Scp, {}, policy_quotas());
  REQUIRE(warning.has_value());
  CHECK(warning->level == DiagnosticLevel::Warning);
  CHECK_FALSE(oversize(10'240, Scp, {}, policy_quotas()).has_value());
  const std::array old = {PolicyQuota{Scp, 5120, SizeUnit::Characters, "2025-01-01"}};
  CHECK(oversize(6000, Scp, {}, old).has_value());
  CHECK_FALSE(oversize(10'241, Rcp, {}, old).has_value());
}

}  // namespace
}  // namespace orgsim::io

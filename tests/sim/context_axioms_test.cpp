#include "sim/decide/context_axioms.h"

#include <catch2/catch.hpp>

#include "sim/organization/stated_keys.h"

namespace orgsim::sim {
namespace {

using Keys = std::vector<std::pair<std::string, std::string>>;

/// A request with these keys and no others.
std::vector<ContextAxiom> broken(const Keys& keys) {
  Context context(true);
  for (const auto& [key, value] : keys) {
    context.set(key, Present{.values = {value}});
  }
  return broken_axioms(context);
}

const Keys kEndpoint = {
    {"aws:SourceVpce", "vpce-1"}, {"aws:SourceVpc", "vpc-1"}, {"aws:VpcSourceIp", "10.0.0.1"}};

Keys with(Keys keys, const Keys& more) {
  keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

}  // namespace

TEST_CASE("contexts of real requests break no axiom") {
  const Keys keys = GENERATE(values<Keys>(
      {{},
       {{"aws:SourceIp", "198.51.100.7"}, {"aws:username", "ada"}, {"aws:PrincipalType", "User"}},
       kEndpoint,
       {{"aws:PrincipalIsAWSService", "true"},
        {"aws:PrincipalServiceName", "sns.amazonaws.com"},
        {"aws:SourceAccount", "111111111111"}},
       {{"aws:CalledVia", "athena.amazonaws.com"},
        {"aws:ViaAWSService", "true"},
        {"aws:CalledViaFirst", "athena.amazonaws.com"},
        {"aws:CalledViaLast", "athena.amazonaws.com"}},
       {{"aws:MultiFactorAuthPresent", "true"},
        {"aws:MultiFactorAuthAge", "9"},
        {"aws:TokenIssueTime", "2026-04-08T00:00:00Z"},
        {"aws:CurrentTime", "2026-04-08T01:00:00Z"},
        {"aws:EpochTime", "1775610000"}},
       {{"aws:PrincipalOrgID", "o-a"}, {"aws:PrincipalOrgPaths", "o-a/r-1/"}},
       {{"aws:PrincipalType", "Anonymous"}, {"aws:PrincipalAccount", "anonymous"}},
       {{"aws:TagKeys", "Team"}, {"aws:RequestTag/team", "x"}}}));
  CHECK(broken(keys).empty());
}

TEST_CASE("a context that breaks an axiom is found out") {
  using enum ContextAxiom;
  const auto [axiom, keys] = GENERATE(table<ContextAxiom, Keys>(
      {{EndpointHidesAddress, with(kEndpoint, {{"aws:SourceIp", "198.51.100.7"}})},
       {EndpointIsInVpc, {{"aws:SourceVpce", "vpce-1"}}},
       {EndpointHasOwner,
        with(kEndpoint, {{"aws:VpceOrgID", "o-a"}, {"aws:VpceOrgPaths", "o-a/r-1/"}})},
       {ServiceIsInNoOrganization,
        {{"aws:PrincipalIsAWSService", "true"},
         {"aws:PrincipalServiceName", "sns.amazonaws.com"},
         {"aws:PrincipalOrgID", "o-a"},
         {"aws:PrincipalOrgPaths", "o-a/r-1/"}}},
       {ServiceHasName, {{"aws:PrincipalIsAWSService", "true"}}},
       {SourceIsOfService, {{"aws:SourceArn", "arn:aws:sns:us-east-1:111111111111:t"}}},
       {SourceOrganizationHasAccount,
        {{"aws:PrincipalIsAWSService", "true"},
         {"aws:PrincipalServiceName", "sns.amazonaws.com"},
         {"aws:SourceOrgID", "o-a"},
         {"aws:SourceOrgPaths", "o-a/r-1/"}}},
       {ChainIsThroughService,
        {{"aws:CalledVia", "a.amazonaws.com"},
         {"aws:CalledViaFirst", "a.amazonaws.com"},
         {"aws:CalledViaLast", "a.amazonaws.com"}}},
       {ChainHasEnds,
        {{"aws:CalledVia", "a.amazonaws.com"},
         {"aws:ViaAWSService", "true"},
         {"aws:CalledViaFirst", "a.amazonaws.com"},
         {"aws:CalledViaLast", "b.amazonaws.com"}}},
       {MfaIsTemporary, {{"aws:MultiFactorAuthPresent", "true"}}},
       {MfaAgeNeedsMfa, {{"aws:MultiFactorAuthAge", "9"}}},
       {OrganizationHasPath,
        {{"aws:PrincipalOrgID", "o-a"}, {"aws:PrincipalOrgPaths", "o-b/r-1/"}}},
       {UserNameIsOfUser, {{"aws:username", "ada"}, {"aws:PrincipalType", "AssumedRole"}}},
       {AssumedRootIsRoot,
        {{"aws:AssumedRoot", "true"}, {"aws:PrincipalArn", "arn:aws:iam::111111111111:user/ada"}}},
       {AnonymousHasNoArn,
        {{"aws:PrincipalType", "Anonymous"},
         {"aws:PrincipalArn", "arn:aws:iam::111111111111:user/ada"}}},
       {ClocksAgree, {{"aws:CurrentTime", "2026-04-08T01:00:00Z"}, {"aws:EpochTime", "1"}}},
       {TokenIsOlderThanRequest,
        {{"aws:TokenIssueTime", "2026-04-08T02:00:00Z"},
         {"aws:CurrentTime", "2026-04-08T01:00:00Z"}}},
       {TagKeysAreTags, {{"aws:TagKeys", "Team"}}}}));
  CAPTURE(static_cast<int>(axiom));
  CHECK(broken(keys) == std::vector{axiom});
}

TEST_CASE("what is not known breaks no axiom") { CHECK(broken_axioms(Context(false)).empty()); }

TEST_CASE("stated keys settle others") {
  const auto [stated, value, key, expected] =
      GENERATE(table<std::string, std::string, std::string, std::optional<KeyValue>>(
          {{"aws:SourceIp", "198.51.100.7", "aws:sourcevpce", Absent{}},
           {"AWS:SOURCEVPC", "vpc-1", "aws:sourceip", Absent{}},
           {"aws:SourceVpc", "vpc-1", "aws:sourcevpce", std::nullopt},
           {"aws:CalledVia", "a.amazonaws.com", "aws:viaawsservice", Present{{"true"}, false}},
           {"aws:CalledVia", "a.amazonaws.com", "aws:calledviafirst",
            Present{{"a.amazonaws.com"}, false}},
           {"aws:ViaAWSService", "true", "aws:calledvia", NotKnown{}},
           {"aws:ViaAWSService", "false", "aws:calledvia", std::nullopt},
           {"aws:EpochTime", "1775610000", "aws:currenttime",
            Present{{"2026-04-08T01:00:00Z"}, false}},
           {"aws:CurrentTime", "2026-04-08T01:00:00Z", "aws:epochtime",
            Present{{"1775610000"}, false}},
           {"aws:TagKeys", "Team", "aws:requesttag/owner", Absent{}},
           {"aws:TagKeys", "Team", "aws:requesttag/team", std::nullopt},
           {"aws:PrincipalOrgPaths", "o-b/r-2/", "aws:principalorgid", Present{{"o-b"}, false}},
           {"aws:PrincipalOrgID", "o-b", "aws:principalorgpaths", NotKnown{}},
           {"aws:PrincipalOrgID", "o-b", "aws:resourceorgpaths", std::nullopt}}));
  CAPTURE(stated, key);
  const std::vector keys = {StatedKey{.key = stated, .value = Present{.values = {value}}}};
  CHECK(implied_by(keys, key) == expected);
  CHECK_FALSE(implied_by({}, key));
}

TEST_CASE("an organization that is stated to be absent has no paths") {
  const std::vector keys = {StatedKey{.key = "aws:PrincipalOrgID", .value = Absent{}}};
  CHECK(implied_by(keys, "aws:principalorgpaths") == KeyValue(Absent{}));
}

}  // namespace orgsim::sim

#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/closure/blast_radius.h"
#include "tests/support/organization_text.h"

namespace orgsim::sim {
namespace {

/// A management account with an operator whose one permission is `%DOES%`, a member that has one
/// too, and a person who works in the member. `%SOURCE%` is where identities come from; a Deny in
/// an SCP hangs on the root and holds the member back.
constexpr std::string_view kOrganization = R"({
  "format": "orgsim-organization/1", "as_of": "2026-04-08",
  "organization": {"id": "o-a", "root": "r-1", "management_account": "111111111111",
                   "policy_types": ["SERVICE_CONTROL_POLICY"],
                   "trusted_access": [%TRUSTED%], "delegated_administrators": {},
                   "root_access_management": {"credentials": false, "sessions": false}%DELEGATED%},
  "ous": [],
  "accounts": [{"id": "111111111111", "name": "management", "ou": "r-1", "environment": "management"},
               {"id": "222222222222", "name": "prod", "ou": "r-1", "environment": "prod"}],
  "scps": {"p-full": {"name": "FullAWSAccess", "doc": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}},
           "p-guard": {"name": "Guard", "doc": {"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}}}},
  "scp_attachments": {"r-1": ["p-full", "p-guard"], "111111111111": ["p-full"], "222222222222": ["p-full"]},
  "rcps": {}, "rcp_attachments": {},
  "iam": {
    "111111111111": {"users": [{"name": "operator", "policies": [{"Statement": {"Effect": "Allow", "Action": %DOES%, "Resource": "*"}}%ALSO%]}], "roles": []},
    "222222222222": {"users": [{"name": "operator", "policies": [{"Statement": {"Effect": "Allow", "Action": %DOES%, "Resource": "*"}}]}], "roles": []}},
  "identity_center": {"instance_account": "111111111111", %SOURCE% "groups": {"devs": ["bob"]},
    "permission_sets": {"Dev": {"policies": [{"Statement": {"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}}]}},
    "assignments": [{"group": "devs", "permission_set": "Dev", "account": "222222222222"}]},
  "resources": []
})";

struct Case {
  std::string does;
  std::string source = R"("identity_source": {"type": "external-saml"},)";
  std::string trusted_access;
  std::string delegation;
  std::string also;  // A further policy of the operator in the management account, after a comma.
};

void replace_all(std::string& text, std::string_view name, const std::string& value) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
    text.replace(at, name.size(), value);
  }
}

std::string text_of(const Case& of) {
  std::string text(kOrganization);
  replace_all(text, "%DOES%", "\"" + of.does + "\"");
  replace_all(text, "%SOURCE%", of.source);
  replace_all(text, "%TRUSTED%", of.trusted_access);
  replace_all(text, "%DELEGATED%", of.delegation);
  replace_all(text, "%ALSO%", of.also);
  return text;
}

struct Attack {
  explicit Attack(const Case& of, std::string_view account = "111111111111")
      : organization(organization_from(text_of(of))),
        authorizer(organization),
        graph(build_access_graph(authorizer)) {
    const auto operator_of =
        authorizer.principals().find("arn:aws:iam::" + std::string(account) + ":user/operator");
    REQUIRE(operator_of.has_value());
    radius.emplace(blast_radius(authorizer, graph, {*operator_of}));
  }

  bool falls(std::string_view name) const {
    const auto principal = authorizer.principals().find(name);
    REQUIRE(principal.has_value());
    return radius->possible().holds(*principal);
  }

  std::vector<std::string_view> ceilings() const {
    std::vector<std::string_view> result;
    for (const RaisedCeiling& ceiling : radius->ceilings) {
      result.push_back(ceiling.technique);
    }
    return result;
  }

  const OrganizationAct* act(std::string_view id) const {
    const auto found = std::ranges::find_if(
        radius->acts, [&](const OrganizationAct& act) { return act.row->id == id; });
    return found == radius->acts.end() ? nullptr : &*found;
  }

  Organization organization;
  Authorizer authorizer;
  AccessGraph graph;
  std::optional<BlastRadius> radius;
};

constexpr std::string_view kStackSetAccess =
    R"("member.org.stacksets.cloudformation.amazonaws.com")";

using Techniques = std::vector<std::string_view>;

}  // namespace

TEST_CASE("who changes the provider of Identity Center signs in as its people", "[blast_radius]") {
  const std::string metadata = "sso-directory:UpdateExternalIdPConfigurationForDirectory";
  CHECK(Attack({.does = metadata}).falls("bob"));
  CHECK(
      Attack({.does = metadata})
          .falls(
              "arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev"));
  CHECK_FALSE(Attack({.does = metadata}, "222222222222").falls("bob"));
  const std::string password = "sso-directory:UpdatePassword";
  CHECK_FALSE(Attack({.does = password}).falls("bob"));
  const std::string own = R"("identity_source": {"type": "identity-center"},)";
  CHECK(Attack({.does = password, .source = own}).falls("bob"));
  CHECK_FALSE(Attack({.does = metadata, .source = own}).falls("bob"));
}

TEST_CASE("where the identity source is not known, signing in as people is possible, not sure",
          "[blast_radius]") {
  const Attack fallen({.does = "sso-directory:UpdatePassword", .source = ""});
  CHECK(fallen.falls("bob"));
  CHECK_FALSE(fallen.radius->certain().holds(*fallen.authorizer.principals().find("bob")));
}

TEST_CASE("updating a StackSet may deploy into members where StackSets are trusted",
          "[blast_radius]") {
  const Attack open(
      {.does = "cloudformation:UpdateStackSet", .trusted_access = std::string(kStackSetAccess)});
  const auto prod = open.organization.find_account("222222222222");
  REQUIRE(prod.has_value());
  const auto admin = open.authorizer.principals().hypothetical_administrator(*prod);
  REQUIRE(admin.has_value());
  CHECK(open.radius->possible().holds(*admin));
  CHECK_FALSE(open.radius->certain().holds(*admin));
  CHECK(open.radius->possible().witness(*admin).back().technique == "org-07");
  const Attack closed({.does = "cloudformation:UpdateStackSet"});
  CHECK_FALSE(closed.radius->possible().holds(*admin));
}

TEST_CASE("a removed member is free of the organization's policies", "[blast_radius]") {
  const Attack fallen({.does = "organizations:RemoveAccountFromOrganization"});
  REQUIRE(fallen.radius->possible().raises().size() == 1);
  const Fact& raise = fallen.radius->possible().raises().front();
  CHECK(raise == Fact::left(*fallen.organization.find_account("222222222222")));
  const Attack member({.does = "organizations:RemoveAccountFromOrganization"}, "222222222222");
  CHECK(member.radius->possible().raises().empty());
}

TEST_CASE("a way that hangs on a condition does not hide a sure one", "[blast_radius]") {
  const std::string open = R"(, {"Statement": {"Effect": "Allow", "Action":
      "organizations:UpdatePolicy", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/a": "b"}}}})";
  const Attack alone({.does = "mediastore:ListContainers", .also = open});
  CHECK(alone.radius->possible().raises().size() == 1);
  CHECK(alone.radius->certain().raises().empty());
  const Attack with_another({.does = "organizations:DetachPolicy", .also = open});
  CHECK(with_another.radius->certain().raises().size() == 1);
}

TEST_CASE("a delegation policy lets members lift policies, as far as it goes", "[blast_radius]") {
  const auto delegating = [](const std::string& action) {
    return R"(, "policy_delegation": {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::222222222222:root"}, "Action": ")" +
           action + R"(", "Resource": "*"}})";
  };
  const Case lifting{.does = "organizations:UpdatePolicy",
                     .delegation = delegating("organizations:UpdatePolicy")};
  const Attack fallen(lifting, "222222222222");
  CHECK(fallen.radius->possible().raises().size() == 1);
  CHECK(fallen.ceilings() == Techniques{"del-04"});
  const Case reading{.does = "organizations:UpdatePolicy",
                     .delegation = delegating("organizations:DescribePolicy")};
  CHECK(Attack(reading, "222222222222").radius->possible().raises().empty());
  CHECK(Attack({.does = "organizations:UpdatePolicy"}, "222222222222").ceilings().empty());
}

TEST_CASE("acts on the organization are those of who may do them, where they can be done",
          "[blast_radius]") {
  const Attack registering({.does = "organizations:RegisterDelegatedAdministrator"});
  REQUIRE(registering.act("org-12") != nullptr);
  CHECK(registering.act("org-12")->certain == Truth::Yes);
  CHECK(registering.act("org-12")->accounts.size() == 1);
  CHECK(registering.radius->acts.size() == 1);
  const Attack elsewhere({.does = "organizations:RegisterDelegatedAdministrator"}, "222222222222");
  CHECK(elsewhere.radius->acts.empty());
}

TEST_CASE(
    "that a member accepts a foreign invitation is possible, as AWS does not say what stops it",
    "[blast_radius]") {
  const Attack fallen({.does = "organizations:AcceptHandshake"}, "222222222222");
  REQUIRE(fallen.act("ctl-03") != nullptr);
  CHECK(fallen.act("ctl-03")->certain == Truth::Unknown);
}

}  // namespace orgsim::sim

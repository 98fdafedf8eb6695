#include "sim/closure/blast_radius.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/organization_text.h"

namespace orgsim::sim {
namespace {

/// A management account with an administrator, two members with its access role, a person with a
/// permission set, and a data store. `%RCP%` and `%SCP%` are what else is attached to the members.
constexpr std::string_view kOrganization = R"({
  "format": "orgsim-organization/1", "as_of": "2026-04-08",
  "organization": {"id": "o-a", "root": "r-1", "management_account": "111111111111",
                   "policy_types": ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
                   "trusted_access": [%TRUSTED%], "delegated_administrators": {},
                   "root_access_management": {"credentials": false, "sessions": false}},
  "ous": [{"id": "ou-w", "name": "Workloads", "parent": "r-1"}],
  "accounts": [{"id": "111111111111", "name": "management", "ou": "r-1", "environment": "management"},
               {"id": "222222222222", "name": "prod", "ou": "ou-w", "environment": "prod"},
               {"id": "333333333333", "name": "dev", "ou": "ou-w", "environment": "dev"}],
  "scps": {"p-full": {"name": "FullAWSAccess", "doc": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}},
           "p-extra": {"name": "Extra", "doc": {"Statement": {"Effect": "Deny", "Action": "%SCP%", "Resource": "*"}}}},
  "scp_attachments": {"r-1": ["p-full"], "ou-w": ["p-full", "p-extra"], "111111111111": ["p-full"], "222222222222": ["p-full"], "333333333333": ["p-full"]},
  "rcps": {"p-rfull": {"name": "RCPFullAWSAccess", "doc": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}},
           "p-rextra": {"name": "RExtra", "doc": {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "%RCP%", "Resource": "*"}}}},
  "rcp_attachments": {"r-1": ["p-rfull"], "ou-w": ["p-rfull", "p-rextra"], "111111111111": ["p-rfull"], "222222222222": ["p-rfull"], "333333333333": ["p-rfull"]},
  "iam": {
    "111111111111": {"users": [], "roles": [{"name": "Admin", "trust": {"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}},
        "policies": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]}]},
    "222222222222": {"users": [], "roles": [
        {"name": "Access", "trust": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "sts:AssumeRole"}},
         "policies": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]},
        {"name": "Deploy", "trust": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::333333333333:role/Build"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "x"}}}},
         "policies": [{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}]}]},
    "333333333333": {"users": [], "roles": [
        {"name": "Access", "trust": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:root"}, "Action": "sts:AssumeRole"}},
         "policies": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]},
        {"name": "Build", "trust": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::333333333333:root"}, "Action": "sts:AssumeRole"}},
         "policies": [{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::222222222222:role/Deploy"}}]}]}},
  "identity_center": {"instance_account": "111111111111", "groups": {"devs": ["bob"]},
    "permission_sets": {"Dev": {"policies": [{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}}]}},
    "assignments": [{"group": "devs", "permission_set": "Dev", "account": "333333333333"}]},
  "resources": [{"type": "s3-bucket", "arn": "arn:aws:s3:::orders", "account": "222222222222", "data_classes": ["confidential"], "policy": null,
                 "object_lock": {"mode": "COMPLIANCE", "days": 30}}]
})";

std::string with(std::string text, const std::string& name, const std::string& value) {
  const std::size_t at = text.find(name);
  REQUIRE(at != std::string::npos);
  return text.replace(at, name.size(), value);
}

struct Attached {
  std::string scp = "mediastore:None";
  std::string rcp = "s3:None";
  std::string trusted_access;
};

struct Fixture {
  explicit Fixture(const Attached& attached = {})
      : organization(organization_from(with(
            with(with(std::string(kOrganization), "%SCP%", attached.scp), "%RCP%", attached.rcp),
            "%TRUSTED%", attached.trusted_access))),
        authorizer(organization),
        graph(build_access_graph(authorizer)) {}

  BlastRadius radius(std::string_view foothold, RadiusOptions options = {}) const {
    const auto principal = authorizer.principals().find(foothold);
    REQUIRE(principal.has_value());
    return blast_radius(authorizer, graph, {*principal}, options);
  }

  const ReachedAccount* account(const BlastRadius& radius, std::string_view id) const {
    const auto found = std::ranges::find_if(radius.accounts, [&](const ReachedAccount& reached) {
      return organization.accounts()[reached.account].id.text() == id;
    });
    return found == radius.accounts.end() ? nullptr : &*found;
  }

  std::string name(Index<Principal> principal) const {
    return authorizer.principals()[principal].arn;
  }

  Organization organization;
  Authorizer authorizer;
  AccessGraph graph;
};

constexpr std::string_view kAdmin = "arn:aws:iam::111111111111:role/Admin";

bool refuses(const ReachedAccount& account, std::string_view action) {
  return std::ranges::find(account.held_back, action, &HeldBack::action) != account.held_back.end();
}

}  // namespace

TEST_CASE("the management account's administrator is one in each member", "[blast_radius]") {
  const Fixture f;
  const BlastRadius radius = f.radius(kAdmin);
  for (const std::string_view id : {"222222222222", "333333333333"}) {
    const ReachedAccount* account = f.account(radius, id);
    REQUIRE(account != nullptr);
    CHECK(account->level == AccountLevel::Admin);
    CHECK(account->certain == Truth::Yes);
    CHECK(account->hops == 1);
    CHECK(radius.possible().witness(account->needs).size() == 1);
  }
}

TEST_CASE("an SCP of the member does not stop its role from being assumed from outside",
          "[blast_radius]") {
  const Fixture f({.scp = "sts:AssumeRole"});
  const BlastRadius radius = f.radius(kAdmin);
  REQUIRE(f.account(radius, "222222222222") != nullptr);
  CHECK(f.account(radius, "222222222222")->level == AccountLevel::Admin);
}

TEST_CASE("an RCP of the member does", "[blast_radius]") {
  const Fixture f({.rcp = "sts:AssumeRole"});
  const BlastRadius radius = f.radius(kAdmin, {.raises = false});
  // New permission sets remain: Identity Center is administered from the management account.
  const ReachedAccount* account = f.account(radius, "222222222222");
  REQUIRE(account != nullptr);
  CHECK(account->routes == std::vector<std::string_view>{"org-08"});
}

TEST_CASE("an SCP of the member lowers what the role can do", "[blast_radius]") {
  const Fixture f({.scp = "iam:*"});
  const BlastRadius radius = f.radius(kAdmin);
  const ReachedAccount* account = f.account(radius, "222222222222");
  REQUIRE(account != nullptr);
  CHECK(refuses(*account, "iam:CreateUser"));
  CHECK_FALSE(refuses(*account, "s3:GetObject"));
}

TEST_CASE("trusted access opens StackSets into members", "[blast_radius]") {
  const auto by_stack_sets = [](const Attached& attached) {
    const Fixture f(attached);
    const BlastRadius radius = f.radius(kAdmin);
    const auto& routes = f.account(radius, "222222222222")->routes;
    return std::ranges::find(routes, "org-05") != routes.end();
  };
  CHECK_FALSE(by_stack_sets({}));
  CHECK(
      by_stack_sets({.trusted_access = R"("member.org.stacksets.cloudformation.amazonaws.com")"}));
}

TEST_CASE("a person reaches through a chain that hangs on an external id", "[blast_radius]") {
  const Fixture f;
  const BlastRadius radius = f.radius("bob");
  const auto deploy = f.authorizer.principals().find("arn:aws:iam::222222222222:role/Deploy");
  CHECK(radius.possible().hops(*deploy) == 3);
  CHECK_FALSE(radius.certain().holds(*deploy));
  const std::vector<Step> path = radius.possible().witness(*deploy);
  CHECK(f.name(path[0].to.principal()) ==
        "arn:aws:iam::333333333333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev");
  CHECK(f.name(path[1].to.principal()) == "arn:aws:iam::333333333333:role/Build");
  REQUIRE(radius.boundaries.size() == 1);
  CHECK(radius.boundaries[0].from == "dev");
  CHECK(radius.boundaries[0].to == "prod");
  CHECK(radius.boundaries[0].witness.size() == 3);
}

TEST_CASE("stores fall to who reads them, and a compliance lock keeps their content",
          "[blast_radius]") {
  const Fixture f;
  const BlastRadius radius = f.radius(kAdmin);
  REQUIRE(radius.stores.size() == 1);
  std::vector<StoreAccess> accesses;
  for (const ReachedStore::Access& access : radius.stores[0].accesses) {
    accesses.push_back(access.access);
    CHECK(access.hops == 1);
  }
  CHECK(accesses == std::vector{StoreAccess::Read, StoreAccess::Write});
  CHECK(radius.depths.data_classes.at("confidential") == 1);
  CHECK(radius.depths.management_account == 0u);
  CHECK(radius.depths.other_account_administrator == 1u);
}

TEST_CASE("ceilings fall to who may detach them, with the members below", "[blast_radius]") {
  const Fixture f;
  const BlastRadius admin = f.radius(kAdmin);
  CHECK(std::ranges::count(admin.ceilings, "org-14", &RaisedCeiling::technique) == 2);
  CHECK(std::ranges::count(admin.ceilings, "org-15", &RaisedCeiling::technique) == 2);
  CHECK(admin.ceilings[0].target == "ou-w");
  CHECK(admin.ceilings[0].n_accounts == 2);
  CHECK(f.radius("arn:aws:iam::333333333333:role/Build").ceilings.empty());
}

}  // namespace orgsim::sim

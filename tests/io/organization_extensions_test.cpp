#include <catch2/catch.hpp>

#include "io/read/inventory_reader.h"
#include "tests/support/organization_text.h"

namespace orgsim::io {
namespace {

/// A file with one organization and these further members.
std::string with(const std::string& members) {
  return R"({"format": "orgsim-organization/1",
 "organization": {"id": "o-1", "name": "acme", "root": "r-1", "management_account": "111111111111"},
 "accounts": [{"id": "111111111111", "name": "management", "ou": "r-1"},
              {"id": "222222222222", "name": "prod", "ou": "r-1", "joined_method": "CREATED",
               "public_access_block": true}],
 )" + members +
         "}";
}

/// The codes of the errors, in order.
std::vector<std::string> codes(const std::string& members) {
  const auto json = parse_json(with(members), 0);
  REQUIRE(json.has_value());
  std::vector<std::string> result;
  if (const auto organization = read_organization(*json); !organization) {
    for (const Diagnostic& diagnostic : organization.error()) {
      result.push_back(diagnostic.code);
    }
  }
  return result;
}

const std::string kTrust =
    R"("trust": {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}})";
const std::string kDoc = R"({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})";

TEST_CASE("groups, managed policies and boundaries by ARN are linked") {
  const Organization organization =
      organization_from(with(R"("iam": {"222222222222": {
    "managed_policies": [{"name": "Write", "path": "/app/", "doc": )" +
                             kDoc + R"(, "other_versions": [)" + kDoc + R"(]}],
    "groups": [{"name": "devs", "policies": [{"name": "inline", "doc": )" +
                             kDoc + R"(}],
      "managed_policies": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}],
    "roles": [{"name": "App", "unique_id": "AROA1", "instance_profiles": ["App"],
      "managed_policies": ["arn:aws:iam::222222222222:policy/app/Write",
                           "arn:aws:iam::aws:policy/AdministratorAccess"],
      "permissions_boundary": "arn:aws:iam::222222222222:policy/app/Write", )" +
                             kTrust + R"(}],
    "users": [{"name": "ada", "groups": ["devs"], "has_login_profile": true, "access_keys":
      [{"id": "AKIA1", "status": "Inactive", "created": "2026-01-01"}]}]}})"));
  CHECK(organization.unmodelled().empty());
  const OrganizationTables& tables = organization.tables();
  const Role& role = *tables.roles->begin();
  const auto write = organization.find_managed_policy("arn:aws:iam::222222222222:policy/app/Write");
  REQUIRE(write.has_value());
  const ManagedPolicy& policy = (*tables.managed_policies)[*write];
  CHECK(policy.other_versions.size() == 1);
  CHECK(policy.account == organization.find_account("prod"));
  CHECK(role.policies.attached.front() == *write);
  CHECK(role.policies.boundary->document == policy.document);
  CHECK(role.instance_profiles == std::vector<std::string>{"App"});
  const auto admin = (*tables.managed_policies)[role.policies.attached.back()];
  CHECK(organization.document(admin.document.value()).statements[0].action.patterns ==
        std::vector<std::string>{"*"});
  const Group& group = *tables.groups->begin();
  CHECK(group.arn == "arn:aws:iam::222222222222:group/devs");
  CHECK(group.policies.inline_policies[0].name == "inline");
  CHECK_FALSE((*tables.managed_policies)[group.policies.attached[0]].document.has_value());
  const User& user = *tables.users->begin();
  CHECK(user.groups == std::vector{organization.find_group(group.arn).value()});
  CHECK_FALSE(user.access_keys->front().active);
}

TEST_CASE("attachments that AWS would refuse are errors") {
  using Codes = std::vector<std::string>;
  const auto iam = [](const std::string& members) {
    return codes(R"("iam": {"222222222222": {)" + members + "}}");
  };
  CHECK(iam(R"("users": [{"name": "ada", "groups": ["devs"]}])") == Codes{"E3001"});
  CHECK(iam(R"("managed_policies": [], "users": [{"name": "ada", "managed_policies":
    ["arn:aws:iam::222222222222:policy/Write"]}])") == Codes{"E3001"});
  CHECK(iam(R"("users": [{"name": "ada", "managed_policies":
    ["arn:aws:iam::111111111111:policy/Write"]}])") == Codes{"E3001"});
  CHECK(iam(R"("users": [{"name": "ada", "managed_policies": ["Write"]}])") == Codes{"E1105"});
  CHECK(iam(R"("groups": [{"name": "devs", "permissions_boundary": )" + kDoc + "}]") ==
        Codes{"E1105"});
  CHECK(iam(R"("users": [{"name": "ada"}, {"name": "ada"}])") == Codes{"E3007"});
  CHECK(iam(R"("managed_policies": [{"name": "a"}, {"name": "a"}])") == Codes{"E3007"});
  CHECK(iam(R"("users": [{"name": "ada", "access_keys": [{"status": "on"}]}])") == Codes{"E1105"});
}

TEST_CASE("a customer managed policy of an account without a list is there without text") {
  const Organization organization = organization_from(with(R"("iam": {"222222222222": {
    "users": [{"name": "ada", "managed_policies": ["arn:aws:iam::222222222222:policy/Write"]}]}})"));
  CHECK_FALSE(organization.tables().managed_policies->begin()->document.has_value());
}

TEST_CASE("further organizations and standalone accounts share one snapshot") {
  const Organization organization = organization_from(with(R"(
    "scps": {"p-1": {"name": "FullAWSAccess", "doc": )" + kDoc +
                                                           R"(}}, "scp_attachments":
      {"r-1": ["p-1"]},
    "other_organizations": [{"organization": {"id": "o-2", "name": "buyer", "root": "r-1",
        "management_account": "333333333333"},
      "ous": [{"id": "ou-a", "name": "Acquired", "parent": "r-1"}],
      "accounts": [{"id": "333333333333", "name": "buyer-management", "ou": "r-1"},
                   {"id": "444444444444", "name": "buyer-prod", "ou": "ou-a"}],
      "scps": {"p-1": {"name": "RegionLock", "doc": )" + kDoc +
                                                           R"(}},
      "scp_attachments": {"ou-a": ["p-1"]},
      "identity_center": {"instance_account": "333333333333", "groups": {"dev": ["ann"]}},
      "iam": {"444444444444": {"roles": [{"name": "App", )" +
                                                           kTrust + R"(}]}},
      "dns": {"zones": [{"id": "Z2", "name": "buyer.example", "account": "444444444444"}]},
      "logging": {}}],
    "standalone_accounts": [{"id": "555555555555", "name": "vendor",
      "iam": {"roles": [{"name": "Agent", )" + kTrust + R"(}]},
      "resources": [{"type": "s3-bucket", "arn": "arn:aws:s3:::vendor"}]}],
    "dns": {"zones": [{"id": "Z1", "name": "acme.example", "account": "222222222222"}]},
    "identity_center": {"instance_account": "111111111111", "groups": {"dev": ["ann", "bob"]}})"));
  REQUIRE(organization.unmodelled().size() == 1);
  CHECK(organization.unmodelled()[0].construct == "/other_organizations/logging");
  const OrganizationTables& tables = organization.tables();
  const auto home = organization.home().value();
  CHECK((*tables.organizations)[home].name == "acme");
  const auto buyer = organization.find_account("buyer-prod").value();
  const auto other = organization.organization_of(buyer).value();
  CHECK(other != home);
  CHECK(organization.organization_path(buyer) == "o-2/r-1/ou-a/");
  CHECK(organization.is_management_account(organization.find_account("333333333333").value()));
  const auto lock = organization.ous()[organization.accounts()[buyer].parent.value()].attached[0];
  CHECK(organization.policies()[lock].name == "RegionLock");
  CHECK(organization.policies()[lock].organization == other);
  CHECK(tables.identity_groups->size() == 2);
  CHECK(tables.identity_users->size() == 3);
  CHECK(tables.identity_centers->at(1).organization == other);
  CHECK((*tables.dns)->zones.size() == 2);
  const auto vendor = organization.find_account("vendor").value();
  CHECK_FALSE(organization.organization_of(vendor).has_value());
  CHECK(organization.find_role("arn:aws:iam::555555555555:role/Agent").has_value());
  CHECK((*tables.resources)[organization.find_resource("arn:aws:s3:::vendor").value()].account ==
        vendor);
}

TEST_CASE("one account cannot be in two organizations") {
  CHECK(codes(R"("standalone_accounts": [{"id": "222222222222", "name": "again"}])") ==
        std::vector<std::string>{"E3005"});
}

TEST_CASE("permission sets hold managed and customer policies, people have assignments") {
  const Organization organization = organization_from(with(R"("identity_center": {
    "instance_account": "111111111111", "users": ["eve", {"name": "ann", "id": "u-1"}],
    "permission_sets": {"Admin": {"managed_policies": ["arn:aws:iam::aws:policy/AdministratorAccess"],
      "customer_policies": ["Local", {"name": "Deep", "path": "/x/"}],
      "customer_permissions_boundary": {"name": "Edge"}}},
    "assignments": [{"user": "ann", "permission_set": "Admin", "account": "222222222222"}]})"));
  CHECK(organization.unmodelled().empty());
  const OrganizationTables& tables = organization.tables();
  const PermissionSet& set = *tables.permission_sets->begin();
  CHECK(set.policies.attached.size() == 1);
  CHECK(set.customer_policies[0].path == "/");
  CHECK(set.customer_policies[1].name == "Deep");
  CHECK(set.customer_boundary->name == "Edge");
  const auto ann = std::get<Index<IdentityUser>>(tables.assignments->begin()->assignee);
  CHECK((*tables.identity_users)[ann].id == "u-1");
  using Codes = std::vector<std::string>;
  CHECK(codes(R"("identity_center": {"permission_sets": {"A": {}}, "assignments":
    [{"permission_set": "A", "account": "222222222222"}]})") == Codes{"E1103"});
  CHECK(codes(R"("identity_center": {"permission_sets": {"A": {"managed_policies":
    ["arn:aws:iam::222222222222:policy/Local"]}}})") == Codes{"E3001"});
}

TEST_CASE("an inventory keeps null, false and silence apart") {
  const Organization organization = organization_from(with(R"("inventory": [
    {"AccountId": "222222222222", "Region": "us-east-1", "Resources": [
      {"Type": "AWS::Lambda::Function", "Arn": "arn:f", "RoleArn": "arn:r", "Triggers": ["schedule"]},
      {"Type": "AWS::EC2::Instance", "Arn": "arn:i", "RoleArn": null, "SsmManaged": false},
      {"Type": "AWS::Glue::Job", "Arn": "arn:j", "Moon": 1}],
     "UserFacts": [{"UserName": "ada", "AccessKeyCount": 1, "HasLoginProfile": false}]},
    {"AccountId": "222222222222", "Region": "eu-west-1", "Resources": []}])"));
  const auto& inventories = *organization.tables().inventories;
  REQUIRE(inventories.size() == 1);
  const Inventory& inventory = inventories.at(organization.find_account("prod").value());
  CHECK(inventory.regions == std::vector<std::string>{"us-east-1", "eu-west-1"});
  CHECK(inventory.resources[0].role_arn == "arn:r");
  CHECK(inventory.resources[1].role_arn == "");
  CHECK(inventory.resources[1].ssm_managed == false);
  CHECK_FALSE(inventory.resources[1].instance_connect.has_value());
  CHECK_FALSE(inventory.resources[2].role_arn.has_value());
  CHECK(inventory.user_facts.at("ada").has_login_profile == false);
  CHECK(organization.unmodelled()[0].construct == "/inventory/Moon");
}

TEST_CASE("an inventory overlay is laid over an organization") {
  const Organization before = organization_from(with(R"("rcps": {})"));
  const auto overlay = [&](const std::string& text) {
    return with_inventory(before, parse_json(text, 1).value());
  };
  const Organization after = overlay(R"({"AccountId": "222222222222", "Region": "us-east-1",
    "Resources": [{"Type": "AWS::Glue::Job", "Arn": "arn:j", "Moon": 1}]})")
                                 .value();
  const auto prod = after.find_account("prod").value();
  CHECK(after.tables().inventories->at(prod).resources.size() == 1);
  CHECK(after.unmodelled().size() == 1);
  CHECK(before.tables().inventories->empty());
  CHECK(after.tables().accounts.same_as(before.tables().accounts));
  CHECK(overlay(R"([{"AccountId": "111111111111"}, {"AccountId": "222222222222"}])")
            ->tables()
            .inventories->size() == 2);
  CHECK(overlay(R"({"AccountId": "333333333333"})").error()[0].code == "E3001");
  CHECK(overlay(R"({"AccountId": 222222222222})").error()[0].code == "E1101");
}

TEST_CASE("key grants, public access switches and shares are read") {
  const Organization organization = organization_from(with(R"("resources": [
    {"type": "kms-key", "arn": "arn:k", "account": "222222222222", "grants": [{"id": "g-1",
      "grantee": "arn:aws:iam::999999999999:root", "operations": ["Decrypt"]}]},
    {"type": "s3-bucket", "arn": "arn:b", "account": "222222222222", "public_access_block":
      {"block_public_acls": true, "restrict_public_buckets": true}},
    {"type": "lambda-function", "arn": "arn:l", "account": "222222222222", "role": "arn:r",
     "policy_collected": false}],
    "shares": [{"name": "net", "owner": "222222222222", "resources": ["arn:s"], "principals": ["o-1"],
      "allow_external_principals": false}])"));
  CHECK(organization.unmodelled().empty());
  const OrganizationTables& tables = organization.tables();
  const auto resource = [&](std::string_view arn) {
    return (*tables.resources)[organization.find_resource(arn).value()];
  };
  CHECK(resource("arn:k").grants->at(0).operations == std::vector<std::string>{"Decrypt"});
  CHECK(resource("arn:b").public_access_block == false);
  CHECK(resource("arn:b").public_access_block_switches->restrict_public_buckets);
  CHECK(resource("arn:l").role == "arn:r");
  CHECK_FALSE(resource("arn:l").policy_collected);
  CHECK((*tables.resource_shares)->begin()->allow_external_principals == false);
  CHECK_FALSE(organization_from(with(R"("rcps": {})")).tables().resource_shares.has_value());
  const Account& prod = organization.accounts()[organization.find_account("prod").value()];
  CHECK(prod.public_access_block->all());
  CHECK(prod.joined_method == JoinedMethod::Created);
}

TEST_CASE("routing policies and the VPC resolver are read") {
  const Organization organization = organization_from(with(R"("dns": {
    "zones": [{"id": "Z1", "name": "a.example", "account": "222222222222", "name_servers": ["ns-1"]}],
    "records": [
      {"zone": "Z1", "name": "a.example", "type": "A", "alias_to": "lb", "alias_zone": "Z9",
       "evaluate_target_health": true, "set_identifier": "x", "weight": 3, "health_check": "h-1"},
      {"zone": "Z1", "name": "b.a.example", "type": "A", "values": ["192.0.2.1"], "ttl": 60,
       "set_identifier": "y", "failover": "SECONDARY"},
      {"zone": "Z1", "name": "c.a.example", "type": "A", "values": ["192.0.2.1"],
       "set_identifier": "z", "geolocation": {"country": "*"}}],
    "health_checks": {"h-1": "unhealthy"},
    "resolver_rules": [{"id": "rr", "account": "222222222222", "domain": "Corp.", "type": "FORWARD",
      "targets": ["10.0.0.2"], "endpoint": "out"}],
    "resolver_endpoints": [{"id": "out", "account": "222222222222", "direction": "OUTBOUND"}],
    "profiles": [{"id": "rp", "account": "222222222222", "zones": ["Z1"], "associated_vpcs": ["v"]}],
    "firewall_groups": [{"id": "fw", "account": "222222222222", "rules": [{"priority": 1, "action":
      "BLOCK", "block_response": "NODATA", "domains": ["Bad.example."]}], "associated_vpcs": {"v": 100}}],
    "on_premises": [{"id": "dc", "addresses": ["10.0.0.2"], "forwards": {"cloud": ["10.1.0.2"]}}]})"));
  CHECK(organization.unmodelled().empty());
  const Dns& dns = **organization.tables().dns;
  CHECK(dns.records[0].routing.weight == 3);
  CHECK(dns.records[0].alias_zone == "Z9");
  CHECK(dns.records[1].routing.failover == Failover::Secondary);
  CHECK(dns.records[1].ttl == 60);
  CHECK(dns.records[2].routing.geolocation->country == "*");
  CHECK(dns.health_checks.at("h-1") == Health::Unhealthy);
  CHECK(dns.resolver_rules[0].targets == std::vector<std::string>{"10.0.0.2"});
  CHECK(dns.firewall_groups[0].rules[0].domains[0] == "bad.example");
  CHECK(dns.firewall_groups[0].associated_vpcs.at("v") == 100);
  CHECK(dns.on_premises[0].forwards.at("cloud").size() == 1);
  CHECK(codes(R"("dns": {"health_checks": {"h": "fine"}})") == std::vector<std::string>{"E1105"});
}

TEST_CASE("errors of the tree and of reading come together") {
  CHECK(codes(R"("iam": {"222222222222": {"users": [{"name": "a"}, {"name": "a"}],
    "roles": [{"name": "b"}]}}, "ous": [{"id": "x", "parent": "x"}])") ==
        std::vector<std::string>{"E1103", "E3002", "E3007"});
}

}  // namespace
}  // namespace orgsim::io

#include <algorithm>
#include <catch2/catch.hpp>

#include "io/read/json_value.h"
#include "io/read/organization_reader.h"
#include "model/organization_builder.h"
#include "sim/change/event.h"
#include "sim/organization/authorizer.h"

namespace orgsim::sim {
namespace {

/// A seller, a buyer and an account that stands alone.
constexpr std::string_view kOrganization = R"({
  "format": "orgsim-organization/1", "as_of": "2026-04-08",
  "organization": {"id": "o-a", "name": "acme", "root": "r-a", "management_account": "111111111111",
     "policy_types": ["SERVICE_CONTROL_POLICY"], "trusted_access": ["iam.amazonaws.com", "config.amazonaws.com", "sso.amazonaws.com"],
     "delegated_administrators": {"config.amazonaws.com": "333333333333"},
     "root_access_management": {"credentials": true, "sessions": true}},
  "ous": [{"id": "ou-w", "name": "Workloads", "parent": "r-a"}, {"id": "ou-q", "name": "Quarantine", "parent": "r-a"}],
  "accounts": [{"id": "111111111111", "name": "management", "ou": "r-a"},
    {"id": "222222222222", "name": "prod", "ou": "ou-w", "tags": {"team": "blue"}, "joined": "2025-01-01", "joined_method": "CREATED"},
    {"id": "333333333333", "name": "security", "ou": "ou-w"},
    {"id": "444444444444", "name": "fresh", "ou": "ou-w", "joined": "2026-04-06", "joined_method": "CREATED"},
    {"id": "555555555555", "name": "closed", "ou": "ou-w", "status": "SUSPENDED"}],
  "scps": {"p-full": {"name": "FullAWSAccess", "doc": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}},
           "p-stay": {"name": "Stay", "doc": {"Statement": {"Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*"}}}},
  "scp_attachments": {"r-a": ["p-full"], "ou-w": ["p-full", "p-stay"], "ou-q": ["p-full"], "111111111111": ["p-full"], "222222222222": ["p-full"], "333333333333": ["p-full"], "444444444444": ["p-full"], "555555555555": ["p-full"]},
  "rcps": {"p-rfull": {"name": "RCPFullAWSAccess", "doc": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}}},
  "rcp_attachments": {},
  "iam": {"111111111111": {"users": [], "roles": []},
    "222222222222": {"users": [{"name": "ada"}], "roles": [
      {"name": "Access", "trust": {"Statement": [{"Effect": "Allow", "Principal": {"AWS": ["111111111111", "333333333333"]}, "Action": "sts:AssumeRole"}]},
       "policies": [{"name": "all", "doc": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}]},
      {"name": "Linked", "path": "/aws-service-role/config.amazonaws.com/", "trust": {"Statement": [{"Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"}, "Action": "sts:AssumeRole"}]}, "policies": []}]}},
  "identity_center": {"instance_account": "111111111111", "groups": {"devs": ["bob"]}, "users": [{"name": "eve"}],
    "permission_sets": {"Reader": {"policies": []}, "Unused": {"policies": []}},
    "assignments": [{"group": "devs", "permission_set": "Reader", "account": "222222222222"}]},
  "resources": [{"type": "s3-bucket", "arn": "arn:aws:s3:::data", "account": "222222222222", "region": "us-east-1", "policy": null}],
  "shares": [{"name": "net", "owner": "333333333333", "resources": ["subnet-1"], "principals": ["222222222222"], "allow_external_principals": false}],
  "dns": {"domains": [], "zones": [{"id": "Z1", "name": "acme.example", "private": false, "account": "333333333333", "vpcs": []},
                                   {"id": "Z2", "name": "shop.acme.example", "private": false, "account": "222222222222", "vpcs": []}],
          "delegations": [], "records": [], "resolver_rules": []},
  "other_organizations": [{"organization": {"id": "o-b", "name": "buyer", "root": "r-b", "management_account": "999999999999", "policy_types": ["SERVICE_CONTROL_POLICY"]},
     "ous": [{"id": "ou-b", "name": "Acquired", "parent": "r-b"}], "accounts": [{"id": "999999999999", "name": "boss", "ou": "r-b"}],
     "scps": {"p-full": {"name": "FullAWSAccess", "doc": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}},
     "scp_attachments": {"r-b": ["p-full"], "ou-b": ["p-full"], "999999999999": ["p-full"]}}],
  "standalone_accounts": [{"id": "888888888888", "name": "lonely"}]
})";

Organization organization() {
  const auto json = io::parse_json(kOrganization, 0);
  REQUIRE(json.has_value());
  auto result = io::read_organization(*json);
  if (!result) {
    CAPTURE(result.error().front().message);
    REQUIRE(result.has_value());
  }
  return *result;
}

Index<Account> account(const Organization& in, std::string_view name) {
  return in.find_account(name).value();
}

/// The first record with this name.
template <class Record>
Index<Record> named(const Table<Record>& table, std::string_view name) {
  for (const auto index : table.indexes()) {
    if (table[index].name == name) {
      return index;
    }
  }
  FAIL("no record " << name);
  return {};
}

Index<OrganizationalUnit> ou(const Organization& in, std::string_view id) {
  for (const auto index : in.ous().indexes()) {
    if (in.ous()[index].id == id) {
      return index;
    }
  }
  FAIL("no OU " << id);
  return {};
}

/// What applying says: the code of the first refusal, empty when it is done.
std::string refusal(const Organization& before, const Event& event) {
  const auto after = apply(before, event);
  return after ? "" : after.error().front().code;
}

Organization done(const Organization& before, const Event& event) {
  auto after = apply(before, event);
  if (!after) {
    CAPTURE(after.error().front().message);
    REQUIRE(after.has_value());
  }
  return *after;
}

bool may_assume(const Organization& in, const PrincipalEntry& who, Index<Role> role) {
  const auto& tables = in.tables();
  const auto& statements = (*tables.documents)[(*tables.roles)[role].trust].statements;
  return std::ranges::any_of(statements, [&](const Statement& statement) {
    return statement.principal && std::ranges::find(statement.principal->entries, who) !=
                                      statement.principal->entries.end();
  });
}

constexpr Index<OrganizationRecord> kAcme(0);
constexpr Index<OrganizationRecord> kBuyer(1);

TEST_CASE("an assignment comes and goes, and the snapshot before stays as it was", "[apply]") {
  const Organization before = organization();
  const auto& tables = before.tables();
  const Assign assign{named(*tables.identity_users, "eve"),
                      named(*tables.permission_sets, "Unused"), account(before, "prod")};
  const Organization after = done(before, assign);
  CHECK(before.tables().assignments->size() + 1 == after.tables().assignments->size());
  CHECK(before.tables().roles.same_as(after.tables().roles));
  CHECK(done(after, assign).tables().assignments->size() == after.tables().assignments->size());
  const Unassign unassign{assign.assignee, assign.permission_set, assign.account};
  const Organization back = done(after, unassign);
  CHECK(std::ranges::count(*back.tables().assignments, Presence::Present, &Assignment::presence) ==
        1);
  CHECK(refusal(back, unassign) == "E4003");
}

TEST_CASE("Identity Center assigns in active accounts of its own organization", "[apply]") {
  const Organization before = organization();
  const auto& tables = before.tables();
  const auto set = named(*tables.permission_sets, "Reader");
  const auto bob = named(*tables.identity_users, "bob");
  CHECK(refusal(before, Assign{bob, set, account(before, "boss")}) == "E4001");
  CHECK(refusal(before, Assign{bob, set, account(before, "closed")}) == "E4002");
}

TEST_CASE("members join and leave groups once", "[apply]") {
  const Organization before = organization();
  const auto group = named(*before.tables().identity_groups, "devs");
  const auto bob = named(*before.tables().identity_users, "bob");
  CHECK(refusal(before, AddMember{group, bob}) == "E4004");
  const Organization after = done(before, RemoveMember{group, bob});
  CHECK((*after.tables().identity_groups)[group].members.empty());
  CHECK((*before.tables().identity_groups)[group].members.size() == 1);
  CHECK(refusal(after, RemoveMember{group, bob}) == "E4005");
}

TEST_CASE("inline policies are granted and revoked by name", "[apply]") {
  const Organization before = organization();
  const auto role = named(*before.tables().roles, "Access");
  const PolicyDocument document{.version = PolicyVersion::Of2012};
  const Organization after = done(before, Grant{role, NamedDocument{"more", document}});
  CHECK((*after.tables().roles)[role].policies.inline_policies.size() == 2);
  const Organization replaced = done(after, Grant{role, NamedDocument{"more", document}});
  CHECK((*replaced.tables().roles)[role].policies.inline_policies.size() == 2);
  const Organization back = done(after, Revoke{role, std::string("more")});
  CHECK((*back.tables().roles)[role].policies.inline_policies.size() == 1);
  CHECK(refusal(back, Revoke{role, std::string("more")}) == "E4006");
}

TEST_CASE("an SCP stays when it is the last one of its target", "[apply]") {
  const Organization before = organization();
  const auto full = named(before.policies(), "FullAWSAccess");
  const auto stay = named(before.policies(), "Stay");
  const auto workloads = ou(before, "ou-w");
  CHECK(refusal(before, Detach{full, account(before, "prod")}) == "E4017");
  CHECK(refusal(before, Detach{stay, account(before, "prod")}) == "E4015");
  const Organization after = done(before, Detach{full, workloads});
  CHECK(after.ous()[workloads].attached == std::vector{stay});
  CHECK(before.ous()[workloads].attached.size() == 2);
  CHECK(refusal(after, Detach{stay, workloads}) == "E4017");
  CHECK(refusal(before, Attach{stay, account(before, "boss")}) == "E4014");
}

TEST_CASE("AWS attaches no eleventh SCP to a target", "[apply]") {
  OrganizationBuilder builder(organization());
  const auto workloads = ou(organization(), "ou-w");
  for (std::size_t i = (*builder.tables().ous)[workloads].attached.size(); i < 10; ++i) {
    const auto more = builder.tables().policies.edit().append(
        {.id = "p-more-" + std::to_string(i), .organization = kAcme});
    builder.attach(more, workloads);
  }
  const auto last = builder.tables().policies.edit().append(
      {.id = "p-last", .name = "Last", .organization = kAcme});
  const Organization full = std::move(builder).build().value();
  CHECK(refusal(full, Attach{last, workloads}) == "E3004");
  const Organization room = done(full, Detach{full.ous()[workloads].attached.back(), workloads});
  CHECK(done(room, Attach{last, workloads}).ous()[workloads].attached.back() == last);
}

TEST_CASE("enabling a policy type attaches its full access everywhere, disabling drops all of it",
          "[apply]") {
  const Organization before = organization();
  const auto rcp = OrganizationPolicyType::ResourceControlPolicy;
  const auto scp = OrganizationPolicyType::ServiceControlPolicy;
  const auto full = named(before.policies(), "RCPFullAWSAccess");
  CHECK(refusal(before, Attach{full, ou(before, "ou-w")}) == "E4013");
  const Organization after = done(before, SetPolicyType{kAcme, rcp, true});
  for (const auto index : after.ous().indexes()) {
    const auto& attached = after.ous()[index].attached;
    const bool has = std::ranges::find(attached, full) != attached.end();
    CHECK(has == (after.ous()[index].organization == kAcme));
  }
  CHECK(refusal(after, Detach{full, ou(after, "ou-w")}) == "E4016");
  CHECK(refusal(after, SetPolicyType{kAcme, rcp, true}) == "E4011");
  const Organization bare = done(before, SetPolicyType{kAcme, scp, false});
  CHECK(bare.ous()[ou(bare, "ou-w")].attached.empty());
  CHECK(bare.accounts()[account(bare, "prod")].attached.empty());
  CHECK_FALSE(bare.ous()[ou(bare, "ou-b")].attached.empty());
}

TEST_CASE("a policy gets a new text wherever it is attached, but AWS's own does not", "[apply]") {
  const Organization before = organization();
  const auto stay = named(before.policies(), "Stay");
  const Organization after = done(before, PutPolicy{stay, PolicyDocument{}});
  CHECK(after.document(*after.policies()[stay].document).statements.empty());
  CHECK(before.document(*before.policies()[stay].document).statements.size() == 1);
  CHECK(refusal(before, PutPolicy{named(before.policies(), "FullAWSAccess"), PolicyDocument{}}) ==
        "E4018");
  const CreatePolicy create{kAcme, OrganizationPolicyType::ServiceControlPolicy, "New", {}};
  CHECK(done(before, create).policies().size() == before.policies().size() + 1);
  CHECK(refusal(done(before, create), create) == "E4019");
}

TEST_CASE("trust is set, widened and narrowed", "[apply]") {
  const Organization before = organization();
  const auto role = named(*before.tables().roles, "Access");
  const PrincipalEntry root{PrincipalType::Aws, "arn:aws:iam::333333333333:root"};
  const PrincipalEntry id{PrincipalType::Aws, "333333333333"};
  const PrincipalEntry vendor{PrincipalType::Aws, "arn:aws:iam::888888888888:root"};
  CHECK_FALSE(may_assume(done(before, RemoveTrust{role, root}), id, role));
  CHECK(may_assume(before, id, role));
  CHECK(refusal(before, RemoveTrust{role, vendor}) == "E4022");
  const Organization after = done(before, AddTrust{role, vendor, "secret"});
  CHECK(may_assume(after, vendor, role));
  const auto& statements =
      (*after.tables().documents)[(*after.tables().roles)[role].trust].statements;
  CHECK(statements.back().conditions.at(0).values == std::vector<std::string>{"secret"});
  CHECK_FALSE(may_assume(done(before, SetTrust{role, {}}), id, role));
  CHECK(refusal(before, SetTrust{named(*before.tables().roles, "Linked"), {}}) == "E4020");
}

TEST_CASE("a resource policy is set and removed", "[apply]") {
  const Organization before = organization();
  const Index<Resource> bucket(0);
  PolicyDocument document{.statements = {Statement{.effect = Effect::Deny}}};
  const Organization after = done(before, SetResourcePolicy{bucket, document});
  CHECK((*after.tables().resources)[bucket].policy.has_value());
  CHECK_FALSE((*before.tables().resources)[bucket].policy.has_value());
  CHECK_FALSE((*done(after, SetResourcePolicy{bucket, {}}).tables().resources)[bucket].policy);
}

TEST_CASE("a created account lands below the root with full access and a role for the management",
          "[apply]") {
  const Organization before = organization();
  const CreateAccount create{
      .organization = kAcme, .id = AccountId::parse("777777777777").value(), .name = "new"};
  const Organization after = done(before, create);
  const auto created = account(after, "new");
  CHECK(after.accounts()[created].parent == ou(after, "r-a"));
  CHECK(after.accounts()[created].attached ==
        std::vector{named(after.policies(), "FullAWSAccess")});
  const auto role = named(*after.tables().roles, "OrganizationAccountAccessRole");
  CHECK(may_assume(after, {PrincipalType::Aws, "arn:aws:iam::111111111111:root"}, role));
  CHECK(refusal(after, create) == "E4030");
  CHECK(refusal(after, RemoveAccount{created}) == "E4036");
  const Organization later = done(after, Advance{*after.tables().as_of + std::chrono::days(4)});
  CHECK(refusal(later, RemoveAccount{created}).empty());
}

TEST_CASE("an account moves within its organization", "[apply]") {
  const Organization before = organization();
  const auto prod = account(before, "prod");
  const Organization after = done(before, MoveAccount{prod, ou(before, "ou-q")});
  CHECK(after.accounts()[prod].parent == ou(before, "ou-q"));
  CHECK(before.accounts()[prod].parent == ou(before, "ou-w"));
  CHECK(refusal(after, MoveAccount{prod, ou(before, "ou-q")}) == "E4032");
  CHECK(refusal(after, MoveAccount{prod, ou(before, "ou-b")}) == "E4031");
  CHECK(refusal(after, MoveAccount{account(before, "lonely"), ou(before, "ou-q")}) == "E4033");
}

TEST_CASE("who may not leave stays", "[apply]") {
  const Organization before = organization();
  const auto [name, code] = GENERATE(table<std::string, std::string>({{"management", "E4034"},
                                                                      {"security", "E4035"},
                                                                      {"fresh", "E4036"},
                                                                      {"lonely", "E4033"},
                                                                      {"closed", "E4002"}}));
  CAPTURE(name);
  CHECK(refusal(before, RemoveAccount{account(before, name)}) == code);
  CHECK(refusal(before, LeaveOrganization{account(before, name)}) == code);
}

TEST_CASE("whoever leaves loses policies, assignments, shares and tags, and keeps its roles",
          "[apply]") {
  const Organization before = organization();
  const auto prod = account(before, "prod");
  const Organization after = done(before, RemoveAccount{prod});
  CHECK_FALSE(after.organization_of(prod).has_value());
  CHECK(after.accounts()[prod].attached.empty());
  CHECK(after.accounts()[prod].tags.empty());
  CHECK((*after.tables().assignments)[Index<Assignment>(0)].presence == Presence::Deleted);
  CHECK((**after.tables().resource_shares)[Index<ResourceShare>(0)].principals.empty());
  const auto role = named(*after.tables().roles, "Access");
  CHECK((*after.tables().roles)[role].presence == Presence::Present);
  CHECK(may_assume(after, {PrincipalType::Aws, "111111111111"}, role));
  CHECK(before.organization_of(prod) == kAcme);
  CHECK((**before.tables().resource_shares)[Index<ResourceShare>(0)].principals.size() == 1);
}

TEST_CASE("an account joins below the root or changes sides at once", "[apply]") {
  const Organization before = organization();
  const auto prod = account(before, "prod");
  const auto lonely = account(before, "lonely");
  CHECK(refusal(before, JoinOrganization{prod, kBuyer, std::nullopt}) == "E4037");
  CHECK(refusal(before, JoinOrganization{lonely, kBuyer, ou(before, "ou-w")}) == "E4031");
  const Organization joined = done(before, JoinOrganization{lonely, kBuyer, std::nullopt});
  CHECK(joined.organization_of(lonely) == kBuyer);
  CHECK(joined.accounts()[lonely].attached.size() == 1);
  const Organization moved = done(before, TransferAccount{prod, kBuyer, ou(before, "ou-b")});
  CHECK(moved.accounts()[prod].parent == ou(before, "ou-b"));
  CHECK(moved.accounts()[prod].joined_method == JoinedMethod::Invited);
  CHECK(refusal(before, TransferAccount{account(before, "security"), kBuyer, std::nullopt}) ==
        "E4035");
  CHECK(refusal(before, TransferAccount{prod, kAcme, std::nullopt}) == "E4038");
  CHECK(refusal(before, Invite{prod, kAcme}) == "E4038");
  CHECK(refusal(before, Invite{prod, kBuyer}).empty());
}

TEST_CASE("a closed account is suspended and its principals cannot act", "[apply]") {
  const Organization before = organization();
  const auto prod = account(before, "prod");
  CHECK(refusal(before, CloseAccount{account(before, "management")}) == "E4034");
  const Organization after = done(before, CloseAccount{prod});
  CHECK(Authorizer(after).principals().of_account(prod).empty());
  CHECK_FALSE(Authorizer(before).principals().of_account(prod).empty());
  CHECK(refusal(after, CloseAccount{prod}) == "E4002");
}

TEST_CASE("delegated administrators are members of a service with trusted access", "[apply]") {
  const Organization before = organization();
  const auto prod = account(before, "prod");
  CHECK(refusal(before, DelegateAdministrator{"sso.amazonaws.com",
                                              account(before, "management")}) == "E4040");
  CHECK(refusal(before, DelegateAdministrator{"guardduty.amazonaws.com", prod}) == "E4041");
  const Organization after = done(before, DelegateAdministrator{"sso.amazonaws.com", prod});
  CHECK(after.tables().identity_centers->front().delegated_administrator == prod);
  CHECK(refusal(after, DelegateAdministrator{"sso.amazonaws.com", account(after, "security")}) ==
        "E4042");
  CHECK(refusal(after, RemoveAccount{prod}) == "E4035");
  const Organization back = done(after, UndelegateAdministrator{"sso.amazonaws.com", prod});
  CHECK_FALSE(back.tables().identity_centers->front().delegated_administrator.has_value());
  CHECK(refusal(back, UndelegateAdministrator{"sso.amazonaws.com", prod}) == "E4043");
  CHECK(refusal(back, RemoveAccount{prod}).empty());
}

TEST_CASE("features of the organization are turned on and off", "[apply]") {
  const Organization before = organization();
  const auto root = [](const Organization& in) {
    return *(*in.tables().organizations)[kAcme].root_access_management;
  };
  const Organization after = done(before, SetFeature{kAcme, Feature::RootSessions, false, ""});
  CHECK_FALSE(root(after).sessions);
  CHECK(root(after).credentials);
  CHECK(root(before).sessions);
  const Organization untrusted =
      done(after, SetFeature{kAcme, Feature::TrustedAccess, false, "iam.amazonaws.com"});
  CHECK(refusal(untrusted, SetFeature{kAcme, Feature::RootSessions, true, ""}) == "E4048");
  CHECK(refusal(before, SetFeature{kAcme, Feature::TrustedAccess, true, ""}) == "E4047");
}

TEST_CASE("names are delegated below their zone, and records set in it", "[apply]") {
  const Organization before = organization();
  const auto dns = [](const Organization& in) -> const Dns& { return **in.tables().dns; };
  CHECK(refusal(before, DelegateZone{"Z1", "other.example", "Z2"}) == "E4051");
  CHECK(refusal(before, DelegateZone{"Z1", "eu.acme.example", "Z2"}) == "E4052");
  const Organization after = done(before, DelegateZone{"Z1", "shop.acme.example", "Z2"});
  CHECK(dns(after).delegations.size() == 1);
  CHECK(dns(before).delegations.empty());
  CHECK(refusal(after, Delete{ZoneId{"Z1"}}) == "E4062");
  const Organization gone = done(after, UndelegateZone{"Z1", "shop.acme.example"});
  CHECK(dns(gone).delegations.front().removed);
  CHECK(refusal(gone, UndelegateZone{"Z1", "shop.acme.example"}) == "E4053");
  const Organization set = done(before, SetRecord{"Z1", "www.acme.example", "A", {"192.0.2.1"}});
  CHECK(dns(set).records.size() == 1);
  CHECK(refusal(before, SetRecord{"Z1", "www.acme.example", "A", {}}) == "E4054");
  CHECK(refusal(before, SetRecord{"Z1", "www.other.example", "A", {"192.0.2.1"}}) == "E4051");
  CHECK(dns(done(set, SetRecord{"Z1", "www.acme.example", "A", {}})).records.front().removed);
  CHECK(dns(done(gone, Delete{ZoneId{"Z1"}})).zones.front().removed);
}

TEST_CASE("a share for its organization takes nobody else", "[apply]") {
  const Organization before = organization();
  const Index<ResourceShare> net(0);
  CHECK(refusal(before, ShareResource{net, "888888888888"}) == "E4055");
  const Organization after = done(before, ShareResource{net, "444444444444"});
  CHECK((**after.tables().resource_shares)[net].principals.size() == 2);
  CHECK((**before.tables().resource_shares)[net].principals.size() == 1);
  CHECK(refusal(done(after, UnshareResource{net, "444444444444"}),
                UnshareResource{net, "444444444444"}) == "E4056");
}

TEST_CASE("tags are set and removed", "[apply]") {
  const Organization before = organization();
  const auto prod = account(before, "prod");
  const Organization after = done(before, SetTag{prod, "team", "red"});
  CHECK(after.accounts()[prod].tags.at("team") == "red");
  CHECK(before.accounts()[prod].tags.at("team") == "blue");
  CHECK(done(before, SetTag{prod, "team", std::nullopt}).accounts()[prod].tags.empty());
}

TEST_CASE("what is deleted takes along what is its own", "[apply]") {
  const Organization before = organization();
  const auto& tables = before.tables();
  const auto devs = named(*tables.identity_groups, "devs");
  const auto reader = named(*tables.permission_sets, "Reader");
  CHECK(refusal(before, Delete{reader}) == "E4060");
  const Organization after = done(before, Delete{devs});
  CHECK((*after.tables().identity_groups)[devs].presence == Presence::Deleted);
  CHECK((*before.tables().identity_groups)[devs].presence == Presence::Present);
  CHECK(refusal(after, Delete{reader}).empty());
  const auto access = named(*tables.roles, "Access");
  CHECK_FALSE(Authorizer(done(before, Delete{access}))
                  .principals()
                  .find("arn:aws:iam::222222222222:role/Access")
                  .has_value());
  const auto bob = named(*tables.identity_users, "bob");
  CHECK((*done(before, Delete{bob}).tables().identity_groups)[devs].members.empty());
}

TEST_CASE("time goes forward", "[apply]") {
  const Organization before = organization();
  const Date today = *before.tables().as_of;
  CHECK(done(before, Advance{today + std::chrono::days(1)}).tables().as_of > today);
  CHECK(refusal(before, Advance{today - std::chrono::days(1)}) == "E4070");
}

TEST_CASE("doing an event takes the requests of its API", "[apply]") {
  const Organization before = organization();
  const auto prod = account(before, "prod");
  const auto management = account(before, "management");
  const auto leave = requests_of(before, LeaveOrganization{prod}, prod);
  REQUIRE(leave.size() == 1);
  CHECK(leave[0].action == "organizations:LeaveOrganization");
  CHECK(leave[0].resource_account == "222222222222");
  const auto move = requests_of(before, MoveAccount{prod, ou(before, "ou-q")}, management);
  REQUIRE(move.size() == 3);
  CHECK(move[0].resource == "arn:aws:organizations::111111111111:account/o-a/222222222222");
  CHECK(move[1].resource == "arn:aws:organizations::111111111111:ou/o-a/ou-q");
  CHECK(move[2].resource == "arn:aws:organizations::111111111111:ou/o-a/ou-w");
  const auto attach =
      requests_of(before, Attach{named(before.policies(), "Stay"), ou(before, "r-a")}, management);
  REQUIRE(attach.size() == 2);
  CHECK(attach[0].resource ==
        "arn:aws:organizations::111111111111:policy/o-a/service_control_policy/p-stay");
  CHECK(attach[1].resource == "arn:aws:organizations::111111111111:root/o-a/r-a");
  CHECK(requests_of(before, Advance{}, management).empty());
  const auto bucket = requests_of(before, SetResourcePolicy{Index<Resource>(0), {}}, prod);
  CHECK(bucket.at(0).action == "s3:DeleteBucketPolicy");
}

}  // namespace
}  // namespace orgsim::sim

#include "sim/closure/closure.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/closure/blast_radius.h"
#include "sim/closure/choke_points.h"
#include "sim/closure/dead_guards.h"
#include "sim/closure/exposure.h"
#include "tests/support/organization_text.h"

namespace orgsim::sim {
namespace {

/// A management account with a role that edits policies but touches nothing else; a member whose
/// SCP refuses what its workers would do; a log bucket whose policy refuses everybody.
constexpr std::string_view kOrganization = R"({
  "format": "orgsim-organization/1", "as_of": "2026-04-08",
  "organization": {"id": "o-a", "root": "r-1", "management_account": "111111111111",
                   "policy_types": ["SERVICE_CONTROL_POLICY"], "trusted_access": [],
                   "delegated_administrators": {}, "root_access_management": {"credentials": false, "sessions": false}},
  "ous": [{"id": "ou-w", "name": "Workloads", "parent": "r-1"}],
  "accounts": [{"id": "111111111111", "name": "management", "ou": "r-1"},
               {"id": "222222222222", "name": "prod", "ou": "ou-w", "root_email": "root+prod@mail.example.com"},
               {"id": "333333333333", "name": "names", "ou": "r-1"}],
  "standalone_accounts": [{"id": "444444444444", "name": "vault"}],
  "scps": {"p-full": {"name": "FullAWSAccess", "doc": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}},
           "p-iam": {"name": "NoIam", "doc": {"Statement": [{"Sid": "Iam", "Effect": "Deny", "Action": "iam:*", "Resource": "*"},
                                                            {"Sid": "Twice", "Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*"}]}},
           "p-unused": {"name": "Unused", "doc": {"Statement": {"Sid": "Nobody", "Effect": "Deny", "Action": "*", "Resource": "*"}}}},
  "scp_attachments": {"r-1": ["p-full"], "ou-w": ["p-full", "p-iam"], "111111111111": ["p-full"], "222222222222": ["p-full"], "333333333333": ["p-full"]},
  "iam": {
    "111111111111": {"users": [], "roles": [
        {"name": "Editor", "trust": {"Statement": {"Effect": "Allow", "Principal": {"Service": "opsworks.amazonaws.com"}, "Action": "sts:AssumeRole"}},
         "policies": [{"name": "edit", "doc": {"Statement": [{"Effect": "Allow", "Action": "organizations:*", "Resource": "*"},
                      {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::222222222222:role/Worker"}]}}]}]},
    "222222222222": {"root_user": {"credentials": "password", "access_keys": 0, "mfa": "none"}, "users": [], "roles": [
        {"name": "Worker", "trust": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:root"}, "Action": "sts:AssumeRole"}},
         "policies": [{"name": "work", "doc": {"Statement": {"Effect": "Allow", "Action": ["iam:PutRolePolicy", "s3:PutBucketPolicy"], "Resource": "*"}}}]},
        {"name": "Reader", "trust": {"Statement": {"Effect": "Allow", "Principal": {"Service": "opsworks.amazonaws.com"}, "Action": "sts:AssumeRole"}},
         "policies": [{"name": "read", "doc": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}]}]},
    "333333333333": {"users": [], "roles": [
        {"name": "Dns", "trust": {"Statement": {"Effect": "Allow", "Principal": {"Service": "opsworks.amazonaws.com"}, "Action": "sts:AssumeRole"}},
         "policies": [{"name": "records", "doc": {"Statement": {"Effect": "Allow", "Action": "route53:*", "Resource": "*"}}}]}]}},
  "dns": {"domains": [], "zones": [{"id": "ZP", "name": "example.com", "private": false, "account": "333333333333"},
                                    {"id": "ZC", "name": "shop.example.com", "private": false, "account": "222222222222"}],
          "delegations": [{"parent": "ZP", "child": "shop.example.com", "child_zone": "ZC", "ns_match": true}], "records": []},
  "logging": {"trails": [{"arn": "arn:aws:cloudtrail:us-east-1:111111111111:trail/t", "owner_account": "111111111111",
                          "organization_trail": true, "is_logging": true, "management_events": "All", "bucket": "arn:aws:s3:::logs"}]},
  "resources": [{"type": "s3-bucket", "arn": "arn:aws:s3:::logs", "account": "222222222222", "data_classes": ["audit-log"],
                 "policy": {"Statement": {"Effect": "Deny", "Principal": "*", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObjectVersion"], "Resource": "*"}}}]
})";

constexpr std::string_view kEditor = "arn:aws:iam::111111111111:role/Editor";
constexpr std::string_view kWorker = "arn:aws:iam::222222222222:role/Worker";
constexpr std::string_view kReader = "arn:aws:iam::222222222222:role/Reader";
constexpr std::string_view kDns = "arn:aws:iam::333333333333:role/Dns";

struct Fixture {
  Fixture()
      : organization(organization_from(std::string(kOrganization))),
        authorizer(organization),
        graph(build_access_graph(authorizer)) {}

  Index<Principal> find(std::string_view arn) const {
    const auto principal = authorizer.principals().find(arn);
    REQUIRE(principal.has_value());
    return *principal;
  }

  BlastRadius radius(std::string_view from, RadiusOptions options = {}) const {
    return blast_radius(authorizer, graph, {find(from)}, options);
  }

  Organization organization;
  Authorizer authorizer;
  AccessGraph graph;
};

std::vector<std::string_view> techniques(const std::vector<Step>& steps) {
  std::vector<std::string_view> result;
  for (const Step& step : steps) {
    result.push_back(step.technique);
  }
  return result;
}

const ReachedAccount* account(const Fixture& f, const BlastRadius& radius, std::string_view name) {
  const auto found = std::ranges::find_if(radius.accounts, [&](const ReachedAccount& reached) {
    return f.organization.accounts()[reached.account].name == name;
  });
  return found == radius.accounts.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("the two radii: becoming alone, and everything with ceilings lifted", "[closure]") {
  const Fixture f;
  const BlastRadius becomes = f.radius(kEditor, {.becomes_only = true});
  REQUIRE(account(f, becomes, "prod") != nullptr);
  CHECK(account(f, becomes, "prod")->level == AccountLevel::Metadata);
  const BlastRadius grounded = f.radius(kEditor, {.raises = false});
  CHECK(account(f, grounded, "prod")->level == AccountLevel::Metadata);
  const BlastRadius full = f.radius(kEditor);
  REQUIRE(account(f, full, "prod")->level == AccountLevel::Admin);
  CHECK(account(f, full, "prod")->certain == Truth::Yes);
}

TEST_CASE("a witness names the hops that needed a lifted ceiling, and no others", "[closure]") {
  const Fixture f;
  const BlastRadius radius = f.radius(kEditor);
  const std::vector<Step> steps = radius.possible().witness(account(f, radius, "prod")->needs);
  CHECK(techniques(steps) == std::vector<std::string_view>{"sts-001", "org-14", "iam-005"});
  CHECK(steps[0].raised.empty());
  CHECK(steps[1].relation == Relation::Raise);
  REQUIRE(steps[2].raised.size() == 1);
  CHECK(steps[2].raised.front() == steps[1].to);
  CHECK(steps[2].level == 2);
}

TEST_CASE("who reads a bucket once its policy is rewritten reads it later", "[closure]") {
  const Fixture f;
  const BlastRadius radius = f.radius(kReader);
  REQUIRE(radius.stores.size() == 1);
  const ReachedStore::Access& read = radius.stores.front().accesses.front();
  CHECK(read.access == StoreAccess::Read);
  CHECK(read.unlocked_by == "s3:DeleteBucketPolicy");
  CHECK(read.hops == 1);
  CHECK(f.radius(kDns, {.becomes_only = true}).stores.empty());
}

TEST_CASE("who writes a parent zone answers for its children and for root mail", "[closure]") {
  const Fixture f;
  const BlastRadius becomes = f.radius(kDns, {.becomes_only = true});
  REQUIRE(becomes.names.zones.size() == 2);
  CHECK(becomes.names.zones[0].through.empty());
  CHECK(becomes.names.zones[1].through == "ZP");
  REQUIRE(becomes.names.mail_domains.size() == 1);
  CHECK(becomes.names.mail_domains.front().domain == "mail.example.com");
  const BlastRadius radius = f.radius(kDns);
  CHECK(radius.possible().hops(f.find("arn:aws:iam::222222222222:root")) == 1);
  CHECK(techniques(radius.possible().witness(f.find("arn:aws:iam::222222222222:root"))) ==
        std::vector<std::string_view>{"dns-03"});
}

TEST_CASE("controls fall with who stops them, seen or unseen", "[closure]") {
  const Fixture f;
  const auto bucket = [&](const BlastRadius& radius) {
    return std::ranges::find(radius.controls, ControlKind::TrailBucket, &BlindedControl::kind);
  };
  const BlastRadius reader = f.radius(kReader);
  REQUIRE(bucket(reader) != reader.controls.end());
  CHECK(bucket(reader)->unseen == Truth::Yes);
  CHECK(bucket(reader)->whole_organization);
  const BlastRadius editor = f.radius(kEditor);
  REQUIRE(bucket(editor) != editor.controls.end());
  CHECK(bucket(editor)->hops == 1);
  CHECK(bucket(editor)->unseen == Truth::No);
  CHECK(std::ranges::none_of(f.radius(kDns, {.becomes_only = true}).controls,
                             [](const auto& c) { return c.kind == ControlKind::Trail; }));
}

TEST_CASE("content that can be deleted without a recovery point is lost", "[closure]") {
  const Fixture f;
  const BlastRadius reader = f.radius(kReader);
  REQUIRE(reader.recoveries.size() == 1);
  CHECK(reader.recoveries.front().fate == Fate::Lost);         // Once its policy is rewritten.
  CHECK(reader.recoveries.front().certain == Truth::Unknown);  // No vault is listed at all.
  CHECK(f.radius(kDns, {.becomes_only = true}).recoveries.front().fate == Fate::Untouched);
}

TEST_CASE("ways to stay are told by what ends them", "[closure]") {
  const Fixture f;
  const BlastRadius radius = f.radius("arn:aws:iam::222222222222:root", {.becomes_only = true});
  const auto way = [&](std::string_view id) {
    const auto found = std::ranges::find_if(radius.persistences,
                                            [&](const Persistence& p) { return p.row->id == id; });
    REQUIRE(found != radius.persistences.end());
    return *found;
  };
  CHECK(way("key-grant").row->survives_leaving);
  CHECK_FALSE(way("resource-share").row->survives_leaving);
  CHECK(way("key-grant").accounts.size() == 1);
  // The SCP refuses IAM to the root user of the member as well.
  CHECK(std::ranges::none_of(radius.persistences,
                             [](const Persistence& p) { return p.row->id == "access-key"; }));
  // Assignments are made in the management account; a member's own instance has none.
  const auto assigns = [](const Persistence& p) { return p.row->id == "permission-set"; };
  CHECK(std::ranges::none_of(radius.persistences, assigns));
  const BlastRadius managed = f.radius("arn:aws:iam::111111111111:root", {.becomes_only = true});
  CHECK(std::ranges::any_of(managed.persistences, assigns));
}

TEST_CASE("the route matrix says what closing one route saves and who is out of reach",
          "[closure]") {
  const Fixture f;
  const RouteMatrix matrix = route_matrix(f.authorizer, f.graph, std::vector{f.find(kEditor)});
  REQUIRE(matrix.rows.size() == 1);
  CHECK(matrix.ids == std::vector<std::string_view>{"org-03"});
  REQUIRE(matrix.closed.size() == 1);
  CHECK(matrix.closed.front().saved.size() == 1);
  CHECK(matrix.closed.front().n_left == 0);
  std::vector<Untouched> reasons;
  for (const RouteMatrix::Survivor& survivor : matrix.survivors) {
    reasons.push_back(survivor.reason);
  }
  CHECK(reasons == std::vector{Untouched::NoRoute, Untouched::OutsideOrganization});
}

TEST_CASE("asking anew gives what the table gives", "[closure]") {
  const Fixture f;
  EscalationGround ground(f.authorizer, f.graph);
  PowerTable powers(ground);
  for (const auto index : f.authorizer.principals().all().indexes()) {
    const std::array from = {index};
    const Closure once(powers, from, {.asks_anew = true});
    const Closure kept(powers, from, {.asks_anew = false});
    CAPTURE(f.authorizer.principals()[index].arn);
    CHECK(once.held() == kept.held());
    CHECK(once.raised() == kept.raised());
    for (const auto held : once.held()) {
      CHECK(once.hops(held) == kept.hops(held));
      const Rewritten useful = ground.rewritable(held);
      CHECK((once.rewritten(held) & useful) == (kept.rewritten(held) & useful));
    }
  }
}

TEST_CASE("a bigger foothold never makes less fall", "[closure][property]") {
  const Fixture f;
  EscalationGround ground(f.authorizer, f.graph);
  PowerTable powers(ground);
  for (const auto one : f.authorizer.principals().all().indexes()) {
    for (const auto two : f.authorizer.principals().all().indexes()) {
      const std::array small = {one};
      const std::array big = {one, two};
      const Closure less(powers, small, {});
      const Closure more(powers, big, {});
      for (const auto held : less.held()) {
        CHECK(more.holds(held));
        CHECK(more.hops(held) <= less.hops(held));
      }
    }
  }
}

TEST_CASE("exposure is the radius seen from the target", "[closure]") {
  const Fixture f;
  const auto worker = f.find(kWorker);
  const auto exposures = exposure_of(f.authorizer, f.graph, {worker});
  for (const auto index : f.authorizer.principals().all().indexes()) {
    const PrincipalKind kind = f.authorizer.principals()[index].kind;
    if (index == worker || kind == PrincipalKind::RootSession ||
        kind == PrincipalKind::HypotheticalAdministrator) {
      continue;
    }
    CAPTURE(f.authorizer.principals()[index].arn);
    const BlastRadius radius = blast_radius(f.authorizer, f.graph, {index});
    const auto found = std::ranges::find(exposures, index, &Exposure::principal);
    CHECK((found != exposures.end()) == radius.possible().holds(worker));
    if (found != exposures.end()) {
      CHECK(found->hops == radius.possible().hops(worker));
    }
  }
}

TEST_CASE("who comes to be able to includes who lifts what refuses it", "[closure]") {
  const Fixture f;
  const auto exposures =
      exposure_of(f.authorizer, f.graph, "iam:CreateUser", "arn:aws:iam::222222222222:user/new");
  const auto editor = std::ranges::find(exposures, f.find(kEditor), &Exposure::principal);
  REQUIRE(editor != exposures.end());
  CHECK(editor->certain == Truth::Yes);
  CHECK(editor->hops >= 2);
}

TEST_CASE("choke points are configuration changes that were really tried", "[choke_points]") {
  const Fixture f;
  const ChokePoints points =
      choke_points(f.authorizer, f.graph, {f.find(kEditor)}, {f.find(kWorker)});
  CHECK(points.before.n_targets == 1);
  REQUIRE_FALSE(points.changes.empty());
  CHECK(points.changes.front().after.n_targets == 0);
  CHECK(points.cut.size() == 1);
  std::vector<ChangeKind> kinds;
  for (const ChokePoint& point : points.changes) {
    kinds.push_back(point.change.kind);
  }
  CHECK(std::ranges::find(kinds, ChangeKind::TrustStatement) != kinds.end());
  CHECK(std::ranges::find(kinds, ChangeKind::Permission) != kinds.end());
  CHECK(points.pair == std::nullopt);
}

TEST_CASE("dominators are those whom every way leads through", "[choke_points]") {
  const auto vertex = [](std::size_t value) { return Index<Principal>(value); };
  const auto edge = [&](std::size_t from, std::size_t to) {
    return BecomeEdge{.source = vertex(from), .target = vertex(to)};
  };
  const AccessGraph graph(
      7, {edge(0, 1), edge(0, 2), edge(1, 3), edge(2, 3), edge(3, 4), edge(4, 5), edge(6, 5)});
  CHECK(become_dominators(graph, {vertex(0)}, {vertex(5)}) == std::vector{vertex(3), vertex(4)});
  CHECK(become_cut(graph, {vertex(0)}, {vertex(5)}).size() == 1);
  CHECK(become_cut(graph, {vertex(0)}, {vertex(3)}).size() == 2);
  CHECK(become_dominators(graph, {vertex(5)}, {vertex(0)}).empty());
}

TEST_CASE("dead guards are shadowed, unattached or bind nobody", "[choke_points]") {
  const Fixture f;
  std::vector<DeadReason> reasons;
  for (const DeadGuard& dead : dead_guards(f.organization)) {
    reasons.push_back(dead.reason);
  }
  CHECK(reasons == std::vector{DeadReason::Shadowed, DeadReason::NotAttached});
}

}  // namespace orgsim::sim

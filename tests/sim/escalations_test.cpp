#include "sim/closure/escalations.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "io/load_organization.h"
#include "io/overlays.h"
#include "tests/support/account_setup.h"
#include "tests/support/published_paths.h"

namespace orgsim::sim {
namespace {

/// Files that live as long as the object.
class Files {
 public:
  Files() {
    std::random_device device;
    folder_ = std::filesystem::temp_directory_path() /
              ("orgsim-escalations-" + std::to_string(device()) + std::to_string(device()));
    std::filesystem::create_directories(folder_);
  }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  ~Files() { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }

 private:
  std::filesystem::path folder_;
};

Organization used(Result<Organization> result) {
  if (!result) {
    for (const Diagnostic& diagnostic : result.error()) {
      UNSCOPED_INFO(diagnostic.message);
    }
  }
  REQUIRE(result.has_value());
  return *std::move(result);
}

struct Verdict {
  Truth escalates = Truth::No;
  std::vector<std::string> techniques;
  std::vector<Step> witness;
};

Verdict of_actor(const Organization& organization) {
  const Authorizer authorizer(organization);
  const AccessGraph graph = build_access_graph(authorizer);
  for (const Escalation& row : escalations(authorizer, graph)) {
    if (authorizer.principals()[row.principal].name == "actor") {
      CHECK_FALSE(row.already_admin);
      return {row.escalates, {row.techniques.begin(), row.techniques.end()}, row.witness};
    }
  }
  FAIL("no actor");
  return {};
}

Verdict check(const AccountSetup& setup, const std::vector<std::string>& scps = {}) {
  const Files files;
  io::SourceFiles sources;
  Organization organization =
      used(io::load_organization(files.write("details.json", details_of(setup)), sources));
  std::vector<std::string> paths;
  for (const std::string& scp : scps) {
    paths.push_back(files.write("scp" + std::to_string(paths.size()) + ".json", scp));
  }
  if (!paths.empty()) {
    organization = used(io::with_scps(organization, paths, sources));
  }
  if (setup.has_inventory) {
    const std::vector<std::string> inventory = {files.write("inventory.json", inventory_of(setup))};
    organization = used(io::with_inventories(organization, inventory, sources));
  }
  return of_actor(organization);
}

TEST_CASE("every published path is found under its id", "[escalations]") {
  const std::vector<PublishedPath> all = published_paths();
  CHECK(all.size() == 65);
  for (const PublishedPath& path : all) {
    CAPTURE(path.id);
    const Verdict verdict = check(path.setup);
    CHECK(verdict.escalates == Truth::Yes);
    CHECK(verdict.techniques == std::vector{path.id});
  }
}

TEST_CASE("a path that lacks one of its actions is no path", "[escalations]") {
  for (const PublishedPath& path : published_paths()) {
    for (std::size_t i = 0; i < path.setup.actions.size(); ++i) {
      PublishedPath less = path;
      less.setup.actions.erase(less.setup.actions.begin() + static_cast<std::ptrdiff_t>(i));
      CAPTURE(path.id, path.setup.actions[i]);
      CHECK(check(less.setup).escalates == Truth::No);
    }
  }
}

TEST_CASE("a deny, a boundary, an SCP or another resource closes every path", "[escalations]") {
  for (const PublishedPath& path : published_paths()) {
    CAPTURE(path.id);
    const std::string& action = path.setup.actions.back();
    AccountSetup denied = path.setup;
    denied.denied = action;
    CHECK(check(denied).escalates == Truth::No);
    AccountSetup bounded = path.setup;
    bounded.boundary = {"s3:*"};
    CHECK(check(bounded).escalates == Truth::No);
    AccountSetup elsewhere = path.setup;
    elsewhere.resource = "arn:aws:s3:::nothing";
    CHECK(check(elsewhere).escalates == Truth::No);
    CHECK(check(path.setup, {R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":")" +
                             action + R"(","Resource":"*"}]})"})
              .escalates == Truth::No);
    CHECK(check(path.setup, {R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":)"
                             R"("mediastore:*","Resource":"*"}]})"})
              .escalates == Truth::Yes);
  }
}

TEST_CASE("a role that trusts another service cannot be had through this one", "[escalations]") {
  for (const PublishedPath& path : published_paths()) {
    if (path.setup.target_trust.find("Service") == std::string::npos ||
        path.setup.actions.back() == "iam:UpdateAssumeRolePolicy") {
      continue;
    }
    CAPTURE(path.id);
    AccountSetup other = path.setup;
    other.target_trust = service_principal("opsworks");
    CHECK(check(other).escalates == Truth::No);
  }
}

TEST_CASE("a role is passed only to the service that the condition names", "[escalations]") {
  const auto with = [](std::string_view to) {
    AccountSetup setup = published_path("lambda-001").setup;
    setup.condition = R"({"StringEqualsIfExists":{"iam:PassedToService":")" + std::string(to) +
                      R"(.amazonaws.com"}})";
    return check(setup).escalates;
  };
  CHECK(with("lambda") == Truth::Yes);
  CHECK(with("ec2") == Truth::No);
}

/// An SCP with one statement that denies, with these elements.
std::string deny(std::string_view elements) {
  return R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny",)" + std::string(elements) +
         "}]}";
}

TEST_CASE("under ten SCPs exactly the paths that they block are gone", "[escalations]") {
  const std::vector<std::string> scps = {
      deny(R"("Action":"lambda:*","Resource":"*")"),
      deny(R"("Action":["ssm:StartSession","ec2-instance-connect:*"],"Resource":"*")"),
      deny(R"("Action":"iam:CreateAccessKey","Resource":"*")"),
      deny(R"("Action":"iam:*LoginProfile","Resource":"arn:aws:iam::*:user/*")"),
      deny(R"("Action":"cloudformation:*StackSet*","Resource":"*")"),
      deny(R"("Action":"iam:PassRole","Resource":"*",)"
           R"("Condition":{"StringEquals":{"iam:PassedToService":"glue.amazonaws.com"}})"),
      deny(R"("Action":"iam:Put*Policy","Resource":"*",)"
           R"("Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Deployer"}})"),
      deny(R"("Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/Target")"),
      deny(R"("NotAction":["iam:*","sts:*","organizations:*"],"Resource":"*",)"
           R"("Condition":{"StringNotEquals":{"aws:RequestedRegion":["us-east-1","eu-west-1"]}})"),
      deny(R"("Action":"sagemaker:CreateTrainingJob","Resource":"arn:aws:sagemaker:*:*:other/*")")};
  const std::set<std::string> blocked = {"lambda-001",
                                         "lambda-002",
                                         "lambda-003",
                                         "lambda-004",
                                         "lambda-005",
                                         "lambda-006",
                                         "ssm-001",
                                         "ec2instanceconnect-003",
                                         "iam-002",
                                         "iam-003",
                                         "iam-004",
                                         "iam-006",
                                         "iam-015",
                                         "iam-018",
                                         "cloudformation-003",
                                         "glue-001",
                                         "glue-003",
                                         "glue-004",
                                         "glue-005",
                                         "glue-006",
                                         "iam-005",
                                         "iam-007",
                                         "iam-011",
                                         "iam-017",
                                         "iam-021",
                                         "iam-014",
                                         "iam-016",
                                         "sts-001",
                                         "cloudformation-004",
                                         "iam-012",
                                         "iam-019",
                                         "iam-020"};
  for (const PublishedPath& path : published_paths()) {
    CAPTURE(path.id);
    CHECK((check(path.setup, scps).escalates == Truth::Yes) != blocked.contains(path.id));
  }
}

TEST_CASE("without inventory what needs a resource is conditional", "[escalations]") {
  for (const PublishedPath& path : published_paths()) {
    if (path.setup.inventory.empty()) {
      continue;
    }
    CAPTURE(path.id);
    AccountSetup blind = path.setup;
    blind.has_inventory = false;
    CHECK(check(blind).escalates == Truth::Unknown);
    AccountSetup empty = path.setup;
    empty.inventory.clear();
    CHECK(check(empty).escalates == Truth::No);
  }
}

TEST_CASE("new resources take the names that policies leave open", "[escalations]") {
  AccountSetup setup{.actions = {"codebuild:CreateProject", "codebuild:StartBuild", "iam:PassRole"},
                     .target_trust = service_principal("codebuild")};
  setup.resource = "arn:aws:*:*:111122223333:*e*";
  CHECK(check(setup).techniques == std::vector<std::string>{"codebuild-001"});
  setup.resource = "arn:aws:codebuild:eu-west-1:111122223333:project/dev-*";
  CHECK(check(setup).escalates == Truth::No);  // The role cannot be passed.
}

TEST_CASE("a boundary caps who rewrites itself, unless it can be removed", "[escalations]") {
  AccountSetup setup{.actions = {"iam:PutUserPolicy"}, .boundary = {"iam:*"}};
  CHECK(check(setup).escalates == Truth::Yes);
  CHECK(check(setup).techniques == std::vector<std::string>{"iam-007", "iam-022"});
  setup.boundary = {"iam:PutUserPolicy"};
  CHECK(check(setup).escalates == Truth::No);
}

TEST_CASE("a stronger version of an attached policy can be made the default", "[escalations]") {
  AccountSetup setup{
      .actions = {"iam:SetDefaultPolicyVersion"}, .actor_policy = "Own", .stronger_version = true};
  CHECK(check(setup).techniques == std::vector<std::string>{"iam-set-default-version"});
  setup.stronger_version = false;
  CHECK(check(setup).escalates == Truth::No);
}

TEST_CASE("a policy that lets its holder rewrite itself is as good as one for everything",
          "[escalations]") {
  AccountSetup attach{.actions = {"iam:AttachUserPolicy"},
                      .condition = R"({"ArnNotEquals":{"iam:PolicyARN":)"
                                   R"("arn:aws:iam::aws:policy/AdministratorAccess"}})"};
  AccountSetup join{.actions = {"iam:AddUserToGroup"}, .admin_group = true};
  AccountSetup restore{
      .actions = {"iam:SetDefaultPolicyVersion"}, .actor_policy = "Own", .stronger_version = true};
  CHECK(check(attach).escalates == Truth::No);
  for (AccountSetup* setup : {&attach, &join, &restore}) {
    CAPTURE(setup->actions.front());
    for (const std::string_view power : {"*", "iam:*", "iam:Put*Policy"}) {
      CAPTURE(power);
      setup->power = power;
      CHECK(check(*setup).escalates == Truth::Yes);
      CHECK(check(*setup).techniques.size() == 1);
    }
    CHECK(check(*setup).witness.back().requires_.back().action == "iam:PutUserPolicy");
    setup->denied = "iam:PutUserPolicy";
    CHECK(check(*setup).escalates == Truth::No);
    setup->denied = "";
    for (const std::string_view power : {"ec2:*", "iam:Get*", "iam:PutRolePolicy"}) {
      CAPTURE(power);
      setup->power = power;
      CHECK(check(*setup).escalates == Truth::No);
    }
  }
}

}  // namespace
}  // namespace orgsim::sim

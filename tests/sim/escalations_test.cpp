#include "sim/closure/escalations.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "io/load_organization.h"
#include "io/overlays.h"
#include "model/text.h"
#include "tests/support/account_setup.h"

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

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> result;
  for (const std::string_view word : split(text, ' ')) {
    result.emplace_back(word);
  }
  return result;
}

std::string service(std::string_view name) {
  return R"({"Service":")" + std::string(name) + R"(.amazonaws.com"})";
}

constexpr std::string_view kRoot = R"({"AWS":"arn:aws:iam::111122223333:root"})";

/// A resource with the target's role; `members` are what its type has besides.
std::string thing(std::string_view type, std::string_view arn, std::string_view members = "") {
  return R"({"Type":"AWS::)" + std::string(type) + R"(","Arn":"arn:aws:)" + std::string(arn) +
         R"(","RoleArn":"arn:aws:iam::111122223333:role/Target")" +
         (members.empty() ? "" : "," + std::string(members)) + "}";
}

struct PathCase {
  std::string id;
  AccountSetup setup;
};

PathCase passed(std::string id, std::string_view actions, std::string_view trusted,
                std::vector<std::string> inventory = {}) {
  return {std::move(id),
          {.actions = words(actions),
           .target_trust = service(trusted),
           .inventory = std::move(inventory)}};
}

std::vector<PathCase> compute_cases() {
  const std::string cluster =
      R"({"Type":"AWS::ECS::Cluster","Arn":"arn:aws:ecs:us-east-1:111122223333:cluster/c","RegisteredContainerInstances":)";
  const std::string instance = "ec2:us-east-1:111122223333:instance/i-1";
  const std::string function = "lambda:us-east-1:111122223333:function:f";
  const std::string running =
      R"("State":"running","SsmManaged":true,"SshReachable":true,"InstanceConnect":true)";
  return {
      passed("apprunner-001", "iam:PassRole apprunner:CreateService", "tasks.apprunner"),
      passed("apprunner-002", "apprunner:UpdateService", "tasks.apprunner",
             {thing("AppRunner::Service", "apprunner:us-east-1:111122223333:service/s/1")}),
      passed("ec2-001", "iam:PassRole ec2:RunInstances", "ec2"),
      passed("ec2-002", "ec2:ModifyInstanceAttribute ec2:StopInstances ec2:StartInstances", "ec2",
             {thing("EC2::Instance", instance, R"("State":"running","SsmManaged":false)")}),
      passed("ec2-003", "iam:PassRole ec2:RequestSpotInstances", "ec2"),
      passed("ec2-004", "ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate", "ec2",
             {thing("EC2::LaunchTemplate", "ec2:us-east-1:111122223333:launch-template/lt-1",
                    R"("UsedByAutoScalingGroup":true,"VersionUsed":"$Default")")}),
      passed("ec2instanceconnect-003",
             "ec2-instance-connect:SendSSHPublicKey ec2:DescribeInstances", "ec2",
             {thing("EC2::Instance", instance, running)}),
      passed("ecs-001",
             "iam:PassRole ecs:CreateCluster ecs:RegisterTaskDefinition ecs:CreateService",
             "ecs-tasks"),
      passed("ecs-002", "iam:PassRole ecs:CreateCluster ecs:RegisterTaskDefinition ecs:RunTask",
             "ecs-tasks"),
      passed("ecs-003", "iam:PassRole ecs:RegisterTaskDefinition ecs:CreateService", "ecs-tasks",
             {cluster + "0}"}),
      passed("ecs-004", "iam:PassRole ecs:RegisterTaskDefinition ecs:RunTask", "ecs-tasks",
             {cluster + "0}"}),
      passed("ecs-005", "iam:PassRole ecs:RegisterTaskDefinition ecs:StartTask", "ecs-tasks",
             {cluster + "1}"}),
      passed("lambda-001", "iam:PassRole lambda:CreateFunction lambda:InvokeFunction", "lambda"),
      passed(
          "lambda-002", "iam:PassRole lambda:CreateFunction lambda:CreateEventSourceMapping",
          "lambda",
          {R"({"Type":"AWS::DynamoDB::Stream","Arn":"arn:aws:dynamodb:us-east-1:111122223333:table/t/stream/s","EventSource":true})"}),
      passed("lambda-003", "lambda:UpdateFunctionCode", "lambda",
             {thing("Lambda::Function", function, R"("Triggers":["schedule"])")}),
      passed("lambda-004", "lambda:UpdateFunctionCode lambda:InvokeFunction", "lambda",
             {thing("Lambda::Function", function, R"("Triggers":[])")}),
      passed("lambda-005", "lambda:UpdateFunctionCode lambda:AddPermission", "lambda",
             {thing("Lambda::Function", function, R"("Triggers":[])")}),
      passed("lambda-006", "iam:PassRole lambda:CreateFunction lambda:AddPermission", "lambda"),
      passed("ssm-001", "ssm:StartSession", "ec2", {thing("EC2::Instance", instance, running)}),
      passed("ssm-002", "ssm:SendCommand", "ec2", {thing("EC2::Instance", instance, running)}),
  };
}

std::vector<PathCase> build_cases() {
  const std::string stack =
      thing("CloudFormation::Stack", "cloudformation:us-east-1:111122223333:stack/s/1");
  const std::string project = "codebuild:us-east-1:111122223333:project/p";
  std::vector<PathCase> result = {
      passed("cloudformation-001", "iam:PassRole cloudformation:CreateStack", "cloudformation"),
      passed("cloudformation-002", "cloudformation:UpdateStack", "cloudformation", {stack}),
      passed("cloudformation-005", "cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet",
             "cloudformation", {stack}),
      passed("codebuild-001", "iam:PassRole codebuild:CreateProject codebuild:StartBuild",
             "codebuild"),
      passed("codebuild-002", "codebuild:StartBuild", "codebuild",
             {thing("CodeBuild::Project", project,
                    R"("BuildspecOverride":true,"BatchBuilds":false)")}),
      passed("codebuild-003", "codebuild:StartBuildBatch", "codebuild",
             {thing("CodeBuild::Project", project,
                    R"("BuildspecOverride":false,"BatchBuilds":true)")}),
      passed("codebuild-004", "iam:PassRole codebuild:CreateProject codebuild:StartBuildBatch",
             "codebuild"),
  };
  AccountSetup stack_set{.actions = words("iam:PassRole cloudformation:CreateStackSet "
                                          "cloudformation:CreateStackInstances"),
                         .target_trust = service("cloudformation"),
                         .target_admin = false,
                         .execution_trust = R"({"AWS":"arn:aws:iam::111122223333:role/Target"})",
                         .target_actions = "sts:AssumeRole"};
  result.push_back({"cloudformation-003", stack_set});
  stack_set.actions = words("iam:PassRole cloudformation:UpdateStackSet");
  stack_set.inventory = {
      thing("CloudFormation::StackSet", "cloudformation:us-east-1:111122223333:stackset/s:1",
            R"("Instances":2,"ExecutionRoleArn":"arn:aws:iam::111122223333:role/Execution")")};
  result.push_back({"cloudformation-004", stack_set});
  return result;
}

std::vector<PathCase> data_cases() {
  const std::string interpreter = thing(
      "BedrockAgentCore::CodeInterpreter",
      "bedrock-agentcore:us-east-1:111122223333:code-interpreter-custom/c", R"("Status":"READY")");
  const std::string endpoint =
      thing("Glue::DevEndpoint", "glue:us-east-1:111122223333:devEndpoint/d");
  const std::string job =
      R"({"Type":"AWS::Glue::Job","Arn":"arn:aws:glue:us-east-1:111122223333:job/j","RoleArn":null})";
  const std::string bucket = R"({"Type":"AWS::S3::Bucket","Arn":"arn:aws:s3:::b"})";
  const std::string notebook = "sagemaker:us-east-1:111122223333:notebook-instance/n";
  return {
      passed(
          "bedrock-001",
          "iam:PassRole bedrock-agentcore:CreateCodeInterpreter "
          "bedrock-agentcore:StartCodeInterpreterSession bedrock-agentcore:InvokeCodeInterpreter",
          "bedrock-agentcore"),
      passed(
          "bedrock-002",
          "bedrock-agentcore:StartCodeInterpreterSession bedrock-agentcore:InvokeCodeInterpreter",
          "bedrock-agentcore", {interpreter}),
      passed("datapipeline-001",
             "iam:PassRole datapipeline:CreatePipeline datapipeline:PutPipelineDefinition "
             "datapipeline:ActivatePipeline",
             "datapipeline"),
      passed("glue-001", "iam:PassRole glue:CreateDevEndpoint", "glue"),
      passed("glue-002", "glue:UpdateDevEndpoint", "glue", {endpoint}),
      passed("glue-003", "iam:PassRole glue:CreateJob glue:StartJobRun", "glue"),
      passed("glue-004", "iam:PassRole glue:CreateJob glue:CreateTrigger", "glue"),
      passed("glue-005", "iam:PassRole glue:UpdateJob glue:StartJobRun", "glue", {job}),
      passed("glue-006", "iam:PassRole glue:UpdateJob glue:CreateTrigger", "glue", {job}),
      passed("sagemaker-001", "iam:PassRole sagemaker:CreateNotebookInstance", "sagemaker"),
      passed("sagemaker-002", "iam:PassRole sagemaker:CreateTrainingJob", "sagemaker", {bucket}),
      passed("sagemaker-003", "iam:PassRole sagemaker:CreateProcessingJob", "sagemaker", {bucket}),
      passed("sagemaker-004", "sagemaker:CreatePresignedNotebookInstanceUrl", "sagemaker",
             {thing("SageMaker::NotebookInstance", notebook, R"("Status":"InService")")}),
      passed("sagemaker-005",
             "sagemaker:CreateNotebookInstanceLifecycleConfig sagemaker:StopNotebookInstance "
             "sagemaker:UpdateNotebookInstance sagemaker:StartNotebookInstance",
             "sagemaker",
             {thing("SageMaker::NotebookInstance", notebook, R"("Status":"Stopped")")}),
  };
}

PathCase user_case(std::string id, std::string_view actions, std::string facts, bool admin) {
  return {std::move(id),
          {.actions = words(actions), .target_admin = admin, .user_facts = std::move(facts)}};
}

PathCase role_case(std::string id, std::string_view actions, std::string policy) {
  const bool rewrites_trust = actions.find("UpdateAssumeRolePolicy") != std::string_view::npos;
  return {std::move(id),
          {.actions = words(actions),
           .target_trust = rewrites_trust ? service("opsworks") : std::string(kRoot),
           .target_admin = false,
           .target_policy = std::move(policy)}};
}

std::vector<PathCase> iam_cases() {
  std::vector<PathCase> result = {
      {"iam-001", {.actions = {"iam:CreatePolicyVersion"}, .actor_policy = "Own"}},
      user_case("iam-002", "iam:CreateAccessKey", R"("AccessKeyCount":1,"HasLoginProfile":true)",
                true),
      user_case("iam-003", "iam:CreateAccessKey iam:DeleteAccessKey",
                R"("AccessKeyCount":2,"HasLoginProfile":true)", true),
      user_case("iam-004", "iam:CreateLoginProfile",
                R"("AccessKeyCount":1,"HasLoginProfile":false)", true),
      {"iam-005", {.actor_is_role = true, .actions = {"iam:PutRolePolicy"}}},
      user_case("iam-006", "iam:UpdateLoginProfile", R"("AccessKeyCount":1,"HasLoginProfile":true)",
                true),
      {"iam-007", {.actions = {"iam:PutUserPolicy"}}},
      {"iam-008", {.actions = {"iam:AttachUserPolicy"}}},
      {"iam-009", {.actor_is_role = true, .actions = {"iam:AttachRolePolicy"}}},
      {"iam-010", {.actions = {"iam:AttachGroupPolicy"}, .actor_group = "staff"}},
      {"iam-011", {.actions = {"iam:PutGroupPolicy"}, .actor_group = "staff"}},
      {"iam-012", {.actions = {"iam:UpdateAssumeRolePolicy"}, .target_trust = service("opsworks")}},
      {"iam-013", {.actions = {"iam:AddUserToGroup"}, .admin_group = true}},
      role_case("iam-014", "iam:AttachRolePolicy sts:AssumeRole", ""),
      user_case("iam-015", "iam:AttachUserPolicy iam:CreateAccessKey",
                R"("AccessKeyCount":0,"HasLoginProfile":true)", false),
      role_case("iam-016", "iam:CreatePolicyVersion sts:AssumeRole", "Theirs"),
      role_case("iam-017", "iam:PutRolePolicy sts:AssumeRole", ""),
      user_case("iam-018", "iam:PutUserPolicy iam:CreateAccessKey",
                R"("AccessKeyCount":0,"HasLoginProfile":true)", false),
      role_case("iam-019", "iam:AttachRolePolicy iam:UpdateAssumeRolePolicy", ""),
      role_case("iam-020", "iam:CreatePolicyVersion iam:UpdateAssumeRolePolicy", "Theirs"),
      role_case("iam-021", "iam:PutRolePolicy iam:UpdateAssumeRolePolicy", ""),
      {"sts-001", {.actions = {"sts:AssumeRole"}, .target_trust = std::string(kRoot)}},
  };
  // Its permission is on the target alone: on itself the first action would be enough.
  for (PathCase& path : result) {
    if (path.id == "iam-015" || path.id == "iam-018") {
      path.setup.resource = "arn:aws:iam::111122223333:user/target";
    }
  }
  return result;
}

std::vector<PathCase> cases() {
  std::vector<PathCase> result;
  for (auto&& part : {compute_cases(), build_cases(), data_cases(), iam_cases()}) {
    result.insert(result.end(), part.begin(), part.end());
  }
  return result;
}

TEST_CASE("every published path is found under its id", "[escalations]") {
  const std::vector<PathCase> all = cases();
  CHECK(all.size() == 65);
  for (const PathCase& path : all) {
    CAPTURE(path.id);
    const Verdict verdict = check(path.setup);
    CHECK(verdict.escalates == Truth::Yes);
    CHECK(verdict.techniques == std::vector{path.id});
  }
}

TEST_CASE("a path that lacks one of its actions is no path", "[escalations]") {
  for (const PathCase& path : cases()) {
    for (std::size_t i = 0; i < path.setup.actions.size(); ++i) {
      PathCase less = path;
      less.setup.actions.erase(less.setup.actions.begin() + static_cast<std::ptrdiff_t>(i));
      CAPTURE(path.id, path.setup.actions[i]);
      CHECK(check(less.setup).escalates == Truth::No);
    }
  }
}

TEST_CASE("a deny, a boundary, an SCP or another resource closes every path", "[escalations]") {
  for (const PathCase& path : cases()) {
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
  for (const PathCase& path : cases()) {
    if (path.setup.target_trust.find("Service") == std::string::npos ||
        path.setup.actions.back() == "iam:UpdateAssumeRolePolicy") {
      continue;
    }
    CAPTURE(path.id);
    AccountSetup other = path.setup;
    other.target_trust = service("opsworks");
    CHECK(check(other).escalates == Truth::No);
  }
}

TEST_CASE("a role is passed only to the service that the condition names", "[escalations]") {
  const auto with = [](std::string_view to) {
    AccountSetup setup = compute_cases()[12].setup;
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
  for (const PathCase& path : cases()) {
    CAPTURE(path.id);
    CHECK((check(path.setup, scps).escalates == Truth::Yes) != blocked.contains(path.id));
  }
}

TEST_CASE("without inventory what needs a resource is conditional", "[escalations]") {
  for (const PathCase& path : cases()) {
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
  AccountSetup setup{.actions = words("codebuild:CreateProject codebuild:StartBuild iam:PassRole"),
                     .target_trust = service("codebuild")};
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

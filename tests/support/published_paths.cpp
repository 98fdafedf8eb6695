#include "tests/support/published_paths.h"

#include <algorithm>
#include <stdexcept>

#include "model/text.h"

namespace orgsim {

std::string service_principal(std::string_view name) {
  return R"({"Service":")" + std::string(name) + R"(.amazonaws.com"})";
}

namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> result;
  for (const std::string_view word : split(text, ' ')) {
    result.emplace_back(word);
  }
  return result;
}

constexpr std::string_view kRoot = R"({"AWS":"arn:aws:iam::111122223333:root"})";

/// A resource with the target's role; `members` are what its type has besides.
std::string thing(std::string_view type, std::string_view arn, std::string_view members = "") {
  return R"({"Type":"AWS::)" + std::string(type) + R"(","Arn":"arn:aws:)" + std::string(arn) +
         R"(","RoleArn":"arn:aws:iam::111122223333:role/Target")" +
         (members.empty() ? "" : "," + std::string(members)) + "}";
}

PublishedPath passed(std::string id, std::string_view actions, std::string_view trusted,
                     std::vector<std::string> inventory = {}) {
  return {std::move(id),
          {.actions = words(actions),
           .target_trust = service_principal(trusted),
           .inventory = std::move(inventory)}};
}

std::vector<PublishedPath> compute_cases() {
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

std::vector<PublishedPath> build_cases() {
  const std::string stack =
      thing("CloudFormation::Stack", "cloudformation:us-east-1:111122223333:stack/s/1");
  const std::string project = "codebuild:us-east-1:111122223333:project/p";
  std::vector<PublishedPath> result = {
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
                         .target_trust = service_principal("cloudformation"),
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

std::vector<PublishedPath> data_cases() {
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

PublishedPath user_case(std::string id, std::string_view actions, std::string facts, bool admin) {
  return {std::move(id),
          {.actions = words(actions), .target_admin = admin, .user_facts = std::move(facts)}};
}

PublishedPath role_case(std::string id, std::string_view actions, std::string policy) {
  const bool rewrites_trust = actions.find("UpdateAssumeRolePolicy") != std::string_view::npos;
  return {std::move(id),
          {.actions = words(actions),
           .target_trust = rewrites_trust ? service_principal("opsworks") : std::string(kRoot),
           .target_admin = false,
           .target_policy = std::move(policy)}};
}

std::vector<PublishedPath> iam_cases() {
  std::vector<PublishedPath> result = {
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
      {"iam-012",
       {.actions = {"iam:UpdateAssumeRolePolicy"}, .target_trust = service_principal("opsworks")}},
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
  for (PublishedPath& path : result) {
    if (path.id == "iam-015" || path.id == "iam-018") {
      path.setup.resource = "arn:aws:iam::111122223333:user/target";
    }
  }
  return result;
}

}  // namespace

std::vector<PublishedPath> published_paths() {
  std::vector<PublishedPath> result;
  for (auto&& part : {compute_cases(), build_cases(), data_cases(), iam_cases()}) {
    result.insert(result.end(), part.begin(), part.end());
  }
  return result;
}

PublishedPath published_path(std::string_view id) {
  const std::vector<PublishedPath> all = published_paths();
  const auto found = std::ranges::find(all, id, &PublishedPath::id);
  if (found == all.end()) {
    throw std::invalid_argument("no path has this id");
  }
  return *found;
}

}  // namespace orgsim

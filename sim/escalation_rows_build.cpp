#include "sim/escalation_table.h"

namespace orgsim::sim {
namespace {

constexpr std::string_view kStack = "arn:aws:cloudformation:{r}:{a}:stack/*/*";
constexpr std::string_view kStackSet = "arn:aws:cloudformation:{r}:{a}:stackset/*:*";
constexpr std::string_view kProject = "arn:aws:codebuild:{r}:{a}:project/*";
constexpr std::string_view kSchedule = "arn:aws:scheduler:{r}:{a}:schedule/default/*";
constexpr std::string_view kStateMachine = "arn:aws:states:{r}:{a}:stateMachine:*";
constexpr std::string_view kJobDefinition = "arn:aws:batch:{r}:{a}:job-definition/*";
constexpr std::string_view kBatchJob = "arn:aws:batch:{r}:{a}:job/*";
constexpr std::string_view kQueue = "arn:aws:batch:{r}:{a}:job-queue/*";

// Services that build, deploy and orchestrate.
constexpr auto kRows = std::to_array<ServiceTechnique>({
    {.id = "batch-001",
     .rule = TechniqueRule::PassedRole,
     .services = {"ecs-tasks.amazonaws.com"},
     .also = {"AWS::Batch::JobQueue", {}},
     .format = kJobDefinition,
     .needs = {{{0, NeedOn::PassedRole, "iam:PassRole"},
                {0, NeedOn::SharedThing, "batch:RegisterJobDefinition"},
                {1, NeedOn::FreshThing, "batch:SubmitJob", kQueue},
                {1, NeedOn::FreshThing, "batch:SubmitJob", kBatchJob}}}},
    {.id = "cloudformation-001",
     .rule = TechniqueRule::PassedRole,
     .services = {"cloudformation.amazonaws.com"},
     .format = kStack,
     .needs = {{{0, NeedOn::PassedRole, "iam:PassRole"},
                {0, NeedOn::SharedThing, "cloudformation:CreateStack"}}}},
    {.id = "cloudformation-002",
     .rule = TechniqueRule::ResourceRole,
     .services = {"cloudformation.amazonaws.com"},
     .thing = {"AWS::CloudFormation::Stack", {}},
     .format = kStack,
     .needs = {{{0, NeedOn::SharedThing, "cloudformation:UpdateStack"}}}},
    {.id = "cloudformation-003",
     .rule = TechniqueRule::StackSetPassed,
     .services = {"cloudformation.amazonaws.com"},
     .format = kStackSet,
     .needs = {{{0, NeedOn::PassedRole, "iam:PassRole"},
                {0, NeedOn::Star, "cloudformation:CreateStackSet"},
                {1, NeedOn::SharedThing, "cloudformation:CreateStackInstances"}}}},
    {.id = "cloudformation-004",
     .rule = TechniqueRule::StackSetExecution,
     .services = {"cloudformation.amazonaws.com"},
     .thing = {"AWS::CloudFormation::StackSet", {ResourceFact::HasInstances}},
     .format = kStackSet,
     .needs = {{{0, NeedOn::ResourcePasses, "iam:PassRole"},
                {0, NeedOn::SharedThing, "cloudformation:UpdateStackSet"}}}},
    {.id = "cloudformation-005",
     .rule = TechniqueRule::ResourceRole,
     .services = {"cloudformation.amazonaws.com"},
     .thing = {"AWS::CloudFormation::Stack", {}},
     .format = kStack,
     .needs = {{{0, NeedOn::SharedThing, "cloudformation:CreateChangeSet"},
                {1, NeedOn::SharedThing, "cloudformation:ExecuteChangeSet"}}}},
    {.id = "codebuild-001",
     .rule = TechniqueRule::PassedRole,
     .services = {"codebuild.amazonaws.com"},
     .format = kProject,
     .needs = {{{0, NeedOn::PassedRole, "iam:PassRole"},
                {0, NeedOn::SharedThing, "codebuild:CreateProject"},
                {1, NeedOn::SharedThing, "codebuild:StartBuild"}}}},
    {.id = "codebuild-002",
     .rule = TechniqueRule::ResourceRole,
     .services = {"codebuild.amazonaws.com"},
     .thing = {"AWS::CodeBuild::Project", {ResourceFact::BuildspecOverride}},
     .format = kProject,
     .needs = {{{0, NeedOn::SharedThing, "codebuild:StartBuild"}}}},
    {.id = "codebuild-003",
     .rule = TechniqueRule::ResourceRole,
     .services = {"codebuild.amazonaws.com"},
     .thing = {"AWS::CodeBuild::Project", {ResourceFact::BatchBuilds}},
     .format = kProject,
     .needs = {{{0, NeedOn::SharedThing, "codebuild:StartBuildBatch"}}}},
    {.id = "codebuild-004",
     .rule = TechniqueRule::PassedRole,
     .services = {"codebuild.amazonaws.com"},
     .format = kProject,
     .needs = {{{0, NeedOn::PassedRole, "iam:PassRole"},
                {0, NeedOn::SharedThing, "codebuild:CreateProject"},
                {1, NeedOn::SharedThing, "codebuild:StartBuildBatch"}}}},
    {.id = "codebuild-update-project",
     .rule = TechniqueRule::ResourceRole,
     .services = {"codebuild.amazonaws.com"},
     .thing = {"AWS::CodeBuild::Project", {}},
     .format = kProject,
     .needs = {{{0, NeedOn::SharedThing, "codebuild:UpdateProject"},
                {1, NeedOn::SharedThing, "codebuild:StartBuild"}}}},
    {.id = "scheduler-001",
     .rule = TechniqueRule::PassedRole,
     .services = {"scheduler.amazonaws.com"},
     .needs = {{{0, NeedOn::PassedRole, "iam:PassRole"},
                {0, NeedOn::FreshThing, "scheduler:CreateSchedule", kSchedule}}}},
    {.id = "stepfunctions-001",
     .rule = TechniqueRule::PassedRole,
     .services = {"states.amazonaws.com"},
     .format = kStateMachine,
     .needs = {{{0, NeedOn::PassedRole, "iam:PassRole"},
                {0, NeedOn::SharedThing, "states:CreateStateMachine"},
                {1, NeedOn::SharedThing, "states:StartExecution"}}}},
    {.id = "stepfunctions-002",
     .rule = TechniqueRule::ResourceRole,
     .services = {"states.amazonaws.com"},
     .thing = {"AWS::StepFunctions::StateMachine", {}},
     .format = kStateMachine,
     .needs = {{{0, NeedOn::SharedThing, "states:UpdateStateMachine"},
                {1, NeedOn::SharedThing, "states:StartExecution"}}}},
});

}  // namespace

std::span<const ServiceTechnique> build_techniques() { return kRows; }

}  // namespace orgsim::sim

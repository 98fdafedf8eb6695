#include "io/write/technique_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "io/write/access_names.h"
#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

struct WordsRow {
  std::string_view technique;
  std::string_view verb;
};

constexpr auto kRows = std::to_array<WordsRow>({
    {"agentcore-browser", "drives the browser session of"},
    {"agentcore-harness", "runs an agent harness as"},
    {"agentcore-runtime", "runs a command in the agent runtime of"},
    {"apprunner-001", "runs an App Runner service as"},
    {"apprunner-002", "changes the App Runner service of"},
    {"autoscaling-001", "launches an Auto Scaling group as"},
    {"batch-001", "runs a batch job as"},
    {"batch-002", "submits a batch job that runs as"},
    {"bedrock-001", "runs a code interpreter as"},
    {"bedrock-002", "runs code in the interpreter of"},
    {"braket-001", "runs a quantum job as"},
    {"cloudformation-001", "creates a stack as"},
    {"cloudformation-002", "updates the stack of"},
    {"cloudformation-003", "deploys a StackSet as"},
    {"cloudformation-004", "updates the StackSet that runs as"},
    {"cloudformation-005", "executes a change set on the stack of"},
    {"codebuild-001", "runs a build project as"},
    {"codebuild-002", "starts a build with own commands as"},
    {"codebuild-003", "starts a batch build with own commands as"},
    {"codebuild-004", "runs a batch build project as"},
    {"codebuild-update-project", "edits and starts the build project of"},
    {"codedeploy-001", "runs a deployment as"},
    {"cognitoidentity-001", "binds an identity pool to"},
    {"ctl-02", "leaves the organization with"},
    {"datapipeline-001", "runs a data pipeline as"},
    {"del-04", "lifts, as the organization delegates it,"},
    {"delivery-artifact", "replaces an artefact that is deployed as"},
    {"delivery-build", "edits the build that runs as"},
    {"delivery-image", "pushes an image that is deployed as"},
    {"delivery-pipeline", "edits the pipeline that runs as"},
    {"delivery-push", "pushes code that is deployed as"},
    {"dns-03", "redirects the mail and recovers the password of"},
    {"ec2-001", "launches an instance as"},
    {"ec2-002", "replaces the start script of the instance of"},
    {"ec2-003", "requests a spot instance as"},
    {"ec2-004", "puts a start script into the launch template of"},
    {"ec2-associate-profile", "gives an instance it can enter the role"},
    {"ec2-launch-template-version", "adds a version to the launch template of"},
    {"ec2instanceconnect-003", "logs in to the instance of"},
    {"ecs-001", "runs a service in a new cluster as"},
    {"ecs-002", "runs a task in a new cluster as"},
    {"ecs-003", "runs a service as"},
    {"ecs-004", "runs a task as"},
    {"ecs-005", "starts a task as"},
    {"ecs-006", "opens a shell in the task of"},
    {"ecs-009", "starts an existing task definition as"},
    {"ecs-run-task-override", "runs an existing task definition as"},
    {"eks-pod-identity", "binds a pod of a cluster it enters to"},
    {"emr-001", "runs a cluster as"},
    {"emrserverless-001", "runs a serverless job as"},
    {"fed-01", "asks for a token from the repository as"},
    {"fed-05", "signs assertions for"},
    {"fed-06", "makes an identity provider for"},
    {"fed-07", "makes a trust anchor for"},
    {"fed-08", "answers for the token issuer of"},
    {"gamelift-001", "runs a fleet as"},
    {"glue-001", "opens a development endpoint as"},
    {"glue-002", "adds a key to the development endpoint of"},
    {"glue-003", "runs a Glue job as"},
    {"glue-004", "schedules a Glue job as"},
    {"glue-005", "edits and runs a Glue job as"},
    {"glue-006", "edits and schedules a Glue job as"},
    {"glue-007", "opens an interactive session as"},
    {"iam-001", "writes a new version of a policy of"},
    {"iam-002", "makes an access key of"},
    {"iam-003", "replaces an access key of"},
    {"iam-004", "makes a password for"},
    {"iam-005", "puts an inline policy on"},
    {"iam-006", "resets the password of"},
    {"iam-007", "puts an inline policy on"},
    {"iam-008", "attaches a policy to"},
    {"iam-009", "attaches a policy to"},
    {"iam-010", "attaches a policy to a group of"},
    {"iam-011", "puts an inline policy on a group of"},
    {"iam-012", "rewrites the trust policy of"},
    {"iam-013", "adds to a group of administrators"},
    {"iam-022", "deletes the boundary of"},
    {"iam-023", "deletes the boundary of"},
    {"iam-boundary-version", "rewrites the boundary of"},
    {"iam-new-role", "creates"},
    {"iam-new-user", "creates"},
    {"iam-put-role-boundary", "replaces the boundary of"},
    {"iam-put-user-boundary", "replaces the boundary of"},
    {"iam-remove-deny", "takes the denies off"},
    {"iam-set-default-version", "brings back a stronger policy version of"},
    {"idc-01", "signs in as"},
    {"imagebuilder-001", "builds an image as"},
    {"kinesisanalytics-001", "runs an analytics application as"},
    {"lambda-001", "creates and invokes a function as"},
    {"lambda-002", "creates and feeds a function as"},
    {"lambda-003", "replaces the code of the function of"},
    {"lambda-004", "replaces the code of and invokes the function of"},
    {"lambda-005", "replaces the code of and opens the function of"},
    {"lambda-006", "creates and opens a function as"},
    {"lambda-configuration-invoke", "reconfigures and invokes the function of"},
    {"lambda-configuration-invoked", "reconfigures the function of"},
    {"omics-001", "runs a workflow as"},
    {"org-04", "opens"},
    {"org-05", "deploys a StackSet as"},
    {"org-07", "updates a StackSet that deploys as"},
    {"org-08", "assigns itself a permission set, as"},
    {"org-09", "joins a group assigned to"},
    {"org-11", "changes the identity source and signs in as"},
    {"org-14", "lifts"},
    {"org-15", "moves below the root"},
    {"org-18", "removes from the organization"},
    {"org-19", "changes the e-mail address and recovers the password of"},
    {"sagemaker-001", "opens a notebook as"},
    {"sagemaker-002", "runs a training job as"},
    {"sagemaker-003", "runs a processing job as"},
    {"sagemaker-004", "opens the notebook of"},
    {"sagemaker-005", "changes the start script of the notebook of"},
    {"scheduler-001", "schedules a call as"},
    {"ssm-001", "opens a shell on the instance of"},
    {"ssm-002", "runs a command on the instance of"},
    {"ssm-003", "runs an automation as"},
    {"sso-002", "widens the permission set of"},
    {"stepfunctions-001", "runs a state machine as"},
    {"stepfunctions-002", "edits and runs the state machine of"},
    {"sts-001", "assumes"},
});
static_assert(std::ranges::is_sorted(kRows, {}, &WordsRow::technique));

std::string policy_name(const Organization& organization, const sim::Fact& fact) {
  const OrganizationPolicy& policy = organization.policies()[Index<OrganizationPolicy>(fact.index)];
  const bool rcp = policy.type == OrganizationPolicyType::ResourceControlPolicy;
  return fmt::format("the {} {}", rcp ? "RCP" : "SCP",
                     policy.name.empty() ? policy.id : policy.name);
}

std::string whom_of(const sim::Authorizer& authorizer, const sim::Fact& fact) {
  switch (fact.subject) {
    case sim::Fact::Subject::Principal:
      return name_of(authorizer, fact.principal());
    case sim::Fact::Subject::Policy:
      return policy_name(authorizer.organization(), fact);
    case sim::Fact::Subject::MovedAccount:
    case sim::Fact::Subject::LeftAccount:
      return name_of(authorizer.organization(), Index<Account>(fact.index));
  }
  return "";
}

}  // namespace

std::string raise_of(const sim::Authorizer& authorizer, const sim::Fact& raise) {
  switch (raise.subject) {
    case sim::Fact::Subject::Principal:
      break;
    case sim::Fact::Subject::Policy:
      return policy_name(authorizer.organization(), raise) + " is lifted";
    case sim::Fact::Subject::MovedAccount:
      return whom_of(authorizer, raise) + " is below the root";
    case sim::Fact::Subject::LeftAccount:
      return whom_of(authorizer, raise) + " has left the organization";
  }
  return "";
}

std::string_view verb_of(std::string_view technique) {
  const auto found = std::ranges::lower_bound(kRows, technique, {}, &WordsRow::technique);
  return found != kRows.end() && found->technique == technique ? found->verb : "becomes";
}

std::vector<Hop> hops_of(const sim::Authorizer& authorizer, const SourceFiles& files,
                         const std::vector<sim::Step>& steps) {
  std::vector<Hop> result;
  for (const sim::Step& step : steps) {
    std::vector<std::string_view> actions;
    for (const sim::Requirement& requirement : step.requires_) {
      if (std::ranges::find(actions, requirement.action) == actions.end()) {
        actions.push_back(requirement.action);
      }
    }
    std::string why(step.technique);
    if (!actions.empty()) {
      why += fmt::format(": {}", fmt::join(actions, " + "));
    }
    for (const sim::Fact& raise : step.raised) {
      why += fmt::format(", after {}", raise_of(authorizer, raise));
    }
    if (step.certain == sim::Truth::Unknown) {
      why += ", if an open condition holds";
    }
    result.push_back({.who = name_of(authorizer, step.from),
                      .verb = std::string(verb_of(step.technique)),
                      .whom = whom_of(authorizer, step.to),
                      .why = std::move(why),
                      .source = place(files, step.where)});
  }
  return result;
}

}  // namespace orgsim::io

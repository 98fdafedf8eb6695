#include "sim/catalogue/aws_services.h"

#include <algorithm>
#include <array>

namespace orgsim::sim {
namespace {

struct GlobalService {
  std::string_view prefix;
  std::string_view region;  // Empty: several endpoints, or AWS does not say.
};

constexpr auto kGlobalServices =
    std::to_array<GlobalService>({{"account", "us-east-1"},
                                  {"activate", ""},
                                  {"artifact", ""},
                                  {"aws-marketplace", ""},
                                  {"aws-marketplace-management", ""},
                                  {"aws-portal", "us-east-1"},
                                  {"billing", "us-east-1"},
                                  {"billingconductor", ""},
                                  {"budgets", "us-east-1"},
                                  {"ce", "us-east-1"},
                                  {"chatbot", "us-west-2"},
                                  {"cloudfront", "us-east-1"},
                                  {"consolidatedbilling", "us-east-1"},
                                  {"cur", "us-east-1"},
                                  {"devicefarm", "us-west-2"},
                                  {"ecr-public", ""},
                                  {"freetier", "us-east-1"},
                                  {"globalaccelerator", "us-west-2"},
                                  {"health", ""},
                                  {"iam", "us-east-1"},
                                  {"importexport", "us-east-1"},
                                  {"invoicing", "us-east-1"},
                                  {"iq", ""},
                                  {"mobileanalytics", ""},
                                  {"networkmanager", "us-west-2"},
                                  {"organizations", "us-east-1"},
                                  {"payments", "us-east-1"},
                                  {"pricing", ""},
                                  {"route53", "us-east-1"},
                                  {"route53-recovery-cluster", ""},
                                  {"route53-recovery-control-config", "us-west-2"},
                                  {"route53-recovery-readiness", "us-west-2"},
                                  {"route53domains", "us-east-1"},
                                  {"savingsplans", "us-east-1"},
                                  {"shield", "us-east-1"},
                                  {"support", "us-east-1"},
                                  {"supportapp", ""},
                                  {"supportplans", ""},
                                  {"sustainability", ""},
                                  {"tax", "us-east-1"},
                                  {"trustedadvisor", ""},
                                  {"vendor-insights", ""},
                                  {"waf", "us-east-1"}});
static_assert(std::ranges::is_sorted(kGlobalServices, {}, &GlobalService::prefix));

const GlobalService* find_global(std::string_view prefix) {
  const auto* found = std::ranges::lower_bound(kGlobalServices, prefix, {}, &GlobalService::prefix);
  return found != kGlobalServices.end() && found->prefix == prefix ? found : nullptr;
}

// One a line: clang-format would fill the lines.
// clang-format off
constexpr auto kProbes = std::to_array<std::string_view>({
    "acm-pca:CreateCertificateAuthority",
    "airflow:CreateEnvironment",
    "amplify:CreateApp",
    "aoss:CreateCollection",
    "apigateway:CreatePortal",
    "apprunner:CreateService",
    "appstream:CreateFleet",
    "appsync:CreateGraphqlApi",
    "aps:CreateWorkspace",
    "athena:CreateWorkGroup",
    "autoscaling:CreateAutoScalingGroup",
    "backup:CreateBackupVault",
    "batch:CreateComputeEnvironment",
    "bedrock:CreateAgent",
    "cassandra:Create",
    "cloudformation:CreateStack",
    "cloudhsm:CreateCluster",
    "cloudtrail:CreateTrail",
    "codeartifact:CreateRepository",
    "codebuild:CreateProject",
    "codecommit:CreateRepository",
    "codepipeline:CreatePipeline",
    "cognito-identity:CreateIdentityPool",
    "cognito-idp:CreateUserPool",
    "config:PutConfigurationRecorder",
    "connect:CreateInstance",
    "dataexchange:CreateDataSet",
    "datasync:CreateTask",
    "dax:CreateCluster",
    "dms:CreateReplicationInstance",
    "docdb-elastic:CreateCluster",
    "ds:CreateDirectory",
    "dsql:CreateCluster",
    "dynamodb:CreateTable",
    "ec2:RunInstances",
    "ecr:CreateRepository",
    "ecs:CreateCluster",
    "eks:CreateCluster",
    "elasticache:CreateCacheCluster",
    "elasticbeanstalk:CreateEnvironment",
    "elasticfilesystem:CreateFileSystem",
    "elasticloadbalancing:CreateLoadBalancer",
    "elasticmapreduce:RunJobFlow",
    "emr-serverless:CreateApplication",
    "es:CreateDomain",
    "events:PutRule",
    "firehose:CreateDeliveryStream",
    "fsx:CreateFileSystem",
    "glacier:CreateVault",
    "glue:CreateDatabase",
    "grafana:CreateWorkspace",
    "healthlake:CreateFHIRDatastore",
    "imagebuilder:CreateImage",
    "iot:CreateThing",
    "ivs:CreateChannel",
    "kafka:CreateCluster",
    "kendra:CreateIndex",
    "kinesis:CreateStream",
    "kinesisanalytics:CreateApplication",
    "kinesisvideo:CreateStream",
    "kms:CreateKey",
    "lambda:CreateFunction",
    "lightsail:CreateInstances",
    "logs:CreateLogGroup",
    "memorydb:CreateCluster",
    "mq:CreateBroker",
    "neptune-graph:CreateGraph",
    "network-firewall:CreateFirewall",
    "quicksight:CreateDataSet",
    "rds:CreateDBInstance",
    "redshift-serverless:CreateNamespace",
    "redshift:CreateCluster",
    "rolesanywhere:CreateTrustAnchor",
    "route53resolver:CreateResolverEndpoint",
    "s3:CreateBucket",
    "s3express:CreateBucket",
    "s3tables:CreateTableBucket",
    "sagemaker:CreateNotebookInstance",
    "scheduler:CreateSchedule",
    "sdb:CreateDomain",
    "secretsmanager:CreateSecret",
    "securitylake:CreateDataLake",
    "servicecatalog:ProvisionProduct",
    "servicediscovery:CreatePrivateDnsNamespace",
    "ses:SendEmail",
    "sns:CreateTopic",
    "sqs:CreateQueue",
    "ssm:SendCommand",
    "states:CreateStateMachine",
    "storagegateway:ActivateGateway",
    "timestream:CreateDatabase",
    "transfer:CreateServer",
    "workdocs:CreateInstance",
    "workmail:CreateOrganization",
    "workspaces:CreateWorkspaces",
});
// clang-format on
static_assert(std::ranges::is_sorted(kProbes));

}  // namespace

bool is_global_service(std::string_view service_prefix) {
  return find_global(service_prefix) != nullptr;
}

std::optional<std::string_view> requested_region_of(std::string_view service_prefix) {
  const GlobalService* service = find_global(service_prefix);
  return service != nullptr && !service->region.empty() ? std::optional(service->region)
                                                        : std::nullopt;
}

std::span<const std::string_view> regional_probe_actions() { return kProbes; }

}  // namespace orgsim::sim

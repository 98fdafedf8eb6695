#include "sim/decide/rcp_services.h"

#include <algorithm>
#include <array>

namespace orgsim::sim {
namespace {

constexpr auto kServices = std::to_array<std::string_view>({"aoss",
                                                            "appconfig",
                                                            "appstream",
                                                            "autoscaling",
                                                            "autoscaling-plans",
                                                            "budgets",
                                                            "clouddirectory",
                                                            "cloudfront",
                                                            "cloudsearch",
                                                            "cloudtrail-data",
                                                            "codeartifact",
                                                            "codebuild",
                                                            "codecommit",
                                                            "codepipeline",
                                                            "cognito-identity",
                                                            "cognito-idp",
                                                            "comprehend",
                                                            "comprehendmedical",
                                                            "compute-optimizer",
                                                            "cost-optimization-hub",
                                                            "dax",
                                                            "dsql",
                                                            "dynamodb",
                                                            "ecr",
                                                            "ecr-public",
                                                            "events",
                                                            "firehose",
                                                            "fis",
                                                            "fms",
                                                            "gamelift",
                                                            "health",
                                                            "inspector-scan",
                                                            "kendra",
                                                            "kinesisvideo",
                                                            "kms",
                                                            "logs",
                                                            "memorydb",
                                                            "networkmonitor",
                                                            "notifications",
                                                            "opensearch",
                                                            "pca-connector-ad",
                                                            "personalize",
                                                            "polly",
                                                            "pricing",
                                                            "resource-groups",
                                                            "rolesanywhere",
                                                            "s3",
                                                            "secretsmanager",
                                                            "servicediscovery",
                                                            "signin",
                                                            "sqs",
                                                            "sts",
                                                            "support",
                                                            "swf",
                                                            "textract",
                                                            "timestream-influxdb",
                                                            "transcribe",
                                                            "transfer",
                                                            "translate",
                                                            "wafv2",
                                                            "workspaces",
                                                            "xray"});
static_assert(std::ranges::is_sorted(kServices));

}  // namespace

bool supports_rcps(std::string_view service_prefix) {
  return std::ranges::binary_search(kServices, service_prefix);
}

}  // namespace orgsim::sim

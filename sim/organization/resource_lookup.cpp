#include "sim/organization/resource_lookup.h"

#include <algorithm>
#include <array>

#include "model/arn.h"
#include "sim/decide/action.h"

namespace orgsim::sim {
namespace {

/// What is no ARN may be of any service.
std::uint64_t mark_of(const std::optional<ArnParts>& arn) {
  return arn ? service_mark(arn->service) : kEveryService;
}

struct PolicyCarrier {
  std::string_view service;
  std::string_view resource;  // What the resource part begins with; empty: any.
};

constexpr auto kCarriers = std::to_array<PolicyCarrier>({
    {"acm-pca", ""},
    {"aoss", ""},
    {"apigateway", ""},
    {"backup", ""},
    {"bedrock", ""},
    {"cassandra", ""},
    {"cloudtrail", "channel/"},
    {"cloudtrail", "dashboard/"},
    {"cloudtrail", "eventdatastore/"},
    {"codeartifact", ""},
    {"cognito-idp", ""},
    {"dynamodb", ""},
    {"ecr", ""},
    {"ecr-public", ""},
    {"elasticfilesystem", ""},
    {"es", ""},
    {"events", ""},
    {"execute-api", ""},
    {"glacier", ""},
    {"glue", ""},
    {"iot", ""},
    {"kinesis", ""},
    {"kms", ""},
    {"lambda", ""},
    {"lex", ""},
    {"logs", ""},
    {"mediastore", ""},
    {"ram", ""},
    {"rds-data", ""},
    {"rekognition", ""},
    {"s3", ""},
    {"s3-object-lambda", ""},
    {"s3-outposts", ""},
    {"s3express", ""},
    {"s3tables", ""},
    {"schemas", ""},
    {"secretsmanager", ""},
    {"serverlessrepo", ""},
    {"ses", ""},
    {"signer", ""},
    {"sns", ""},
    {"sqs", ""},
    {"ssm", ""},
    {"ssm-contacts", ""},
    {"ssm-incidents", ""},
    {"sts", ""},
    {"vpc-lattice", ""},
    {"xray", ""},
});

}  // namespace

ResourceLookup::ResourceLookup(const Organization& organization) {
  const Table<Resource>& resources = *organization.tables().resources;
  for (const auto index : resources.indexes()) {
    if (resources[index].presence == Presence::Present) {
      by_arn_.emplace(resources[index].arn, index);
      services_ |= mark_of(parse_arn(resources[index].arn));
    }
  }
}

std::optional<Index<Resource>> ResourceLookup::find(std::string_view arn) const {
  const auto parts = parse_arn(arn);
  if ((mark_of(parts) & services_) == 0) {
    return std::nullopt;
  }
  const std::size_t shortest = parts ? arn.size() - parts->resource.size() : arn.size();
  while (true) {
    if (const auto found = by_arn_.find(arn); found != by_arn_.end()) {
      return found->second;
    }
    const std::size_t cut = arn.find_last_of("/:");
    if (cut == std::string_view::npos || cut <= shortest) {
      return std::nullopt;
    }
    arn = arn.substr(0, cut);
  }
}

bool has_resource_policies(std::string_view service_prefix, std::string_view resource) {
  return std::ranges::any_of(kCarriers, [&](const PolicyCarrier& carrier) {
    return carrier.service == service_prefix && resource.starts_with(carrier.resource);
  });
}

}  // namespace orgsim::sim

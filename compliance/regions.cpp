#include "compliance/regions.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

#include "model/text.h"

namespace orgsim::compliance {
namespace {

/// As of March 2026. Source: AWS General Reference, "AWS Regions".
constexpr auto kCommercial = std::to_array<std::string_view>(
    {"af-south-1",     "ap-east-1",      "ap-east-2",      "ap-northeast-1", "ap-northeast-2",
     "ap-northeast-3", "ap-south-1",     "ap-south-2",     "ap-southeast-1", "ap-southeast-2",
     "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
     "ca-central-1",   "ca-west-1",      "eu-central-1",   "eu-central-2",   "eu-north-1",
     "eu-south-1",     "eu-south-2",     "eu-west-1",      "eu-west-2",      "eu-west-3",
     "il-central-1",   "me-central-1",   "me-south-1",     "mx-central-1",   "sa-east-1",
     "us-east-1",      "us-east-2",      "us-west-1",      "us-west-2"});

constexpr auto kGovCloud = std::to_array<std::string_view>({"us-gov-east-1", "us-gov-west-1"});
constexpr auto kChina = std::to_array<std::string_view>({"cn-north-1", "cn-northwest-1"});
constexpr auto kSovereign = std::to_array<std::string_view>({"eusc-de-east-1"});

std::span<const std::string_view> regions_of(std::string_view partition) {
  if (partition == "aws-us-gov") {
    return kGovCloud;
  }
  if (partition == "aws-cn") {
    return kChina;
  }
  return partition == "aws-eusc" ? std::span<const std::string_view>(kSovereign) : kCommercial;
}

template <class Admits>
std::vector<std::string_view> one_of_each_class(const Premises& premises, Admits admits) {
  const std::set<std::string_view>& patterns = premises.region_patterns();
  std::map<std::vector<bool>, std::string_view> classes;
  for (const std::string_view region : regions_of(premises.tables().partition)) {
    if (!admits(region)) {
      continue;
    }
    std::vector<bool> signature;
    signature.reserve(patterns.size());
    for (const std::string_view pattern : patterns) {
      signature.push_back(matches_wildcard(pattern, region));
    }
    classes.try_emplace(std::move(signature), region);
  }
  std::vector<std::string_view> result;
  result.reserve(classes.size());
  for (const auto& [signature, region] : classes) {
    result.push_back(region);
  }
  std::ranges::sort(result);
  return result;
}

}  // namespace

std::vector<std::string_view> distinct_regions(const Premises& premises) {
  return one_of_each_class(premises, [](std::string_view) { return true; });
}

std::vector<std::string_view> distinct_regions_outside(const Premises& premises,
                                                       const std::vector<std::string>& approved) {
  return one_of_each_class(premises, [&](std::string_view region) {
    return std::ranges::find(approved, region) == approved.end();
  });
}

std::string a_region(const Premises& premises) {
  const auto& approved = premises.declared().approved_regions;
  if (approved && !approved->empty()) {
    return approved->front();
  }
  const std::string& partition = premises.tables().partition;
  return partition == "aws" ? "us-east-1" : std::string(regions_of(partition).front());
}

}  // namespace orgsim::compliance

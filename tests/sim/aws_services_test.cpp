#include "sim/catalogue/aws_services.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "sim/catalogue/action_catalogue.h"

namespace orgsim::sim {
namespace {

TEST_CASE("requests to a global service have one Region, where AWS has one endpoint") {
  const auto [prefix, region] =
      GENERATE(table<std::string, std::string>({{"iam", "us-east-1"},
                                                {"organizations", "us-east-1"},
                                                {"route53", "us-east-1"},
                                                {"cloudfront", "us-east-1"},
                                                {"globalaccelerator", "us-west-2"}}));
  CAPTURE(prefix);
  CHECK(is_global_service(prefix));
  CHECK(requested_region_of(prefix) == region);
}

TEST_CASE("the Region of any other request depends on the caller") {
  const auto prefix =
      GENERATE(as<std::string>(), "ec2", "s3", "sts", "sso", "route53resolver", "nosuch", "");
  CAPTURE(prefix);
  CHECK_FALSE(is_global_service(prefix));
  CHECK_FALSE(requested_region_of(prefix));
}

TEST_CASE("a global service with several endpoints has no one Region") {
  CHECK(is_global_service("health"));
  CHECK_FALSE(requested_region_of("health"));
}

TEST_CASE("each probe writes, in a Region, in a service of its own") {
  const ActionCatalogue& catalogue = ActionCatalogue::builtin();
  std::set<std::string, std::less<>> services;
  for (const std::string_view probe : regional_probe_actions()) {
    CAPTURE(probe);
    const auto action = catalogue.find(probe);
    REQUIRE(action);
    CHECK(catalogue.name(*action) == probe);
    CHECK(catalogue.access_level(*action) == AccessLevel::Write);
    CHECK_FALSE(is_global_service(catalogue.service(*action)));
    CHECK(services.emplace(catalogue.service(*action)).second);
    const auto types = catalogue.resource_types(*action);
    // ARNs of buckets name no Region, but a bucket is in one.
    CHECK((probe == "s3:CreateBucket" || types.empty() ||
           std::ranges::any_of(types, [&](const ActionResource& resource) {
             return catalogue.has_region(resource.type);
           })));
  }
  CHECK(services.size() > 80);
  for (const char* service : {"ec2", "s3", "lambda", "rds", "kms", "dynamodb", "config"}) {
    CHECK(services.contains(service));
  }
}

}  // namespace
}  // namespace orgsim::sim

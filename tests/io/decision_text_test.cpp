#include "io/write/decision_text.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string_view>

#include "io/load_layers.h"

using namespace orgsim;

namespace {

struct Asked {
  std::string_view action;
  std::string_view resource;
};

// What the snapshot holds, what it does not, what has no policy, and names that nobody knows.
constexpr Asked kAsked[] = {
    {"s3:GetObject", "arn:aws:s3:::example-app-prod-data/x"},
    {"s3:GetObject", "arn:aws:s3:::nobody-knows-this/x"},
    {"s3:PutBucketPolicy", "arn:aws:s3:::example-org-trail"},
    {"kms:Decrypt", "arn:aws:kms:us-east-1:100000000011:key/none"},
    {"sts:AssumeRole", "arn:aws:iam::100000000011:role/OrgBreakGlass"},
    {"sts:AssumeRole", "arn:aws:iam::999999999999:role/Elsewhere"},
    {"sts:AssumeRoleWithWebIdentity", "arn:aws:iam::100000000007:role/AppBuild"},
    {"iam:PassRole", "arn:aws:iam::100000000011:role/app-runtime"},
    {"organizations:DetachPolicy", "*"},
    {"lambda:InvokeFunction", "arn:aws:lambda:us-east-1:100000000012:function:f"},
    {"nobody:KnowsThis", "not an arn"},
};

}  // namespace

TEST_CASE("io.every decision of the built-in organization can be shown") {
  io::SourceFiles files;
  const auto organization = io::load_layers(std::vector<std::string>{"reference"}, {}, files);
  REQUIRE(organization);
  const sim::Authorizer authorizer(*organization);
  std::vector<sim::Asker> askers = {
      sim::AnonymousCaller{}, sim::ServiceCaller{.name = "cloudtrail.amazonaws.com"},
      sim::OutsideCaller{.arn = "arn:aws:iam::999999999999:root", .account = "999999999999"}};
  for (const auto index : authorizer.principals().all().indexes()) {
    askers.emplace_back(index);
  }
  std::size_t n_asked = 0;
  for (const sim::Asker& asker : askers) {
    for (const Asked& asked : kAsked) {
      CAPTURE(io::name_of(authorizer, asker), asked.action, asked.resource);
      const sim::AccessRequest request{
          .asker = asker, .action = asked.action, .resource = asked.resource};
      const sim::Explanation explanation = authorizer.explain(request);
      const auto text =
          io::decision_text(authorizer, files, request, explanation, io::Paint(false), 120);
      CHECK(text.find(asked.action) != std::string::npos);
      CHECK(authorizer.decide(request) == explanation.decision.outcome);
      if (n_asked++ % 29 != 0) {
        continue;  // JSON reads the file anew for its pointers, which takes long in a debug build.
      }
      const auto json =
          nlohmann::json::parse(io::decision_json(authorizer, files, request, explanation));
      CHECK(json["action"] == asked.action);
    }
  }
}

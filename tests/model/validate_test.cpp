#include "model/validate.h"

#include <catch2/catch.hpp>

#include "io/builtin.h"
#include "tests/support/organization_text.h"

namespace orgsim {
namespace {

/// The warnings of an organization with these further members, each as `code message`.
std::vector<std::string> warnings(const std::string& members) {
  const Organization organization = organization_from(
      R"({"format": "orgsim-organization/1", "organization": {"id": "o-1", "root": "r-1",
        "management_account": "111111111111", "policy_types": ["SERVICE_CONTROL_POLICY"]},
        "accounts": [{"id": "111111111111", "name": "management", "ou": "r-1"}],
        "scps": {"p-1": {"name": "FullAWSAccess", "doc":
          {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}}, )" +
      members + "}");
  std::vector<std::string> result;
  for (const Diagnostic& warning : validate(organization)) {
    CHECK(warning.level == DiagnosticLevel::Warning);
    result.push_back(warning.code + " " + warning.message);
  }
  return result;
}

const std::string kAttached = R"("scp_attachments": {"r-1": ["p-1"], "111111111111": ["p-1"]}, )";

using Warnings = std::vector<std::string>;

TEST_CASE("the built-in organization gives no warning") {
  const auto text = io::builtin_file("library/reference/organization.json").value();
  CHECK(validate(organization_from(text)).empty());
}

TEST_CASE("a level without SCP and policies of a type that is off are noticed") {
  CHECK(warnings(R"("scp_attachments": {"r-1": ["p-1"]})") ==
        Warnings{"W5202 `management` has no SCP, which denies everything there"});
  CHECK(warnings(kAttached + R"("rcps": {"p-2": {"name": "RCPFullAWSAccess"}}, "rcp_attachments":
          {"r-1": ["p-2"]})") == Warnings{"W5201 RCPs at `r-1` have no effect"});
}

TEST_CASE("more policies on a target than AWS lets be attached are noticed") {
  const auto with_rcps = [](int n_attached) {
    std::string policies = R"("x": {"name": "RCPFullAWSAccess"})";
    std::string names = R"("x")";
    for (int i = 1; i < n_attached; ++i) {
      const std::string id = "\"x-" + std::to_string(i) + "\"";
      policies += ", " + id + R"(: {"name": "Data perimeter"})";
      names += ", " + id;
    }
    Warnings result = warnings(kAttached + R"("rcps": {)" + policies +
                               R"(}, "rcp_attachments": {"111111111111": [)" + names + "]}");
    std::erase(result, "W5201 RCPs at `management` have no effect");
    return result;
  };
  CHECK(with_rcps(5).empty());
  CHECK(with_rcps(6) == Warnings{"W5205 too many policies attached to `management`"});
}

TEST_CASE("names that IAM holds for equal are noticed") {
  CHECK(warnings(kAttached + R"("iam": {"111111111111": {"users": [{"name": "ada"},
          {"name": "Ada", "path": "/x/"}]}})") ==
        Warnings{"W5203 second user of the name in its account: "
                 "`arn:aws:iam::111111111111:user/x/Ada`"});
}

TEST_CASE("a trust in a principal that is not there is noticed, where IAM is known") {
  const auto trusting = [](const std::string& arn) {
    return warnings(kAttached + R"("iam": {"111111111111": {"roles": [{"name": "App", "trust":
      {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": ")" +
                    arn + R"("}}}}]}})");
  };
  CHECK(trusting("arn:aws:iam::111111111111:role/Gone") ==
        Warnings{"W5204 `arn:aws:iam::111111111111:role/App` names "
                 "`arn:aws:iam::111111111111:role/Gone`, which is not there"});
  CHECK(trusting("arn:aws:iam::111111111111:role/App").empty());
  CHECK(trusting("arn:aws:iam::111111111111:root").empty());
  CHECK(trusting("arn:aws:iam::999999999999:role/Gone").empty());
  CHECK(trusting("arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_X")
            .empty());
}

TEST_CASE("references by id to nothing are noticed") {
  CHECK(warnings(kAttached + R"("network": {"vpcs": [{"id": "v", "account": "111111111111"}],
    "transit_gateway": {"account": "111111111111", "attachments": ["v", "w"]}},
    "dns": {"zones": [{"id": "Z1", "name": "a", "account": "111111111111", "vpcs": ["u"]}],
      "records": [{"zone": "Z2", "name": "b.a", "type": "A"}]},
    "cicd": {"pipelines": [{"name": "p", "account": "111111111111", "repo": "r",
      "role": "arn:aws:iam::111111111111:role/P"}]},
    "resources": [{"type": "s3-bucket", "arn": "arn:b", "account": "111111111111",
      "encryption_key": "arn:k"}])")
            .size() == 6);
}

}  // namespace
}  // namespace orgsim

#include "io/unknown_actions.h"

#include <catch2/catch.hpp>

#include "tests/support/organization_text.h"

namespace orgsim::io {
namespace {

/// The warnings about one role whose policy names these actions.
Diagnostics check(const std::string& actions) {
  return unknown_actions(organization_from(R"({
    "format": "orgsim-organization/1", "as_of": "2026-04-08",
    "organization": {"id": "o-a", "root": "r-1", "management_account": "111111111111"},
    "ous": [], "accounts": [{"id": "111111111111", "name": "m", "ou": "r-1"}],
    "iam": {"111111111111": {"users": [], "roles": [{"name": "R", "trust": {"Statement": []},
      "policies": [{"Statement": {"Effect": "Allow", "Resource": "*", "Action": )" +
                                           actions + "}}]}]}}}"));
}

}  // namespace

TEST_CASE("actions that AWS does not list are warned of, each once, with advice") {
  const Diagnostics found =
      check(R"(["s3:GetObjct", "S3:getobjct", "nosuch:*", "s3:Zap*", "s3:Get*", "*", "*:*"])");
  REQUIRE(found.size() == 3);
  CHECK(found[0].code == "W5107");
  CHECK(found[0].level == DiagnosticLevel::Warning);
  CHECK(found[0].message.starts_with("`s3:GetObjct` names no action"));
  CHECK(found[0].hint == "did you mean `s3:GetObject`?");
  CHECK(found[0].where.known());
  CHECK(found[1].hint == "AWS lists no service `nosuch`");
  CHECK(found[2].message.starts_with("`s3:Zap*`"));
}

TEST_CASE("actions that AWS lists are not warned of, whatever their letter case") {
  CHECK(check(R"(["S3:GETOBJECT", "ec2:*Vpc*", "iam:?etRole"])").empty());
}

}  // namespace orgsim::io

#include "io/write/tree_text.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "io/read/organization_reader.h"
#include "io/write/tree_json.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::json;

Organization small_organization() {
  const auto json = parse_json(R"({"format": "orgsim-organization/1",
    "organization": {"id": "o-1", "root": "r-1", "management_account": "111111111111",
      "policy_types": ["SERVICE_CONTROL_POLICY"],
      "delegated_administrators": {"guardduty.amazonaws.com": "222222222222"}},
    "ous": [{"id": "ou-1", "name": "Locked", "parent": "r-1"}],
    "accounts": [{"id": "111111111111", "name": "pay\u001b[31m", "ou": "r-1"},
                 {"id": "222222222222", "name": "audit", "ou": "ou-1", "status": "SUSPENDED"}],
    "scps": {"p-1": {"name": "FullAWSAccess", "doc":
               {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}},
             "p-2": {"name": "stay", "doc":
               {"Statement": {"Effect": "Deny", "Action": "organizations:*", "Resource": "*"}}}},
    "scp_attachments": {"r-1": ["p-1", "p-2"], "111111111111": ["p-1"],
                        "222222222222": ["p-1"]}})",
                               0);
  REQUIRE(json);
  auto organization = read_organization(*json);
  INFO((organization ? "" : organization.error().front().message));
  REQUIRE(organization);
  return *std::move(organization);
}

TEST_CASE("the tree marks the management account, delegations, states and levels without SCP") {
  CHECK(tree_text(small_organization()) ==
        "o-1\n"
        "Root (r-1)  SCP: stay\n"
        "├─ 111111111111 pay\\x1b[31m  (management account)\n"
        "└─ Locked (ou-1)  no SCP: nothing is allowed\n"
        "   └─ 222222222222 audit  SUSPENDED  delegated administrator: guardduty\n");
}

TEST_CASE("the tree as JSON says the same") {
  const Json json = Json::parse(tree_json(small_organization()));
  CHECK(json["format"] == "orgsim-tree/1");
  CHECK(json["as_of"] == nullptr);
  const Json& root = json["organizations"][0]["root"];
  CHECK(root["policies"][1]["name"] == "stay");
  CHECK(root["accounts"][0]["management_account"] == true);
  const Json& audit = root["organizational_units"][0]["accounts"][0];
  CHECK(audit["state"] == "SUSPENDED");
  CHECK(audit["delegated_administrator_of"] == Json::parse(R"(["guardduty.amazonaws.com"])"));
  CHECK(root["organizational_units"][0]["policies"] == Json::array());
}

}  // namespace
}  // namespace orgsim::io

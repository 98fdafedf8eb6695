#include "io/read/organization_reader.h"

#include <catch2/catch.hpp>

#include "io/source_files.h"

namespace orgsim::io {
namespace {

const std::string kText = R"({"format": "orgsim-organization/1", "as_of": "2026-04-08",
 "organization": {"id": "o-1", "root": "r-1", "management_account": "111111111111",
   "policy_types": ["SERVICE_CONTROL_POLICY", "TAG_POLICY"],
   "delegated_administrators": {"sso.amazonaws.com": "222222222222"}},
 "ous": [{"id": "ou-prod", "name": "Prod", "parent": "ou-work"},
         {"id": "ou-work", "name": "Workloads", "parent": "r-1"}],
 "accounts": [{"id": "111111111111", "name": "management", "ou": "r-1"},
              {"id": "222222222222", "name": "prod", "ou": "ou-prod", "moon": "full"}],
 "scps": {"p-1": {"name": "FullAWSAccess", "doc":
   {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}},
 "scp_attachments": {"r-1": ["p-1"], "222222222222": ["p-1"]},
 "iam": {"222222222222": {"users": [{"name": "ada", "policies": [], "access_keys": []}],
   "roles": [{"name": "App", "path": "/svc/", "policies": [], "permissions_boundary": null,
   "trust": {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}}]}},
 "identity_center": {"instance_account": "111111111111", "groups": {"dev": ["ann", "bob"]},
   "permission_sets": {"Admin": {"policies": [], "session_seconds": 3600}},
   "assignments": [{"group": "dev", "permission_set": "Admin", "account": "222222222222"}]},
 "resources": [{"type": "s3-bucket", "arn": "arn:aws:s3:::b", "account": "222222222222",
   "data_classes": ["chd"], "object_lock": {"mode": "COMPLIANCE", "days": 9}, "policy":
   {"Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}}}],
 "management_account_resources": [{"type": "trail", "purpose": "governance"}],
 "cicd": {"pipelines": [{"name": "app", "account": "222222222222", "deploys_to":
   ["222222222222"]}], "repositories": {"app": {"writers": ["dev"], "required_approvals": 2}}},
 "network": {"vpcs": [{"id": "vpc-1", "account": "222222222222", "ingress":
   [{"from": "internet", "ports": [443]}]}], "transit_gateway": {"account": "222222222222",
   "association": {"vpc-1": "rt-1"}, "route_tables": {"rt-1": ["vpc-1"]}}},
 "dns": {"zones": [{"id": "Z1", "name": "Example.COM.", "private": true,
   "account": "222222222222"}], "records": [{"zone": "Z1", "name": "www.example.com",
   "type": "A", "alias_to": "elb", "target_account": "222222222222"}]},
 "logging": {"trails": [{"arn": "arn:t", "owner_account": "111111111111",
   "organization_trail": true, "is_logging": false}], "guardduty": {"auto_enable": "ALL",
   "enabled": {"222222222222": ["us-east-1"]}}},
 "evidence": {"moon": 1}
})";

Result<Organization> read(const std::string& text) {
  const auto json = parse_json(text, 0);
  return json ? read_organization(*json) : std::unexpected(json.error());
}

/// The errors of the text with one part replaced, each as `line:column code hint`.
std::vector<std::string> errors(const std::string& part, const std::string& replacement) {
  std::string text = kText;
  const std::size_t at = text.find(part);
  REQUIRE(at != std::string::npos);
  text.replace(at, part.size(), replacement);
  SourceFiles files;
  files.add("organization.json", text);
  std::vector<std::string> result;
  const auto organization = read(text);
  if (!organization) {
    for (const Diagnostic& diagnostic : organization.error()) {
      const LineColumn position = files.line_column(diagnostic.where);
      result.push_back(std::to_string(position.line) + ":" + std::to_string(position.column) + " " +
                       diagnostic.code + " " + diagnostic.hint);
    }
  }
  return result;
}

TEST_CASE("an organization file is read, OUs in any order") {
  const Organization organization = read(kText).value();
  const auto prod = organization.find_account("prod").value();
  CHECK(organization.organization_path(prod) == "o-1/r-1/ou-work/ou-prod/");
  CHECK(organization.accounts()[prod].attached.size() == 1);
  const OrganizationTables& tables = organization.tables();
  CHECK(to_text(*tables.as_of) == "2026-04-08");
  CHECK(tables.roles->begin()->arn == "arn:aws:iam::222222222222:role/svc/App");
  CHECK(tables.users->begin()->access_keys->empty());
  CHECK(tables.identity_users->size() == 2);
  CHECK(tables.assignments->begin()->account == prod);
  const OrganizationRecord& record = *tables.organizations->begin();
  CHECK(record.other_policy_types == std::vector<std::string>{"TAG_POLICY"});
  CHECK(record.delegated_administrators->at("sso.amazonaws.com").contains(prod));
  CHECK_FALSE(record.trusted_access.has_value());
}

TEST_CASE("resources, delivery, network, DNS and logging are read") {
  const Organization organization = read(kText).value();
  const OrganizationTables& tables = organization.tables();
  const auto prod = organization.find_account("prod").value();
  const Resource& bucket = *tables.resources->begin();
  CHECK(bucket.account == prod);
  CHECK(bucket.data_classes == std::vector<std::string>{"chd"});
  CHECK(bucket.object_lock->mode == ObjectLock::Mode::Compliance);
  CHECK_FALSE(bucket.versioning.has_value());
  CHECK(organization.document(bucket.policy.value()).statements.size() == 1);
  CHECK((*tables.management_account_resources)->front().purpose == "governance");
  CHECK((*tables.delivery)->pipelines[0].deploys_to == std::vector{prod});
  CHECK((*tables.delivery)->repositories[0].required_approvals == 2);
  CHECK((*tables.network)->vpcs[0].ingress[0].ports == std::vector<int>{443});
  CHECK((*tables.network)->transit_gateway->route_tables.at("rt-1").front() == "vpc-1");
  CHECK((*tables.dns)->zones[0].name == "example.com");
  CHECK((*tables.dns)->records[0].target_account == prod);
  CHECK((*tables.logging)->trails[0].is_logging == false);
  CHECK_FALSE((*tables.logging)->trails[0].global_events.has_value());
  CHECK((*tables.logging)->guardduty.enabled.at(prod).contains("us-east-1"));
}

TEST_CASE("what the model does not hold is listed") {
  std::vector<std::string> constructs;
  const Organization organization = read(kText).value();
  for (const Unmodelled& unmodelled : organization.unmodelled()) {
    constructs.push_back(unmodelled.construct);
  }
  CHECK(constructs == std::vector<std::string>{"/accounts/222222222222/moon", "/evidence/moon"});
}

TEST_CASE("a broken organization file gives every error with place and hint") {
  using Errors = std::vector<std::string>;
  CHECK(errors("\"ou\": \"ou-prod\"", "\"ou\": \"ou-prd\"") ==
        Errors{"8:60 E3001 did you mean `ou-prod`?"});
  CHECK(errors("\"as_of\"", "\"format\"") == Errors{"1:37 E1002 keep one of the two; AWS refuses "
                                                    "such a document"});
  CHECK(errors("\"parent\": \"r-1\"", "\"parent\": \"ou-prod\"") ==
        Errors{"5:10 E3002 correct `parent` of one OU of the loop",
               "6:10 E3002 correct `parent` of one OU of the loop"});
  CHECK(errors("\"evidence\": {\"moon\": 1}\n}", "") ==
        Errors{"33:2 E1001 the text ends too early"});
  CHECK(errors("\"network\": {\"vpcs\": [{", "") ==
        Errors{"25:43 E1001 look for a missing comma, quote or bracket before it"});
}

TEST_CASE("an account id as a number is refused, with everything that then leads nowhere") {
  const auto found = errors("\"id\": \"222222222222\"", "\"id\": 222222222222");
  REQUIRE(found.size() > 1);
  CHECK(found[0] == "8:22 E1101 write it in quotes: \"222222222222\"");
  for (std::size_t i = 1; i < found.size(); ++i) {
    CAPTURE(found[i]);
    CHECK(found[i].find(" E3001 ") != std::string::npos);
  }
}

TEST_CASE("dangling references are errors where they are written") {
  using Errors = std::vector<std::string>;
  CHECK(errors("\"group\": \"dev\"", "\"group\": \"ops\"") == Errors{"17:30 E3001 there is `dev`"});
  CHECK(errors("\"permission_set\": \"Admin\"", "\"permission_set\": \"Admni\"") ==
        Errors{"17:55 E3001 there is `Admin`"});
  CHECK(errors("\"r-1\": [\"p-1\"]", "\"r-1\": [\"p-2\"]") ==
        Errors{"11:30 E3001 did you mean `p-1`?"});
  CHECK(errors("{\"r-1\": [\"p-1\"]", "{\"r-2\": [\"p-1\"]") ==
        Errors{"11:22 E3001 did you mean `r-1`?"});
  CHECK(errors("\"account\": \"222222222222\", \"deploys_to\"",
               "\"account\": \"222222222223\", \"deploys_to\"") ==
        Errors{"22:52 E3001 did you mean `222222222222`?"});
  CHECK(errors("\"sso.amazonaws.com\": \"222222222222\"", "\"sso.amazonaws.com\": \"somebody\"") ==
        Errors{"4:54 E3001 there is `111111111111`, `222222222222`"});
}

TEST_CASE("an account of others, where AWS takes one, is outside and listed as not held") {
  std::string text = kText;
  const std::string part = R"("target_account": "222222222222")";
  text.replace(text.find(part), part.size(), R"("target_account": "999988887777")");
  const Organization organization = read(text).value();
  const auto outside = organization.find_account("999988887777");
  REQUIRE(outside.has_value());
  CHECK_FALSE(organization.organization_of(*outside).has_value());
  CHECK((*organization.tables().dns)->records.front().target_account == outside);
  CHECK(std::ranges::count(organization.unmodelled(),
                           "account 999988887777, which the file does not hold",
                           &Unmodelled::construct) == 1);
}

TEST_CASE("wrong types are errors where they are written") {
  using Errors = std::vector<std::string>;
  CHECK(errors("[\"ann\", \"bob\"]", "\"ann\"") ==
        Errors{"15:76 E1101 write it in brackets, even a single entry"});
  CHECK(errors("[\"p-1\"]", "[7]") == Errors{"11:30 E1101 write it in quotes"});
  CHECK(errors("[443]", "[\"https\"]") == Errors{"25:36 E1101 write it without quotes"});
  CHECK(errors("\"is_logging\": false", "\"is_logging\": \"no\"") ==
        Errors{"31:46 E1101 write it without quotes"});
  CHECK(errors("\"account\": \"222222222222\", \"deploys_to\"", "\"deploys_to\"") ==
        Errors{"22:25 E1103 add the member `account`"});
}

}  // namespace
}  // namespace orgsim::io

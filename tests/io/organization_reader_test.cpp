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
 "dns": {}
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

TEST_CASE("what the model does not hold is listed") {
  std::vector<std::string> constructs;
  const Organization organization = read(kText).value();
  for (const Unmodelled& unmodelled : organization.unmodelled()) {
    constructs.push_back(unmodelled.construct);
  }
  CHECK(constructs == std::vector<std::string>{"/accounts/222222222222/moon", "/dns"});
}

TEST_CASE("a broken organization file gives every error with place and hint") {
  using Errors = std::vector<std::string>;
  CHECK(errors("\"ou\": \"ou-prod\"", "\"ou\": \"ou-prd\"") ==
        Errors{"8:60 E3001 did you mean `ou-prod`?"});
  CHECK(
      errors("\"id\": \"222222222222\"", "\"id\": 222222222222").front().starts_with("8:22 E1101"));
  CHECK(errors("\"as_of\"", "\"format\"") == Errors{"1:37 E1002 keep one of the two; AWS refuses "
                                                    "such a document"});
  CHECK(errors("\"group\": \"dev\"", "\"group\": \"ops\"").size() == 1);
  CHECK(errors("\"parent\": \"r-1\"", "\"parent\": \"ou-prod\"").size() == 2);
  CHECK(errors("\"dns\": {}\n}", "").size() == 1);
  CHECK(errors("[\"ann\", \"bob\"]", "\"ann\"").size() == 1);
  CHECK(errors("[\"p-1\"]", "[7]").size() == 1);
}

}  // namespace
}  // namespace orgsim::io

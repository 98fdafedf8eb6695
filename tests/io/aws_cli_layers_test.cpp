#include <catch2/catch.hpp>

#include "dump_folder.h"
#include "io/load_layers.h"

namespace orgsim::io {
namespace {

const std::string kNative = R"({"format": "orgsim-organization/1", "as_of": "2026-04-01",
 "organization": {"id": "o-1", "root": "r-1", "management_account": "111111111111"},
 "ous": [{"id": "ou-prod", "name": "Prod", "parent": "r-1"}],
 "accounts": [{"id": "111111111111", "name": "management", "ou": "r-1"},
              {"id": "022222222222", "name": "prod", "ou": "ou-prod", "owner": "core"}],
 "scps": {"p-1": {"name": "Guard", "doc":
   {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}},
 "scp_attachments": {"ou-prod": ["p-1"]},
 "iam": {"022222222222": {"roles": [
   {"name": "App", "policies": [], "trust": {"Statement": {"Effect": "Allow", "Principal": "*",
     "Action": "sts:AssumeRole"}}},
   {"name": "Old", "policies": [], "trust": {"Statement": {"Effect": "Allow", "Principal": "*",
     "Action": "sts:AssumeRole"}}}]}}})";

const std::string kDetails = R"({"RoleDetailList": [
  {"RoleName": "App", "RoleId": "AROANEW", "Arn": "arn:aws:iam::022222222222:role/App",
   "AssumeRolePolicyDocument": {"Statement": {"Effect": "Deny", "Principal": "*",
     "Action": "sts:AssumeRole"}}},
  {"RoleName": "New", "Arn": "arn:aws:iam::022222222222:role/New",
   "AssumeRolePolicyDocument": {"Statement": {"Effect": "Allow", "Principal": "*",
     "Action": "sts:AssumeRole"}},
   "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::022222222222:policy/P"}]}],
 "Policies": [{"Arn": "arn:aws:iam::022222222222:policy/P", "DefaultVersionId": "v1",
   "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document":
     {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}]}]})";

Result<Organization> layers(const DumpFiles& dump, const std::vector<std::string>& names) {
  const DumpFolder folder(dump);
  SourceFiles files;
  std::vector<std::string> paths;
  for (const std::string& name : names) {
    paths.push_back(name == kReference ? name : folder.path(name));
  }
  return load_layers(paths, files);
}

const Role& role(const Organization& organization, const std::string& name) {
  const auto index = organization.find_role("arn:aws:iam::022222222222:role/" + name);
  REQUIRE(index.has_value());
  return (*organization.tables().roles)[*index];
}

TEST_CASE("a later layer wins for a record of the same identity, the others stay") {
  const Organization organization =
      layers({{"a.json", kNative}, {"b.json", kDetails}}, {"a.json", "b.json"}).value();
  CHECK(organization.tables().roles->size() == 3);
  CHECK(role(organization, "App").unique_id == "AROANEW");
  CHECK(organization.document(role(organization, "App").trust).statements[0].effect ==
        Effect::Deny);
  CHECK(organization.document(role(organization, "Old").trust).statements[0].effect ==
        Effect::Allow);
  const ManagedPolicy& policy =
      (*organization.tables().managed_policies)[role(organization, "New").policies.attached.at(0)];
  CHECK(organization.document(policy.document.value()).statements[0].action.patterns ==
        std::vector<std::string>{"s3:*"});
}

TEST_CASE("a dump of an account's IAM leaves the account where it is") {
  const Organization organization =
      layers({{"a.json", kNative}, {"b.json", kDetails}}, {"a.json", "b.json"}).value();
  CHECK(organization.accounts().size() == 2);
  const auto prod = organization.find_account("022222222222").value();
  CHECK(organization.accounts()[prod].name == "prod");
  CHECK(organization.accounts()[prod].owner == "core");
  CHECK(organization.organization_path(prod) == "o-1/r-1/ou-prod/");
  CHECK(role(organization, "New").account == prod);
  CHECK(organization.tables().coverage->of(OrganizationDomain::Tree) == Extent::Complete);
}

TEST_CASE("a later organization file moves an account and replaces a policy") {
  std::string later = kNative;
  later.replace(later.find(R"("ou": "ou-prod", "owner")"), 15, R"("ou": "r-1")");
  later.replace(later.find(R"("Effect": "Allow")"), 17, R"("Effect": "Deny")");
  const Organization organization =
      layers({{"a.json", kNative}, {"b.json", later}}, {"a.json", "b.json"}).value();
  const auto prod = organization.find_account("prod").value();
  CHECK(organization.organization_path(prod) == "o-1/r-1/");
  REQUIRE(organization.policies().size() == 1);
  CHECK(organization.document(organization.policies().begin()->document.value())
            .statements[0]
            .effect == Effect::Deny);
}

TEST_CASE("an organization laid over itself is the same") {
  const Organization once = layers({}, {"reference"}).value();
  const Organization twice = layers({}, {"reference", "reference"}).value();
  CHECK(twice.accounts().size() == once.accounts().size());
  CHECK(twice.ous().size() == once.ous().size());
  CHECK(twice.policies().size() == once.policies().size());
  CHECK(twice.tables().roles->size() == once.tables().roles->size());
  CHECK(twice.tables().assignments->size() == once.tables().assignments->size());
  CHECK(twice.tables().resources->size() == once.tables().resources->size());
  CHECK((*twice.tables().dns)->records.size() == (*once.tables().dns)->records.size());
  CHECK((*twice.tables().network)->vpcs.size() == (*once.tables().network)->vpcs.size());
  CHECK(twice.tables().organizations->size() == 1);
}

TEST_CASE("two organizations stand side by side") {
  std::string other = kNative;
  for (const auto& [from, to] :
       {std::pair{"o-1", "o-2"}, std::pair{"r-1", "r-2"}, std::pair{"ou-prod", "ou-test"},
        std::pair{"0222", "0333"}, std::pair{"1111", "4444"}, std::pair{"\"prod\"", "\"buyer\""}}) {
    for (std::size_t at = 0; (at = other.find(from, at)) != std::string::npos;) {
      other.replace(at, std::string_view(from).size(), to);
      at += std::string_view(to).size();
    }
  }
  const Organization organization =
      layers({{"a.json", kNative}, {"b.json", other}}, {"a.json", "b.json"}).value();
  CHECK(organization.tables().organizations->size() == 2);
  CHECK(organization.policies().size() == 2);
  CHECK(organization.organization_path(organization.find_account("buyer").value()) ==
        "o-2/r-2/ou-test/");
  CHECK(organization.home() == Index<OrganizationRecord>(0));
}

TEST_CASE("the errors of every layer are told") {
  const auto result = layers({{"a.json", "{"}, {"b.json", "["}}, {"a.json", "b.json"});
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().size() == 2);
}

}  // namespace
}  // namespace orgsim::io

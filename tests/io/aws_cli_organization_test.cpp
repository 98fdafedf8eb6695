#include <catch2/catch.hpp>

#include "dump_folder.h"

namespace orgsim::io {
namespace {

const std::string kFullAccess =
    R"("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}")";

/// Two accounts, one of them in an OU below the root; an SCP at the root and a tag policy.
DumpFiles dump() {
  return {
      {"meta.json", R"({"collectedAt": "2026-04-08T10:00:00Z", "partition": "aws"})"},
      {"org/describe-organization.json",
       R"({"Organization": {"Id": "o-exampleorg", "FeatureSet": "ALL",
          "MasterAccountId": "111111111111", "AvailablePolicyTypes": []}})"},
      {"org/list-roots.json",
       R"({"Roots": [{"Id": "r-abcd", "Name": "Root", "PolicyTypes": [
          {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"},
          {"Type": "RESOURCE_CONTROL_POLICY", "Status": "PENDING_ENABLE"},
          {"Type": "TAG_POLICY", "Status": "ENABLED"}]}]})"},
      {"org/list-organizational-units-for-parent/r-abcd.json",
       R"({"OrganizationalUnits": [{"Id": "ou-abcd-12345678", "Name": "Prod"}]})"},
      {"org/list-organizational-units-for-parent/ou-abcd-12345678.json",
       R"({"OrganizationalUnits": []})"},
      {"org/list-accounts-for-parent/r-abcd.json",
       R"({"Accounts": [{"Id": "111111111111", "Name": "management", "Status": "ACTIVE"}]})"},
      {"org/list-accounts-for-parent/ou-abcd-12345678.json",
       R"({"Accounts": [{"Id": "022222222222", "Name": "prod", "Email": "p@example.com",
          "Status": "ACTIVE", "State": "PENDING_CLOSURE", "JoinedMethod": "INVITED",
          "JoinedTimestamp": 1641038400.5}]})"},
      {"org/list-policies/SERVICE_CONTROL_POLICY.json",
       R"({"Policies": [{"Id": "p-FullAWSAccess", "Name": "FullAWSAccess",
          "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": true}]})"},
      {"org/list-policies/TAG_POLICY.json",
       R"({"Policies": [{"Id": "p-tags000000", "Name": "Tags", "Type": "TAG_POLICY",
          "AwsManaged": false}]})"},
      {"org/describe-policy/p-FullAWSAccess.json",
       R"({"Policy": {"PolicySummary": {"Id": "p-FullAWSAccess", "Name": "FullAWSAccess",
          "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": true}, "Content": )" +
           kFullAccess + "}}"},
      {"org/describe-policy/p-tags000000.json",
       R"({"Policy": {"PolicySummary": {"Id": "p-tags000000", "Name": "Tags",
          "Type": "TAG_POLICY", "AwsManaged": false}, "Content": "{\"tags\":{}}"}})"},
      {"org/list-targets-for-policy/p-FullAWSAccess.json",
       R"({"Targets": [{"TargetId": "r-abcd", "Type": "ROOT"},
          {"TargetId": "022222222222", "Type": "ACCOUNT"}]})"},
      {"org/list-targets-for-policy/p-tags000000.json",
       R"({"Targets": [{"TargetId": "ou-abcd-12345678", "Type": "ORGANIZATIONAL_UNIT"}]})"},
      {"org/list-delegated-administrators.json",
       R"({"DelegatedAdministrators": [{"Id": "022222222222"}]})"},
      {"org/list-delegated-services-for-account/022222222222.json",
       R"({"DelegatedServices": [{"ServicePrincipal": "sso.amazonaws.com",
          "DelegationEnabledDate": "2025-01-01T00:00:00Z"}]})"},
      {"org/list-aws-service-access-for-organization.json",
       R"({"EnabledServicePrincipals": [{"ServicePrincipal": "sso.amazonaws.com"}]})"},
      {"org/describe-resource-policy.json",
       R"({"ResourcePolicy": {"ResourcePolicySummary": {"Id": "rp-1"}, "Content":
          "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}"}})"},
      {"org/list-organizations-features.json",
       R"({"OrganizationId": "o-exampleorg", "EnabledFeatures": ["RootSessions"]})"},
  };
}

DumpFiles with(DumpFiles files, const std::string& name, const std::string& text) {
  files[name] = text;
  return files;
}

DumpFiles without(DumpFiles files, const std::string& name) {
  REQUIRE(files.erase(name) == 1);
  return files;
}

using Lines = std::vector<std::string>;

TEST_CASE("a dump folder gives the tree, its members and their policies") {
  const Organization organization = load(dump()).value();
  const OrganizationTables& tables = organization.tables();
  const auto prod = organization.find_account("prod").value();
  CHECK(organization.organization_path(prod) == "o-exampleorg/r-abcd/ou-abcd-12345678/");
  CHECK(organization.is_management_account(organization.find_account("management").value()));
  CHECK(organization.accounts()[prod].id.text() == "022222222222");
  CHECK(organization.accounts()[prod].root_email == "p@example.com");
  CHECK(organization.accounts()[prod].joined_method == JoinedMethod::Invited);
  CHECK(to_text(*organization.accounts()[prod].joined) == "2022-01-01");
  CHECK(to_text(*tables.as_of) == "2026-04-08");
  CHECK(organization.policies().size() == 2);
  REQUIRE(organization.accounts()[prod].attached.size() == 1);
  const OrganizationPolicy& scp =
      organization.policies()[organization.accounts()[prod].attached[0]];
  CHECK(scp.name == "FullAWSAccess");
  CHECK(scp.aws_managed);
  CHECK(organization.document(scp.document.value()).statements[0].effect == Effect::Allow);
  const OrganizationRecord& record = *tables.organizations->begin();
  CHECK(record.enabled_policy_types.size() == 1);
  CHECK(record.other_policy_types == Lines{"TAG_POLICY"});
  CHECK(record.delegated_administrators->at("sso.amazonaws.com").contains(prod));
  CHECK(record.trusted_access->contains("sso.amazonaws.com"));
  CHECK(record.root_access_management->sessions);
  CHECK_FALSE(record.root_access_management->credentials);
  CHECK(record.delegation_policy.has_value());
}

TEST_CASE("the state of an account counts before its status") {
  const Organization organization = load(dump()).value();
  const auto prod = organization.find_account("prod").value();
  CHECK(organization.accounts()[prod].state == AccountState::PendingClosure);
  CHECK(organization.accounts()[organization.find_account("management").value()].state ==
        AccountState::Active);
}

TEST_CASE("a policy of a type without a meaning for requests is held and listed") {
  const Organization organization = load(dump()).value();
  const Index<OrganizationalUnit> ou(1);
  REQUIRE(organization.ous()[ou].attached.size() == 1);
  const OrganizationPolicy& tags = organization.policies()[organization.ous()[ou].attached[0]];
  CHECK(tags.type == OrganizationPolicyType::Other);
  CHECK_FALSE(tags.document.has_value());
  REQUIRE(organization.unmodelled().size() == 1);
  CHECK(organization.unmodelled()[0].construct == "text of a policy of type TAG_POLICY");
}

TEST_CASE("a flat folder is recognised by its members, ids by the names") {
  DumpFiles flat;
  for (const auto& [name, text] : dump()) {
    std::string file = name;
    std::ranges::replace(file, '/', '_');
    flat.emplace(file, text);
  }
  flat.erase("org_list-policies_TAG_POLICY.json");
  const Organization organization = load(flat).value();
  const auto prod = organization.find_account("prod").value();
  CHECK(organization.organization_path(prod) == "o-exampleorg/r-abcd/ou-abcd-12345678/");
  CHECK(organization.accounts()[prod].attached.size() == 1);
}

TEST_CASE("envelopes say with each output which call printed it") {
  const DumpFiles files = {
      {"calls.ndjson",
       R"({"account": "111111111111", "region": "us-east-1", "service": "organizations", "operation": "DescribeOrganization", "params": {}, "output": {"Organization": {"Id": "o-exampleorg", "MasterAccountId": "111111111111"}}}
{"account": "111111111111", "service": "organizations", "operation": "list-organizational-units-for-parent", "params": {"ParentId": "r-abcd"}, "output": {"OrganizationalUnits": [{"Id": "ou-abcd-12345678", "Name": "Prod"}]}}

{"account": "111111111111", "service": "organizations", "operation": "list-accounts-for-parent", "params": {"ParentId": "ou-abcd-12345678"}, "output": {"Accounts": [{"Id": "111111111111", "Name": "m"}]}}
{"account": "111111111111", "service": "iam", "operation": "GetAccountAuthorizationDetails", "output": {"UserDetailList": [{"UserName": "ada", "Arn": "arn:aws:iam::111111111111:user/ada"}]}}
{"account": "111111111111", "service": "s3", "operation": "get-bucket-policy", "params": {"Bucket": "b"}, "output": {"Policy": "{\"Statement\":[]}"}}
)"}};
  CHECK(errors_of(files).empty());
  const Organization organization = load(files).value();
  CHECK(organization.organization_path(organization.find_account("m").value()) ==
        "o-exampleorg/r-abcd/ou-abcd-12345678/");
  CHECK(organization.tables().users->begin()->name == "ada");
  CHECK(organization.tables().resources->begin()->arn == "arn:aws:s3:::b");
}

TEST_CASE("places may come from list-parents and list-children") {
  DumpFiles files = dump();
  files.erase("org/list-accounts-for-parent/r-abcd.json");
  files.erase("org/list-accounts-for-parent/ou-abcd-12345678.json");
  files["org/list-accounts.json"] =
      R"({"Accounts": [{"Id": "111111111111", "Name": "m"}, {"Id": "022222222222", "Name": "p"}]})";
  files["org/list-parents/111111111111.json"] =
      R"({"Parents": [{"Id": "r-abcd", "Type": "ROOT"}]})";
  files["org/list-children/ou-abcd-12345678.ACCOUNT.json"] =
      R"({"Children": [{"Id": "022222222222", "Type": "ACCOUNT"}]})";
  const Organization organization = load(files).value();
  CHECK(organization.organization_path(organization.find_account("p").value()) ==
        "o-exampleorg/r-abcd/ou-abcd-12345678/");
  CHECK(errors_of(without(files, "org/list-parents/111111111111.json")) ==
        Lines{"/org/list-accounts.json:1:15 E2009 nothing says where account `111111111111` is"});
}

TEST_CASE("attachments may come from list-policies-for-target") {
  DumpFiles files = dump();
  files.erase("org/list-targets-for-policy/p-FullAWSAccess.json");
  files.erase("org/list-targets-for-policy/p-tags000000.json");
  const std::string text = files["org/list-policies/SERVICE_CONTROL_POLICY.json"];
  files["org/list-policies-for-target/022222222222.SERVICE_CONTROL_POLICY.json"] = text;
  const Organization organization = load(files).value();
  CHECK(organization.accounts()[organization.find_account("prod").value()].attached.size() == 1);
  CHECK(organization.tables().coverage->of(OrganizationDomain::Policies) == Extent::Partial);
}

TEST_CASE("what was not collected stays not collected") {
  const Coverage whole = *load(dump()).value().tables().coverage;
  CHECK(whole.of(OrganizationDomain::Tree) == Extent::Complete);
  CHECK(whole.of(OrganizationDomain::Policies) == Extent::Complete);
  CHECK(whole.of(OrganizationDomain::Delegations) == Extent::Complete);
  CHECK(whole.of(OrganizationDomain::IdentityCenter) == Extent::None);

  DumpFiles files = without(dump(), "org/list-targets-for-policy/p-FullAWSAccess.json");
  files.erase("org/list-aws-service-access-for-organization.json");
  const Organization organization = load(files).value();
  CHECK(organization.tables().coverage->of(OrganizationDomain::Policies) == Extent::Partial);
  CHECK(organization.tables().coverage->of(OrganizationDomain::Delegations) == Extent::Partial);
  CHECK_FALSE(organization.tables().organizations->begin()->trusted_access.has_value());
  CHECK_FALSE(organization.tables().logging.has_value());
  CHECK((*organization.tables().evidence)->accounts.empty());
}

TEST_CASE("an organization without its tree leaves accounts alone, and says so") {
  const Organization organization =
      load({{"describe-organization.json",
             R"({"Organization": {"Id": "o-exampleorg", "MasterAccountId": "111111111111"}})"},
            {"gaad.json", R"({"UserDetailList": [{"UserName": "ada",
               "Arn": "arn:aws:iam::022222222222:user/ada"}]})"}})
          .value();
  CHECK(organization.tables().organizations->empty());
  CHECK(organization.tables().coverage->of(OrganizationDomain::Tree) == Extent::None);
  CHECK(organization.tables().coverage->of(OrganizationDomain::Policies) == Extent::None);
  CHECK(organization.unmodelled()[0].construct == "organization o-exampleorg without its tree");
}

TEST_CASE("unknown files and members are listed") {
  DumpFiles files = with(dump(), "org/moon.json", R"({"Phase": "full"})");
  files["notes.txt"] = "hello";
  files["org/list-accounts.json"] = R"({"Accounts": [{"Id": "111111111111", "Shoe": 44}]})";
  const Organization organization = load(files).value();
  Lines constructs;
  for (const Unmodelled& unmodelled : organization.unmodelled()) {
    constructs.push_back(unmodelled.construct);
  }
  CHECK(constructs == Lines{"file notes.txt", "text of a policy of type TAG_POLICY", "account/Shoe",
                            "file org/moon.json"});
}

TEST_CASE("errors of a dump name the file and the place") {
  const auto [name, text, expected] = GENERATE(table<std::string, std::string, std::string>({
      {"org/list-accounts.json", R"({"Accounts": [{"Id": 111111111111}]})",
       "/org/list-accounts.json:1:22 E1105 the account id 111111111111 is a number, which drops "
       "leading zeros"},
      {"org/list-accounts.json", R"({"Accounts": [{"Id": "1"}]})",
       "/org/list-accounts.json:1:22 E1105 `1` is no account id"},
      {"org/list-accounts.json", R"({"Accounts": [], "NextToken": "x"})",
       "/org/list-accounts.json:1:31 E2003 a partial page: AWS has more than this file holds"},
      {"org/list-accounts.json", R"({"Accounts": [{"Id": "333333333333"}]})",
       "/org/list-accounts.json:1:15 E2009 nothing says where account `333333333333` is"},
      {"org/list-accounts-for-parent/ou-abcd-99999999.json",
       R"({"Accounts": [{"Id": "333333333333"}]})",
       "/org/list-accounts-for-parent/ou-abcd-99999999.json:1:15 E3001 unknown OU "
       "`ou-abcd-99999999`"},
      {"org/list-parents/022222222222.json", R"({"Parents": [{"Id": "r-abcd"}]})",
       "/org/list-parents/022222222222.json:1:14 E2008 `022222222222` is below `r-abcd` and below "
       "`ou-abcd-12345678`"},
      {"org/list-targets-for-policy/p-tags000000.json",
       R"({"Targets": [{"TargetId": "444444444444"}]})",
       "/org/list-targets-for-policy/p-tags000000.json:1:14 E3001 unknown target `444444444444`"},
      {"org/list-targets-for-policy/p-none0000.json", R"({"Targets": [{"TargetId": "r-abcd"}]})",
       "/org/list-targets-for-policy/p-none0000.json:1:14 E3001 unknown policy `p-none0000`"},
      {"org/other.json",
       R"({"Organization": {"Id": "o-other00000", "MasterAccountId": "111111111111"}})",
       "/org/other.json:1:18 E2007 a second organization `o-other00000` beside `o-exampleorg`"},
      {"org/broken.json", "{\"Roots\": [\n{\"Id\": }]}",
       "/org/broken.json:2:8 E1001 syntax error while parsing value - unexpected `}`; expected "
       "`[`, `{`, or a literal"},
      {"org/list-roots.json", R"({"Roots": [{"Id": "r-abcd", "Id": "r-abcd"}]})",
       "/org/list-roots.json:1:29 E1002 duplicate key `Id`"},
      {"org/list-accounts.json", R"({"Accounts": [{"Id": "111111111111", "State": "MELTED"}]})",
       "/org/list-accounts.json:1:15 E1105 unknown account state `MELTED`"},
      {"ous.json", R"({"OrganizationalUnits": [{"Id": "ou-abcd-12345678"}]})",
       "/ous.json:1:1 E2006 nothing says which parent of OUs this is about"},
  }));
  CAPTURE(name, text);
  CHECK(errors_of(with(dump(), name, text)) == Lines{expected});
}

TEST_CASE("a partial page is accepted when told so") {
  const DumpFiles files =
      with(dump(), "org/list-accounts.json", R"({"Accounts": [], "NextToken": "x"})");
  CHECK(errors_of(files, {.allow_partial = true}).empty());
}

TEST_CASE("all errors of a dump are told at once") {
  DumpFiles files = with(dump(), "org/a.json", "{");
  files["org/b.json"] = R"({"Accounts": [{"Id": 1}]})";
  CHECK(errors_of(files).size() == 2);
}

TEST_CASE("a folder without any output is an error") {
  CHECK(errors_of({{"a.txt", "x"}}).size() == 1);
}

TEST_CASE("a format given by name is not guessed") {
  const DumpFolder folder(dump());
  SourceFiles files;
  CHECK(load_organization(folder.path(), {.format = "aws-cli"}, files).has_value());
  CHECK_FALSE(load_organization(folder.path(), {.format = "orgsim"}, files).has_value());
  const auto unknown = load_organization(folder.path(), {.format = "moon"}, files);
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error()[0].message == "unknown format `moon`");
}

}  // namespace
}  // namespace orgsim::io

#include <catch2/catch.hpp>

#include "dump_folder.h"

namespace orgsim::io {
namespace {

const std::string kDetails = R"({
 "UserDetailList": [{"Path": "/", "UserName": "ada", "UserId": "AIDAEXAMPLE",
   "Arn": "arn:aws:iam::022222222222:user/ada", "CreateDate": "2024-02-03T00:00:00+00:00",
   "GroupList": ["dev"], "AttachedManagedPolicies": [],
   "PermissionsBoundary": {"PermissionsBoundaryType": "Policy",
     "PermissionsBoundaryArn": "arn:aws:iam::022222222222:policy/Limit"},
   "Tags": [{"Key": "team", "Value": "core"}]}],
 "GroupDetailList": [{"Path": "/", "GroupName": "dev", "GroupId": "AGPAEXAMPLE",
   "Arn": "arn:aws:iam::022222222222:group/dev", "CreateDate": "2024-02-03T00:00:00+00:00",
   "GroupPolicyList": [{"PolicyName": "self", "PolicyDocument": {"Version": "2012-10-17",
     "Statement": [{"Effect": "Allow", "Action": "iam:GetUser", "Resource": "*"}]}}],
   "AttachedManagedPolicies": [
     {"PolicyName": "ReadOnlyAccess", "PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}]}],
 "RoleDetailList": [{"Path": "/svc/", "RoleName": "App", "RoleId": "AROAEXAMPLE",
   "Arn": "arn:aws:iam::022222222222:role/svc/App", "CreateDate": "2024-02-03T00:00:00+00:00",
   "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
     "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
   "InstanceProfileList": [{"Path": "/", "InstanceProfileName": "App", "InstanceProfileId": "X",
     "Arn": "arn:aws:iam::022222222222:instance-profile/App", "CreateDate": "2024-02-03",
     "Roles": []}],
   "RolePolicyList": [], "AttachedManagedPolicies": [
     {"PolicyName": "Limit", "PolicyArn": "arn:aws:iam::022222222222:policy/Limit"}],
   "Tags": [], "RoleLastUsed": {"LastUsedDate": "2026-03-01T00:00:00+00:00", "Region": "eu-west-1"}}],
 "Policies": [{"PolicyName": "Limit", "PolicyId": "ANPAEXAMPLE",
   "Arn": "arn:aws:iam::022222222222:policy/Limit", "Path": "/", "DefaultVersionId": "v2",
   "AttachmentCount": 1, "PermissionsBoundaryUsageCount": 1, "IsAttachable": true,
   "CreateDate": "2024-02-03T00:00:00+00:00", "UpdateDate": "2024-02-03T00:00:00+00:00",
   "PolicyVersionList": [
     {"Document": {"Statement": [{"Effect": "Allow", "Action": "old:*", "Resource": "*"}]},
      "VersionId": "v1", "IsDefaultVersion": false, "CreateDate": "2024-02-03"},
     {"Document": {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]},
      "VersionId": "v2", "IsDefaultVersion": true, "CreateDate": "2024-02-03"}]}]})";

DumpFiles details(const std::string& part = "", const std::string& replacement = "") {
  std::string text = kDetails;
  if (!part.empty()) {
    const std::size_t at = text.find(part);
    REQUIRE(at != std::string::npos);
    text.replace(at, part.size(), replacement);
  }
  return {{"accounts/022222222222/get-account-authorization-details.json", text}};
}

std::string only_error(const DumpFiles& dump) {
  const auto errors = errors_of(dump);
  REQUIRE(errors.size() == 1);
  return errors[0].substr(errors[0].find(':') + 1);
}

std::vector<std::string> patterns_of(const Organization& organization,
                                     std::optional<Index<PolicyDocument>> document) {
  REQUIRE(document.has_value());
  return organization.document(*document).statements.at(0).action.patterns;
}

using Lines = std::vector<std::string>;

TEST_CASE("the details of an account give its users, groups, roles and managed policies") {
  const Organization organization = load(details()).value();
  const OrganizationTables& tables = organization.tables();
  const User& user = *tables.users->begin();
  const Group& group = *tables.groups->begin();
  const Role& role = *tables.roles->begin();
  CHECK(organization.accounts()[user.account].id.text() == "022222222222");
  CHECK(user.unique_id == "AIDAEXAMPLE");
  CHECK(user.groups == std::vector{Index<Group>(0)});
  CHECK(user.tags.at("team") == "core");
  CHECK(patterns_of(organization, user.policies.boundary->document) == Lines{"s3:*"});
  CHECK_FALSE(user.access_keys.has_value());
  CHECK(group.policies.inline_policies[0].name == "self");
  const ManagedPolicy& read_only = (*tables.managed_policies)[group.policies.attached.at(0)];
  CHECK(read_only.arn == "arn:aws:iam::aws:policy/ReadOnlyAccess");
  CHECK_FALSE(read_only.document.has_value());
  CHECK(role.path == "/svc/");
  CHECK(role.unique_id == "AROAEXAMPLE");
  CHECK(to_text(*role.last_used) == "2026-03-01");
  CHECK(role.instance_profiles == Lines{"arn:aws:iam::022222222222:instance-profile/App"});
  CHECK(organization.document(role.trust).statements[0].principal->entries[0].value ==
        "ec2.amazonaws.com");
  const ManagedPolicy& limit = (*tables.managed_policies)[role.policies.attached.at(0)];
  CHECK(patterns_of(organization, limit.document) == Lines{"s3:*"});
  CHECK(organization.unmodelled().empty());
  CHECK(to_text(*tables.as_of) == "2026-03-01");
  CHECK((*tables.evidence)->accounts.at(role.account).domains == std::set{EvidenceDomain::Iam});
}

TEST_CASE("records of a dump have their place") {
  const DumpFolder folder(details());
  SourceFiles files;
  const Organization organization = load_organization(folder.path(), files).value();
  const Role& role = *organization.tables().roles->begin();
  CHECK(files.line_column(role.where).line == 14);
  CHECK(
      files.line_at(organization.document(role.trust).statements[0].where) ==
      R"(   "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",)");
  CHECK(files.line_column(organization.document(role.trust).statements[0].where).column == 72);
}

TEST_CASE("the bare details of one account are an organization file of their own") {
  const DumpFolder folder({{"gaad.json", kDetails}});
  SourceFiles files;
  const Organization organization = load_organization(folder.path("gaad.json"), files).value();
  CHECK(organization.accounts().size() == 1);
  CHECK(organization.find_account("022222222222").has_value());
  CHECK(organization.tables().organizations->empty());
}

TEST_CASE("an account without details has no evidence of its IAM") {
  DumpFiles files = details();
  files["accounts/033333333333/global/s3api.get-bucket-policy.b.json"] =
      R"({"Policy": "{\"Statement\": []}"})";
  const Organization organization = load(files).value();
  const auto other = organization.find_account("033333333333").value();
  CHECK_FALSE((*organization.tables().evidence)->accounts.contains(other));
}

TEST_CASE("a policy text that occurs twice is one document") {
  DumpFiles files = details();
  std::string text = kDetails;
  while (text.find("022222222222") != std::string::npos) {
    text.replace(text.find("022222222222"), 12, "033333333333");
  }
  files["accounts/033333333333/get-account-authorization-details.json"] = text;
  const Organization organization = load(files).value();
  CHECK(organization.tables().roles->size() == 2);
  CHECK(organization.tables().documents->size() == 4);
}

TEST_CASE("policy documents come in four dresses, and their statements keep their place") {
  const std::string document =
      R"({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})";
  const std::string encoded =
      "%7B%22Statement%22%3A%20%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A"
      "%22s3:Get+*%22%2C%22Resource%22%3A%22*%22%7D%5D%7D";
  const auto [dress, column, action] = GENERATE_COPY(table<std::string, std::size_t, std::string>({
      {document, 34, "s3:*"},
      {R"("{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}")",
       37, "s3:*"},
      {"\"" + encoded + "\"", 47, "s3:Get+*"},
      {R"("\"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"s3:\\u002a\\\", \\\"Resource\\\": \\\"*\\\"}]}\"")",
       43, "s3:*"},
  }));
  CAPTURE(dress);
  const DumpFolder folder(
      details(R"({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})", dress));
  SourceFiles files;
  const auto organization = load_organization(folder.path(), files);
  REQUIRE(organization.has_value());
  const Role& role = *organization->tables().roles->begin();
  const auto document_index =
      (*organization->tables().managed_policies)[role.policies.attached.at(0)].document;
  CHECK(patterns_of(*organization, document_index) == Lines{action});
  CHECK(files.line_column(organization->document(*document_index).statements[0].where).column ==
        column);
}

TEST_CASE("errors of account details name the place") {
  const auto [part, replacement, expected] = GENERATE(table<std::string, std::string, std::string>({
      {R"("GroupList": ["dev"])", R"("GroupList": ["dove"])", "4:18 E3001 unknown group `dove`"},
      {R"("UserName": "ada")", R"("UserName": 7)",
       "2:47 E1101 `UserName` must be a string, not a number"},
      {R"("Action": "iam:GetUser")", R"("Action": "iam:GetUser", "Action": "*")",
       "11:65 E1002 duplicate key `Action`"},
      {R"("Effect": "Allow", "Action": "s3:*")", R"("Effect": "Perhaps", "Action": "s3:*")",
       "31:45 E1105 unknown effect `Perhaps`"},
      {R"("UserId": "AIDAEXAMPLE")", R"("UserId": "AIDAEXAMPLE", "UserId": "B")",
       "2:79 E1002 duplicate key `UserId`"},
      {R"(:user/ada)", R"(:user/ada", "Arn": "x)", "3:49 E1002 duplicate key `Arn`"},
      {R"(:022222222222:user/ada)", R"(:033333333333:user/ada)",
       "2:21 E2002 `arn:aws:iam::033333333333:user/ada` is not of account `022222222222`"},
      {R"("UserDetailList")", R"("IsTruncated": true, "Marker": "x", "UserDetailList")",
       "1:1 E2003 a partial page: AWS has more than this file holds"},
      {R"("Action": "sts:AssumeRole"}]},)", R"("Action": "sts:AssumeRole"}],)",
       "23:101 E1001 syntax error while parsing object - unexpected `]`; expected `}`"},
      {R"({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})",
       R"("no policy")", "31:19 E2004 a policy text that is neither JSON nor URL-encoded JSON"},
      {R"({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})",
       R"("{\"Statement\": [], \"Statement\": []}")", "31:40 E1002 duplicate key `Statement`"},
      {R"({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})",
       R"("{\"Statement\": [{\"Effect\": \"No\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}")",
       "31:50 E1105 unknown effect `No`"},
  }));
  CAPTURE(replacement);
  CHECK(only_error(details(part, replacement)) == expected);
}

TEST_CASE("an account's details may not come twice, and need an account") {
  DumpFiles files = details();
  files["accounts/022222222222/global/iam.get-account-authorization-details.json"] =
      R"({"UserDetailList": []})";
  CHECK(only_error(files) == "1:1 E2005 the IAM of account `022222222222` a second time");
  CHECK(only_error({{"gaad.json", R"({"UserDetailList": []})"}}) ==
        "1:1 E2001 nothing says which account this is");
}

TEST_CASE("the newest text of an AWS managed policy counts") {
  const auto dump_of = [](const std::string& account, const std::string& date,
                          const std::string& action) {
    return R"({"Policies": [{"Arn": "arn:aws:iam::aws:policy/X", "DefaultVersionId": "v1",
        "UpdateDate": ")" +
           date + R"(", "PolicyVersionList": [{"VersionId": "v1", "Document":
        {"Statement": {"Effect": "Allow", "Action": ")" +
           action + R"(", "Resource": "*"}}}]}],
        "UserDetailList": [{"UserName": "a", "Arn": "arn:aws:iam::)" +
           account + R"(:user/a"}]})";
  };
  const Organization organization =
      load({{"a.json", dump_of("022222222222", "2026-02-01", "new:*")},
            {"b.json", dump_of("033333333333", "2026-01-01", "old:*")}})
          .value();
  REQUIRE(organization.tables().managed_policies->size() == 1);
  CHECK(patterns_of(organization, organization.tables().managed_policies->begin()->document) ==
        Lines{"new:*"});
}

TEST_CASE("access keys, login profiles and the root user come in files of their own") {
  DumpFiles files = details();
  const std::string folder = "accounts/022222222222/global/iam.";
  files[folder + "list-access-keys.ada.json"] =
      R"({"AccessKeyMetadata": [{"UserName": "ada", "AccessKeyId": "AKIAEXAMPLE",
          "Status": "Inactive", "CreateDate": "2025-01-01T00:00:00Z"}]})";
  files[folder + "get-login-profile.ada.json"] =
      R"({"LoginProfile": {"UserName": "ada", "CreateDate": "2025-01-01T00:00:00Z"}})";
  files[folder + "get-account-summary.json"] =
      R"({"SummaryMap": {"AccountMFAEnabled": 1, "AccountAccessKeysPresent": 0, "Users": 1}})";
  files[folder + "list-saml-providers.json"] =
      R"({"SAMLProviderList": [{"Arn": "arn:aws:iam::022222222222:saml-provider/Idp"}]})";
  files[folder + "list-open-id-connect-providers.json"] = R"({"OpenIDConnectProviderList": [
      {"Arn": "arn:aws:iam::022222222222:oidc-provider/token.example.com"}]})";
  const Organization organization = load(files).value();
  const User& user = *organization.tables().users->begin();
  REQUIRE(user.access_keys.has_value());
  CHECK(user.access_keys->at(0).id == "AKIAEXAMPLE");
  CHECK_FALSE(user.access_keys->at(0).active);
  CHECK(user.has_login_profile == true);
  const AccountIdentity& identity = organization.tables().account_identities->at(user.account);
  CHECK(identity.root_access_keys == 0);
  CHECK(identity.root_mfa == "enabled");
  CHECK(identity.saml_providers == Lines{"Idp"});
  CHECK(identity.oidc_providers == Lines{"token.example.com"});
  CHECK(organization.unmodelled().empty());

  files[folder + "list-access-keys.ada.json"] = R"({"AccessKeyMetadata": []})";
  CHECK(load(files).value().tables().users->begin()->access_keys->empty());
  files[folder + "list-access-keys.bob.json"] = R"({"AccessKeyMetadata": []})";
  CHECK(only_error(files) == "1:1 E3001 unknown user `bob`");
}

}  // namespace
}  // namespace orgsim::io

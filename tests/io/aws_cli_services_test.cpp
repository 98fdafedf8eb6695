#include <catch2/catch.hpp>

#include "dump_folder.h"

namespace orgsim::io {
namespace {

using Lines = std::vector<std::string>;
const std::string kAccount = "accounts/022222222222/";
const std::string kRegion = kAccount + "eu-west-1/";
const std::string kDeny =
    R"("{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}")";

/// The smallest organization, with `more` files.
DumpFiles dump(const DumpFiles& more) {
  DumpFiles files = {
      {"organizations/describe-organization.json",
       R"({"Organization": {"Id": "o-exampleorg", "MasterAccountId": "111111111111"}})"},
      {"organizations/list-accounts-for-parent/r-abcd.json",
       R"({"Accounts": [{"Id": "111111111111", "Name": "management"},
          {"Id": "022222222222", "Name": "prod"}]})"}};
  files.insert(more.begin(), more.end());
  return files;
}

const Resource& resource(const Organization& organization, const std::string& arn) {
  for (const Resource& resource : *organization.tables().resources) {
    if (resource.arn == arn) {
      return resource;
    }
  }
  FAIL("no resource " << arn);
  throw std::logic_error(arn);
}

TEST_CASE("policies of resources are read in the layouts of both kinds of dump") {
  const std::string attributes = "accounts/022222222222/resource-policies/";
  const Organization organization =
      load(
          dump({
              {kAccount + "global/s3api.get-bucket-policy.my.bucket.json",
               "{\"Policy\": " + kDeny + "}"},
              {attributes + "sqs-get-queue-attributes/q.json",
               R"({"Attributes": {"QueueArn": "arn:aws:sqs:eu-west-1:022222222222:q", "Policy": )" +
                   kDeny + "}}"},
              {attributes + "sns-get-topic-attributes/t.json",
               R"({"Attributes": {"TopicArn": "arn:aws:sns:eu-west-1:022222222222:t"}})"},
              {attributes + "secretsmanager-get-resource-policy/a%2Fb.json",
               R"({"ARN": "arn:aws:secretsmanager:eu-west-1:022222222222:secret:a/b-Xy",
                   "Name": "a/b", "ResourcePolicy": )" +
                   kDeny + "}"},
              {attributes + "kms-get-key-policy/1234abcd.json", "{\"Policy\": " + kDeny + "}"},
              {kRegion + "lambda.get-policy.f.json",
               R"({"Policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"arn:aws:lambda:eu-west-1:022222222222:function:f\"}]}", "RevisionId": "1"})"},
          }))
          .value();
  const auto effect = [&](const std::string& arn) {
    return organization.document(resource(organization, arn).policy.value()).statements[0].effect;
  };
  CHECK(effect("arn:aws:s3:::my.bucket") == Effect::Deny);
  CHECK(effect("arn:aws:sqs:eu-west-1:022222222222:q") == Effect::Deny);
  CHECK(effect("arn:aws:secretsmanager:eu-west-1:022222222222:secret:a/b-Xy") == Effect::Deny);
  CHECK(effect("arn:aws:lambda:eu-west-1:022222222222:function:f") == Effect::Allow);
  const Resource& topic = resource(organization, "arn:aws:sns:eu-west-1:022222222222:t");
  CHECK_FALSE(topic.policy.has_value());
  CHECK(topic.policy_collected);
  CHECK(topic.region == "eu-west-1");
  CHECK(effect("arn:aws:kms:eu-west-1:022222222222:key/1234abcd") == Effect::Deny);
  REQUIRE(organization.unmodelled().size() == 1);
  CHECK(organization.unmodelled()[0].construct ==
        "Region of KMS keys, taken to be that of their account's resources");
}

TEST_CASE("the ARN in describe-key says the Region of a key policy") {
  const Organization organization =
      load(dump({
               {kAccount + "resource-policies/kms-get-key-policy/1234abcd.json",
                "{\"Policy\": " + kDeny + "}"},
               {kAccount + "x/describe-key.json",
                R"({"KeyMetadata": {"AWSAccountId": "022222222222", "KeyId": "1234abcd",
                    "Arn": "arn:aws:kms:us-west-2:022222222222:key/1234abcd"}})"},
               {kAccount + "us-west-2/kms.get-key-rotation-status.1234abcd.json",
                R"({"KeyRotationEnabled": true})"},
               {kAccount + "us-west-2/kms.list-grants.1234abcd.json",
                R"({"Grants": [{"KeyId": "1234abcd", "GranteePrincipal": "arn:x", "GrantId": "g",
                    "Operations": ["Decrypt"], "Constraints": {"EncryptionContextSubset": {"a": "b"}}}],
                   "Truncated": false})"},
           }))
          .value();
  CHECK(organization.tables().resources->size() == 1);
  const Resource& key = resource(organization, "arn:aws:kms:us-west-2:022222222222:key/1234abcd");
  CHECK(key.policy.has_value());
  REQUIRE(key.grants.has_value());
  CHECK(key.grants->at(0).grantee == "arn:x");
  CHECK(key.grants->at(0).operations == Lines{"Decrypt"});
  CHECK(key.grants->at(0).encryption_context_subset.at("a") == "b");
  CHECK(organization.unmodelled().empty());
}

TEST_CASE("settings of buckets are read; a bucket without policy output is not collected") {
  const std::string all = R"("BlockPublicAcls": true, "IgnorePublicAcls": true,
      "BlockPublicPolicy": true, "RestrictPublicBuckets": )";
  const std::string global = kAccount + "global/s3api.";
  const Organization organization =
      load(dump({
               {global + "list-buckets.json",
                R"({"Buckets": [{"Name": "a", "BucketRegion": "eu-west-1"}, {"Name": "b"}],
                    "Owner": {"ID": "x"}})"},
               {global + "get-public-access-block.a.json",
                "{\"PublicAccessBlockConfiguration\": {" + all + "true}}"},
               {global + "get-public-access-block.b.json",
                "{\"PublicAccessBlockConfiguration\": {" + all + "false}}"},
               {global + "get-bucket-versioning.a.json", R"({"Status": "Enabled"})"},
               {global + "get-bucket-logging.a.json", R"({"LoggingEnabled": {}})"},
               {global + "get-bucket-tagging.a.json",
                R"({"TagSet": [{"Key": "team", "Value": "core"}]})"},
               {global + "get-object-lock-configuration.a.json",
                R"({"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule":
                    {"DefaultRetention": {"Mode": "COMPLIANCE", "Years": 2}}}})"},
               {global + "get-bucket-encryption.a.json",
                R"({"ServerSideEncryptionConfiguration": {"Rules": [
                    {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms",
                     "KMSMasterKeyID": "arn:aws:kms:eu-west-1:022222222222:key/k"},
                     "BucketKeyEnabled": true}]}})"},
           }))
          .value();
  const Resource& bucket = resource(organization, "arn:aws:s3:::a");
  CHECK(bucket.region == "eu-west-1");
  CHECK_FALSE(bucket.policy_collected);
  CHECK(bucket.public_access_block == true);
  CHECK(bucket.versioning == true);
  CHECK(bucket.access_logging == true);
  CHECK(bucket.tags.at("team") == "core");
  CHECK(bucket.object_lock->mode == ObjectLock::Mode::Compliance);
  CHECK(bucket.object_lock->days == 730);
  CHECK(bucket.encryption_key == "arn:aws:kms:eu-west-1:022222222222:key/k");
  const Resource& other = resource(organization, "arn:aws:s3:::b");
  CHECK(other.public_access_block == false);
  CHECK(other.public_access_block_switches->block_public_acls);
  CHECK_FALSE(other.public_access_block_switches->restrict_public_buckets);
}

TEST_CASE("a block of the whole account is one of the account") {
  const Organization organization =
      load(dump({{kAccount + "global/s3api.list-buckets.json", R"({"Buckets": [{"Name": "a"}]})"},
                 {kAccount + "global/s3control.get-public-access-block.json",
                  R"({"PublicAccessBlockConfiguration": {"BlockPublicAcls": true,
                      "IgnorePublicAcls": true, "BlockPublicPolicy": true,
                      "RestrictPublicBuckets": true}})"}}))
          .value();
  const auto prod = organization.find_account("prod").value();
  CHECK(organization.accounts()[prod].public_access_block->all());
  CHECK_FALSE(resource(organization, "arn:aws:s3:::a").public_access_block.has_value());
}

TEST_CASE("shares are put together from their associations") {
  const std::string arn = "arn:aws:ram:eu-west-1:022222222222:resource-share/1";
  const std::string association = R"({"resourceShareAssociations": [{"resourceShareArn": ")" + arn;
  const DumpFiles files = dump({
      {kRegion + "ram.get-resource-shares.json",
       R"({"resourceShares": [{"resourceShareArn": ")" + arn +
           R"(", "name": "core", "owningAccountId": "022222222222",
               "allowExternalPrincipals": false, "status": "ACTIVE"}]})"},
      {kRegion + "ram.get-resource-share-associations.PRINCIPAL.json",
       association + R"(", "associationType": "PRINCIPAL", "status": "ASSOCIATED",
          "associatedEntity": "arn:aws:organizations::111111111111:ou/o-exampleorg/ou-abcd-12345678"}]})"},
      {kRegion + "ram.get-resource-share-associations.RESOURCE.json",
       association + R"(", "associationType": "RESOURCE", "status": "ASSOCIATED",
          "associatedEntity": "arn:aws:ec2:eu-west-1:022222222222:subnet/subnet-1"}]})"},
  });
  const Organization organization = load(files).value();
  REQUIRE(organization.tables().resource_shares.has_value());
  const ResourceShare& share = *(*organization.tables().resource_shares)->begin();
  CHECK(share.name == "core");
  CHECK(share.principals == Lines{"ou-abcd-12345678"});
  CHECK(share.resources == Lines{"arn:aws:ec2:eu-west-1:022222222222:subnet/subnet-1"});
  CHECK(share.allow_external_principals == false);
}

TEST_CASE("a resource in the folder of another account is an error") {
  CHECK(errors_of(
            dump({{kAccount + "x/get-queue-attributes.q.json",
                   R"({"Attributes": {"QueueArn": "arn:aws:sqs:eu-west-1:033333333333:q"}})"}})) ==
        Lines{"/accounts/022222222222/x/get-queue-attributes.q.json:1:1 E2002 "
              "`arn:aws:sqs:eu-west-1:033333333333:q` is not of account `022222222222`"});
}

/// One permission set, assigned to a group and to a user.
DumpFiles identity_center() {
  const std::string sso = "sso/ssoins-1234567890abcdef/";
  const std::string set = "/ps-1234567890abcdef.json";
  const std::string arn = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef";
  return dump({
      {sso + "list-instances.json",
       R"({"Instances": [{"InstanceArn": "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          "IdentityStoreId": "d-1234567890", "OwnerAccountId": "111111111111"}]})"},
      {sso + "list-permission-sets.json", "{\"PermissionSets\": [\"" + arn + "\"]}"},
      {sso + "describe-permission-set" + set, R"({"PermissionSet": {"Name": "Admin",
          "PermissionSetArn": ")" + arn + R"(", "SessionDuration": "PT1H30M"}})"},
      {sso + "list-managed-policies-in-permission-set" + set,
       R"({"AttachedManagedPolicies": [{"Name": "X", "Arn": "arn:aws:iam::aws:policy/X"}]})"},
      {sso + "list-customer-managed-policy-references-in-permission-set" + set,
       R"({"CustomerManagedPolicyReferences": [{"Name": "Local"}]})"},
      {sso + "get-inline-policy-for-permission-set" + set,
       R"({"InlinePolicy": "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}"})"},
      {sso + "get-permissions-boundary-for-permission-set" + set,
       R"({"PermissionsBoundary": {"ManagedPolicyArn": "arn:aws:iam::aws:policy/Limit"}})"},
      {sso + "list-account-assignments/022222222222" + set,
       R"({"AccountAssignments": [{"AccountId": "022222222222", "PrincipalType": "GROUP",
          "PrincipalId": "g-1", "PermissionSetArn": ")" +
           arn + R"("},
          {"AccountId": "022222222222", "PrincipalType": "USER", "PrincipalId": "u-1",
          "PermissionSetArn": ")" +
           arn + R"("}]})"},
      {sso + "list-account-assignments-for-principal.json",
       R"({"AccountAssignments": [{"AccountId": "022222222222", "PrincipalType": "USER",
          "PrincipalId": "u-1", "PermissionSetArn": ")" +
           arn + R"("}]})"},
      {"identitystore/d-1234567890/list-users.json",
       R"({"Users": [{"UserId": "u-1", "UserName": "ada", "IdentityStoreId": "d-1234567890"}]})"},
      {"identitystore/d-1234567890/list-groups.json",
       R"({"Groups": [{"GroupId": "g-1", "DisplayName": "admins"}]})"},
      {"identitystore/d-1234567890/list-group-memberships/g-1.json",
       R"({"GroupMemberships": [{"GroupId": "g-1", "MemberId": {"UserId": "u-1"}}]})"},
  });
}

TEST_CASE("Identity Center gives permission sets, people, and assignments as triples") {
  const Organization organization = load(identity_center()).value();
  const OrganizationTables& tables = organization.tables();
  REQUIRE(tables.permission_sets->size() == 1);
  const PermissionSet& set = *tables.permission_sets->begin();
  CHECK(set.name == "Admin");
  CHECK(set.session_seconds == 5400);
  CHECK(set.policies.inline_policies.size() == 1);
  CHECK((*tables.managed_policies)[set.policies.attached.at(0)].arn == "arn:aws:iam::aws:policy/X");
  CHECK(set.customer_policies.at(0).name == "Local");
  CHECK(set.customer_policies.at(0).path == "/");
  CHECK(set.policies.boundary->arn == "arn:aws:iam::aws:policy/Limit");
  CHECK(tables.identity_users->begin()->name == "ada");
  CHECK(tables.identity_groups->begin()->members == std::vector{Index<IdentityUser>(0)});
  CHECK(tables.assignments->size() == 2);
  CHECK(organization.accounts()[tables.assignments->begin()->account].name == "prod");
  REQUIRE(tables.identity_centers->size() == 1);
  CHECK(organization.is_management_account(tables.identity_centers->front().instance_account));
  CHECK(tables.coverage->of(OrganizationDomain::IdentityCenter) == Extent::Complete);
  CHECK(organization.unmodelled().empty());
}

TEST_CASE("a permission set whose policies were not collected makes the whole partial") {
  DumpFiles files = identity_center();
  files.erase(
      "sso/ssoins-1234567890abcdef/get-inline-policy-for-permission-set/"
      "ps-1234567890abcdef.json");
  CHECK(load(files).value().tables().coverage->of(OrganizationDomain::IdentityCenter) ==
        Extent::Partial);
}

TEST_CASE("an assignment to nobody is an error; without a directory the id stands for the name") {
  DumpFiles files = identity_center();
  files["identitystore/d-1234567890/list-users.json"] = R"({"Users": []})";
  CHECK(errors_of(files).size() == 3);  // Two listings of the assignment, one membership.
  files.erase("identitystore/d-1234567890/list-users.json");
  const Organization organization = load(files).value();
  CHECK(organization.tables().identity_users->begin()->name == "u-1");
}

TEST_CASE("logging services are put together from their outputs") {
  const std::string arn = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/org";
  const std::string trails = R"({"trailList": [{"Name": "org", "S3BucketName": "logs",
      "IncludeGlobalServiceEvents": true, "IsMultiRegionTrail": true, "TrailARN": ")" +
                             arn + R"(", "LogFileValidationEnabled": true,
      "IsOrganizationTrail": true}]})";
  const std::string management = "accounts/111111111111/eu-west-1/";
  const DumpFiles files = dump({
      {management + "cloudtrail.describe-trails.json", trails},
      {kRegion + "cloudtrail.describe-trails.json", trails},
      {management + "cloudtrail.get-trail-status.org.json",
       R"({"IsLogging": true, "LatestDeliveryTime": "2026-04-08T00:05:00Z"})"},
      {management + "cloudtrail.get-event-selectors.org.json",
       "{\"TrailARN\": \"" + arn + R"(", "AdvancedEventSelectors": [
          {"Name": "m", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]},
          {"Name": "d", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]},
           {"Field": "resources.ARN", "StartsWith": ["arn:aws:s3:::cards/"]}]}]})"},
      {kRegion + "configservice.describe-configuration-recorder-status.json",
       R"({"ConfigurationRecordersStatus": [{"name": "default", "recording": true}]})"},
      {kRegion + "configservice.describe-configuration-aggregators.json",
       R"({"ConfigurationAggregators": [{"ConfigurationAggregatorName": "a",
          "OrganizationAggregationSource": {"AllAwsRegions": true}}]})"},
      {management + "guardduty.list-organization-admin-accounts.json",
       R"({"AdminAccounts": [{"AdminAccountId": "022222222222", "AdminStatus": "ENABLED"}]})"},
      {kRegion + "guardduty.describe-organization-configuration.json",
       R"({"AutoEnable": true, "AutoEnableOrganizationMembers": "ALL"})"},
      {kRegion + "guardduty.list-detectors.json", R"({"DetectorIds": ["1"]})"},
      {management + "securityhub.list-organization-admin-accounts.json",
       R"({"AdminAccounts": [{"AccountId": "022222222222", "Status": "ENABLED"}]})"},
      {kRegion + "securityhub.describe-organization-configuration.json",
       R"({"AutoEnable": false, "AutoEnableStandards": "NONE",
          "OrganizationConfiguration": {"ConfigurationType": "CENTRAL", "Status": "ENABLED"}})"},
  });
  const Organization organization = load(files).value();
  const Logging& logging = **organization.tables().logging;
  const auto prod = organization.find_account("prod").value();
  REQUIRE(logging.trails.size() == 1);
  const Trail& trail = logging.trails[0];
  CHECK(organization.is_management_account(trail.owner));
  CHECK(trail.organization_trail);
  CHECK(trail.is_logging == true);
  CHECK(trail.bucket == "arn:aws:s3:::logs");
  CHECK(trail.management_events == "All");
  CHECK(trail.data_events == Lines{"arn:aws:s3:::cards/"});
  CHECK(trail.last_delivery == "2026-04-08T00:05:00Z");
  CHECK(logging.config.recorders.at(prod).contains("eu-west-1"));
  CHECK(logging.config.aggregator_account == prod);
  CHECK(logging.guardduty.delegated_administrator == prod);
  CHECK(logging.guardduty.auto_enable == "ALL");
  CHECK(logging.guardduty.enabled.at(prod).contains("eu-west-1"));
  CHECK(logging.security_hub.delegated_administrator == prod);
  CHECK(logging.security_hub.central_configuration == true);
  CHECK((*organization.tables().evidence)->accounts.at(prod).domains ==
        std::set{EvidenceDomain::Logging});
  CHECK(organization.unmodelled().empty());
}

TEST_CASE("Route 53 gives zones, records and the delegations between zones") {
  const auto zone = [](const std::string& id, const std::string& name, const std::string& server) {
    return R"({"HostedZone": {"Id": "/hostedzone/)" + id + R"(", "Name": ")" + name +
           R"(", "Config": {"PrivateZone": false}}, "DelegationSet": {"NameServers": [")" + server +
           R"("]}})";
  };
  const std::string global = kAccount + "global/route53.";
  const DumpFiles files = dump({
      {global + "list-hosted-zones.json",
       R"({"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "Example.com."}], "MaxItems": "100",
          "IsTruncated": false})"},
      {global + "get-hosted-zone.Z1.json", zone("Z1", "Example.com.", "ns-1.awsdns.com")},
      {global + "get-hosted-zone.Z2.json", zone("Z2", "dev.example.com.", "ns-2.awsdns.com")},
      {global + "list-resource-record-sets.Z1.json",
       R"({"ResourceRecordSets": [
          {"Name": "dev.example.com.", "Type": "NS", "TTL": 300,
           "ResourceRecords": [{"Value": "NS-2.awsdns.com."}]},
          {"Name": "gone.example.com.", "Type": "NS", "TTL": 300,
           "ResourceRecords": [{"Value": "ns-9.awsdns.com."}]},
          {"Name": "\\052.example.com.", "Type": "A", "AliasTarget": {"HostedZoneId": "Z9",
           "DNSName": "lb.elb.amazonaws.com.", "EvaluateTargetHealth": false}}]})"},
  });
  const Organization organization = load(files).value();
  const Dns& dns = **organization.tables().dns;
  REQUIRE(dns.zones.size() == 2);
  CHECK(dns.zones[0].name == "example.com");
  REQUIRE(dns.records.size() == 3);
  CHECK(dns.records[0].name == "*.example.com");
  CHECK(dns.records[0].alias_to == "lb.elb.amazonaws.com");
  CHECK(dns.records[0].alias_zone == "Z9");
  CHECK(dns.records[0].evaluate_target_health == false);
  CHECK(dns.zones[0].name_servers == Lines{"ns-1.awsdns.com"});
  REQUIRE(dns.delegations.size() == 2);
  CHECK(dns.delegations[0].child == "dev.example.com");
  CHECK(dns.delegations[0].child_zone == "Z2");
  CHECK(dns.delegations[0].ns_match);
  CHECK(dns.delegations[1].child_zone.empty());
  CHECK_FALSE(dns.delegations[1].ns_match);
  // The records of the second zone were not collected.
  CHECK((*organization.tables().evidence)->accounts.empty());
}

}  // namespace
}  // namespace orgsim::io

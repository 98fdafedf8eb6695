#include <array>

#include "bench/dump_parts.h"

namespace orgsim::bench {
namespace {

const std::string kDate = "2022-01-01T00:00:00+00:00";

const Texts& teams() {
  static const Texts result = {"data", "web", "pay", "ml", "ops", "risk", "core", "edge"};
  return result;
}

/// Names of actions by service, for policies that are all different.
struct Service {
  std::string prefix;
  Texts names;
};

const std::vector<Service>& services() {
  static const std::vector<Service> result = {
      {"s3", {"GetObject", "PutObject", "ListBucket", "DeleteObject", "GetBucketTagging"}},
      {"dynamodb", {"GetItem", "PutItem", "Query", "Scan", "UpdateItem", "DescribeTable"}},
      {"sqs", {"SendMessage", "ReceiveMessage", "DeleteMessage", "GetQueueUrl"}},
      {"lambda", {"InvokeFunction", "GetFunction", "UpdateFunctionCode", "ListFunctions"}},
      {"kms", {"Decrypt", "Encrypt", "GenerateDataKey", "DescribeKey"}},
      {"logs", {"CreateLogStream", "PutLogEvents", "DescribeLogGroups"}},
      {"ec2", {"DescribeInstances", "StartInstances", "StopInstances", "CreateTags"}},
      {"secretsmanager", {"GetSecretValue", "DescribeSecret", "PutSecretValue"}}};
  return result;
}

class AccountDump {
 public:
  AccountDump(const DumpSize& size, std::size_t account, reference::Random& random)
      : size_(size), account_(account), id_(account_id(account)), random_(random) {}

  Json json() {
    Json roles = Json::array();
    for (std::size_t i = 0; i < size_.n_roles; ++i) {
      roles.push_back(role(i));
    }
    Json users = Json::array();
    for (std::size_t i = 0; i < size_.n_users; ++i) {
      users.push_back(user(i));
    }
    return {{"UserDetailList", std::move(users)},
            {"GroupDetailList", {group()}},
            {"RoleDetailList", std::move(roles)},
            {"Policies", managed_policies()}};
  }

 private:
  static constexpr std::size_t kManaged = 40;
  static constexpr std::size_t kHubs = 10;  // Of so many accounts one is a hub.

  std::string arn(const std::string& resource) const {
    return "arn:aws:iam::" + id_ + ":" + resource;
  }
  std::string unique_id(const std::string& kind, std::size_t index) const {
    return kind + id_ + std::to_string(index) + "XYZ";
  }

  /// Teams in turn; each sixth of them is a deployment role, each twelfth an administrator.
  static std::string role_name(std::size_t index) {
    const std::string kind = index % 12 == 1 ? "admin" : index % 6 == 0 ? "deploy" : "app";
    return teams()[index % teams().size()] + "-" + kind + "-" + std::to_string(index);
  }

  std::size_t any_hub() { return random_.below((size_.n_accounts + kHubs - 1) / kHubs) * kHubs; }

  Json trusting(const Json& principal) const {
    return {{"Effect", "Allow"}, {"Principal", principal}, {"Action", "sts:AssumeRole"}};
  }

  Json trust() {
    if (random_.chance(size_.n_open_trusts, 1000)) {
      const std::string pattern = "arn:aws:iam::*:role/" + random_.pick(teams()) + "-deploy-*";
      return when(
          when(trusting({{"AWS", "*"}}), "StringEquals", "aws:PrincipalOrgID", kOrganization),
          "ArnLike", "aws:PrincipalArn", pattern);
    }
    const std::string hub = "arn:aws:iam::" + account_id(any_hub());
    switch (random_.below(12)) {
      case 0:
        return when(trusting({{"AWS", arn("root")}}), "Bool", "aws:MultiFactorAuthPresent", "true");
      case 1:
        return trusting({{"AWS", hub + ":root"}});
      case 2: {
        const std::size_t role = random_.below(size_.n_roles);
        return trusting(
            {{"AWS", Texts{hub + ":role/" + role_name(role), arn("role/" + role_name(1))}}});
      }
      case 3:
        return when(trusting({{"AWS", hub + ":root"}}), "StringEquals", "sts:ExternalId",
                    "x-" + std::to_string(random_.below(100000)));
      default:
        return trusting({{"Service", random_.pick(services()).prefix + ".amazonaws.com"}});
    }
  }

  Json statement() {
    const Service& service = random_.pick(services());
    Texts actions;
    for (const std::string& name : service.names) {
      if (random_.chance(2, 3)) {
        actions.push_back(service.prefix + ":" + name);
      }
    }
    actions.push_back(service.prefix + ":List*");
    const std::string name = random_.pick(teams()) + "-" + std::to_string(random_.below(10000));
    Json result = allow(
        actions, Texts{"arn:aws:" + service.prefix + ":eu-west-1:" + id_ + ":" + name,
                       "arn:aws:" + service.prefix + ":eu-west-1:" + id_ + ":" + name + "/*"});
    return random_.chance(1, 4) ? when(std::move(result), "StringEquals", "aws:ResourceTag/team",
                                       random_.pick(teams()))
                                : result;
  }

  Json inline_policy(std::size_t index) {
    std::vector<Json> statements;
    for (std::size_t i = 1 + random_.below(4); i > 0; --i) {
      statements.push_back(statement());
    }
    if (index % 6 == 0) {
      const std::string team = random_.pick(teams());
      const Texts targets = {"*", "arn:aws:iam::*:role/" + team + "-*",
                             "arn:aws:iam::" + account_id(any_hub()) + ":role/*"};
      statements.push_back(allow({"sts:AssumeRole"}, random_.pick(targets)));
    }
    if (random_.chance(1, 30)) {
      statements.push_back(allow({"iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"},
                                 arn("role/" + random_.pick(teams()) + "-*")));
    }
    return {{"PolicyName", "inline-" + std::to_string(index)},
            {"PolicyDocument", document(std::move(statements))}};
  }

  Json attached(std::size_t n) {
    Json result = Json::array();
    for (std::size_t i = 0; i < n; ++i) {
      const std::string name = "team-" + std::to_string(random_.below(kManaged));
      result.push_back({{"PolicyName", name}, {"PolicyArn", arn("policy/" + name)}});
    }
    return result;
  }

  Json tags() {
    return {{{"Key", "team"}, {"Value", random_.pick(teams())}},
            {{"Key", "env"}, {"Value", account_ % 3 == 0 ? "prod" : "dev"}}};
  }

  Json role(std::size_t index) {
    Json managed = attached(1 + random_.below(2));
    if (index % 12 == 1) {
      managed.push_back({{"PolicyName", "AdministratorAccess"},
                         {"PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"}});
    }
    const std::string name = role_name(index);
    return {{"Path", "/"},
            {"RoleName", name},
            {"RoleId", unique_id("AROA", index)},
            {"Arn", arn("role/" + name)},
            {"CreateDate", kDate},
            {"AssumeRolePolicyDocument", document({trust()})},
            {"InstanceProfileList", Json::array()},
            {"RolePolicyList", {inline_policy(index)}},
            {"AttachedManagedPolicies", std::move(managed)},
            {"Tags", tags()},
            {"RoleLastUsed", {{"LastUsedDate", kDate}, {"Region", "eu-west-1"}}}};
  }

  Json user(std::size_t index) {
    const std::string name = "user-" + std::to_string(index);
    return {{"Path", "/"},
            {"UserName", name},
            {"UserId", unique_id("AIDA", index)},
            {"Arn", arn("user/" + name)},
            {"CreateDate", kDate},
            {"GroupList", index % 4 == 0 ? Json(Texts{"developers"}) : Json::array()},
            {"AttachedManagedPolicies", attached(1)},
            {"Tags", tags()}};
  }

  Json group() {
    return {{"Path", "/"},
            {"GroupName", "developers"},
            {"GroupId", unique_id("AGPA", 0)},
            {"Arn", arn("group/developers")},
            {"CreateDate", kDate},
            {"GroupPolicyList", {inline_policy(1)}},
            {"AttachedManagedPolicies", attached(1)}};
  }

  static Json managed_policy(const std::string& name, const std::string& arn, Json document) {
    return {{"PolicyName", name},
            {"PolicyId", "ANPA" + name},
            {"Arn", arn},
            {"Path", "/"},
            {"DefaultVersionId", "v1"},
            {"AttachmentCount", 1},
            {"PermissionsBoundaryUsageCount", 0},
            {"IsAttachable", true},
            {"CreateDate", kDate},
            {"UpdateDate", kDate},
            {"PolicyVersionList",
             {{{"Document", std::move(document)},
               {"VersionId", "v1"},
               {"IsDefaultVersion", true},
               {"CreateDate", kDate}}}}};
  }

  Json managed_policies() {
    Json result = Json::array();
    result.push_back(managed_policy("AdministratorAccess",
                                    "arn:aws:iam::aws:policy/AdministratorAccess",
                                    document({allow({"*"}, "*")})));
    for (std::size_t i = 0; i < kManaged; ++i) {
      const std::string name = "team-" + std::to_string(i);
      result.push_back(managed_policy(name, arn("policy/" + name),
                                      document({statement(), statement(), statement()})));
    }
    return result;
  }

  const DumpSize& size_;
  std::size_t account_;
  std::string id_;
  reference::Random& random_;
};

}  // namespace

Json account_dump(const DumpSize& size, std::size_t account, reference::Random& random) {
  return AccountDump(size, account, random).json();
}

}  // namespace orgsim::bench

#include "bench/write_dump.h"

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "bench/dump_parts.h"
#include "tests/support/random.h"

namespace orgsim::bench {
namespace {

using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;

constexpr std::size_t kOus = 12;
constexpr std::size_t kGuards = 6;
constexpr int kIndent = 4;  // As the AWS CLI writes.
const std::string kRoot = "r-bnch";

std::string ou_id(std::size_t index) {
  return index == 0 ? kRoot : "ou-bnch-" + std::string(8, static_cast<char>('a' + index));
}

/// The files of the Organizations API.
class TreeDump {
 public:
  TreeDump(const DumpSize& size, reference::Random& random)
      : size_(size), random_(random), children_(kOus + 1), targets_(2 * (kGuards + 1)) {}

  std::vector<std::pair<std::string, Json>> files() {
    place();
    std::vector<std::pair<std::string, Json>> result = {
        {"describe-organization.json",
         {{"Organization",
           {{"Id", kOrganization},
            {"Arn", arn("organization/" + kOrganization)},
            {"FeatureSet", "ALL"},
            {"MasterAccountArn", arn("account/" + kOrganization + "/" + account_id(0))},
            {"MasterAccountId", account_id(0)},
            {"MasterAccountEmail", "root@example.com"},
            {"AvailablePolicyTypes", Json::array()}}}}},
        {"list-roots.json",
         {{"Roots",
           {{{"Id", kRoot},
             {"Arn", arn("root/" + kOrganization + "/" + kRoot)},
             {"Name", "Root"},
             {"PolicyTypes",
              {{{"Type", "SERVICE_CONTROL_POLICY"}, {"Status", "ENABLED"}},
               {{"Type", "RESOURCE_CONTROL_POLICY"}, {"Status", "ENABLED"}}}}}}}}}};
    Json all = Json::array();
    for (std::size_t ou = 0; ou <= kOus; ++ou) {
      Json accounts = Json::array();
      for (const std::size_t account : children_[ou]) {
        accounts.push_back(account_json(account));
        all.push_back(accounts.back());
      }
      Json ous = Json::array();
      for (std::size_t child = 1; child <= kOus; ++child) {
        if (parent(child) == ou) {
          ous.push_back({{"Id", ou_id(child)},
                         {"Arn", arn("ou/" + kOrganization + "/" + ou_id(child))},
                         {"Name", "ou-" + std::to_string(child)}});
        }
      }
      result.push_back(
          {"list-accounts-for-parent/" + ou_id(ou) + ".json", {{"Accounts", accounts}}});
      result.push_back({"list-organizational-units-for-parent/" + ou_id(ou) + ".json",
                        {{"OrganizationalUnits", ous}}});
    }
    result.push_back({"list-accounts.json", {{"Accounts", all}}});
    policies("SERVICE_CONTROL_POLICY", "service_control_policy", 0, result);
    policies("RESOURCE_CONTROL_POLICY", "resource_control_policy", kGuards + 1, result);
    return result;
  }

 private:
  static std::size_t parent(std::size_t ou) { return ou / 3; }
  static std::string arn(const std::string& resource) {
    return "arn:aws:organizations::" + account_id(0) + ":" + resource;
  }

  static Json account_json(std::size_t account) {
    const std::string id = account_id(account);
    return {{"Id", id},
            {"Arn", arn("account/" + kOrganization + "/" + id)},
            {"Email", "a" + std::to_string(account) + "@example.com"},
            {"Name", "account-" + std::to_string(account)},
            {"Status", "ACTIVE"},
            {"JoinedMethod", "CREATED"},
            {"JoinedTimestamp", "2022-01-01T00:00:00+00:00"}};
  }

  /// Full access everywhere, guards here and there, all of the OUs' before any of an account.
  void place() {
    for (std::size_t account = 0; account < size_.n_accounts; ++account) {
      children_[account == 0 ? 0 : random_.below(kOus + 1)].push_back(account);
    }
    for (std::size_t ou = 0; ou <= kOus; ++ou) {
      attach(ou_id(ou), ou == 0 ? "ROOT" : "ORGANIZATIONAL_UNIT", ou != 0 && random_.chance(2, 3));
    }
    for (std::size_t account = 0; account < size_.n_accounts; ++account) {
      attach(account_id(account), "ACCOUNT", random_.chance(1, 4));
    }
  }

  void attach(const std::string& id, const std::string& type, bool guarded) {
    const Json target = {{"TargetId", id},
                         {"Arn", arn("target/" + kOrganization + "/" + id)},
                         {"Name", id},
                         {"Type", type}};
    targets_[0].push_back(target);
    targets_[kGuards + 1].push_back(target);
    if (guarded) {
      targets_[1 + random_.below(kGuards)].push_back(target);
      targets_[kGuards + 2 + random_.below(kGuards)].push_back(target);
    }
  }

  static Json content(bool scp, std::size_t index) {
    static const std::array<Texts, kGuards> kActions = {
        Texts{"cloudtrail:StopLogging", "cloudtrail:DeleteTrail"},
        Texts{"organizations:LeaveOrganization", "account:*"},
        Texts{"iam:CreateUser", "iam:CreateAccessKey"},
        Texts{"s3:PutAccountPublicAccessBlock", "s3:DeleteBucketPolicy"},
        Texts{"guardduty:Delete*", "config:Stop*", "securityhub:Disable*"},
        Texts{"ec2:CreateInternetGateway", "ram:CreateResourceShare"}};
    Json statement = index == 0 ? allow({"*"}, "*") : allow(kActions.at(index - 1), "*");
    if (index > 0) {
      statement["Effect"] = "Deny";
    }
    if (!scp) {
      statement["Principal"] = "*";
    }
    if (!scp && index > 0) {
      statement["Action"] = Texts{"sts:AssumeRole", "s3:*"};
      statement = when(statement, "StringNotEqualsIfExists", "aws:PrincipalOrgID", kOrganization);
      statement = when(statement, "BoolIfExists", "aws:PrincipalIsAWSService", "false");
    }
    return document({statement});
  }

  void policies(const std::string& type, const std::string& kind, std::size_t first,
                std::vector<std::pair<std::string, Json>>& result) {
    const bool scp = first == 0;
    Json summaries = Json::array();
    for (std::size_t i = 0; i <= kGuards; ++i) {
      const std::string id = i > 0 ? std::string(scp ? "p-s" : "p-r") + std::to_string(1000000 + i)
                             : scp ? "p-FullAWSAccess"
                                   : "p-RCPFullAWSAccess";
      const Json summary = {
          {"Id", id},
          {"Arn", i == 0 ? "arn:aws:organizations::aws:policy/" + kind + "/" + id
                         : arn("policy/" + kOrganization + "/" + kind + "/" + id)},
          {"Name", i == 0 ? id.substr(2) : "guard-" + std::to_string(i)},
          {"Description", ""},
          {"Type", type},
          {"AwsManaged", i == 0}};
      summaries.push_back(summary);
      result.push_back(
          {"describe-policy/" + id + ".json",
           {{"Policy", {{"PolicySummary", summary}, {"Content", content(scp, i).dump()}}}}});
      result.push_back(
          {"list-targets-for-policy/" + id + ".json", {{"Targets", targets_[first + i]}}});
    }
    result.push_back({"list-policies." + type + ".json", {{"Policies", summaries}}});
  }

  const DumpSize& size_;
  reference::Random& random_;
  std::vector<std::vector<std::size_t>> children_;  // Accounts by OU.
  std::vector<Json> targets_;                       // By SCP, then by RCP.
};

void write(const std::filesystem::path& path, const Json& json, std::size_t& n_bytes) {
  std::filesystem::create_directories(path.parent_path());
  const std::string text = json.dump(kIndent) + "\n";
  std::ofstream(path, std::ios::binary) << text;
  n_bytes += text.size();
}

}  // namespace

std::size_t write_dump(const std::filesystem::path& folder, const DumpSize& size) {
  std::size_t n_bytes = 0;
  reference::Random random(1U);
  for (const auto& [name, json] : TreeDump(size, random).files()) {
    write(folder / "organizations" / name, json, n_bytes);
  }
  for (std::size_t account = 0; account < size.n_accounts; ++account) {
    write(folder / "accounts" / account_id(account) / "get-account-authorization-details.json",
          account_dump(size, account, random), n_bytes);
  }
  return n_bytes;
}

}  // namespace orgsim::bench

#include <algorithm>

#include "io/read/aws_cli/link.h"
#include "model/arn.h"

namespace orgsim::io {
namespace {

template <class Record>
void give_boundary_texts(Table<Record>& records, DumpReading& reading) {
  for (const auto index : records.indexes()) {
    auto& boundary = records[index].policies.boundary;
    if (boundary && !boundary->arn.empty()) {
      const auto policy = reading.managed_policy(boundary->arn, records[index].where);
      boundary->document = (*reading.tables().managed_policies)[policy].document;
    }
  }
}

void give_user_facts(DumpReading& reading) {
  std::map<UserName, Index<User>> users;
  for (const auto index : reading.tables().users->indexes()) {
    const User& user = (*reading.tables().users)[index];
    users.emplace(UserName(user.account, user.name), index);
  }
  auto& table = reading.tables().users.edit();
  for (const auto& [name, keys] : reading.access_keys) {
    if (const auto user = users.find(name); user != users.end()) {
      table[user->second].access_keys = keys.keys;
    } else {
      reading.error("E3001", "unknown user `" + name.second + "`", keys.where,
                    "collect the account's details too");
    }
  }
  for (const UserName& name : reading.login_profiles) {
    if (const auto user = users.find(name); user != users.end()) {
      table[user->second].has_login_profile = true;
    }
  }
}

/// The Regions that the ARNs of an account's resources name.
std::set<std::string> regions_of(Index<Account> account, DumpReading& reading) {
  std::set<std::string> regions;
  for (const Resource& resource : *reading.tables().resources) {
    const auto parts = parse_arn(resource.arn);
    if (resource.account == account && parts && !parts->region.empty()) {
      regions.emplace(parts->region);
    }
  }
  return regions;
}

/// The ARN of the key, if an output about it names one.
std::string known_arn(Index<Account> account, const std::string& id, DumpReading& reading) {
  for (const Resource& resource : *reading.tables().resources) {
    if (resource.account == account && resource.type == "kms-key" &&
        resource.arn.ends_with(":key/" + id)) {
      return resource.arn;
    }
  }
  return "";
}

void add_key(Index<Account> account, const std::string& id, Resource key,
             const std::set<std::string>& regions, DumpReading& reading) {
  std::string arn = known_arn(account, id, reading);
  if (arn.empty()) {
    key.region = regions.size() == 1 ? *regions.begin() : "";
    const std::string account_id = (*reading.tables().accounts)[account].id.text();
    arn = "arn:" + reading.tables().partition + ":kms:" + key.region + ":" + account_id + ":key/" +
          id;
    reading.unmodelled(
        "Region of the KMS keys of account " + account_id +
            (key.region.empty() ? ", which nothing says"
                                : ", taken to be that of its other resources, " + key.region),
        key.where);
  }
  key.arn = arn;
  Resource& record = reading.resource(arn, [&] { return key; });
  record.policy = key.policy;
  record.policy_collected = key.policy_collected;
  record.rotation = key.rotation;
}

}  // namespace

void link_iam(DumpReading& reading) {
  give_boundary_texts(reading.tables().roles.edit(), reading);
  give_boundary_texts(reading.tables().users.edit(), reading);
  give_user_facts(reading);
}

void link_resources(DumpReading& reading) {
  std::map<Index<Account>, std::set<std::string>> regions;
  for (const auto& [name, key] : reading.resource_facts.keys_without_region) {
    if (!regions.contains(name.first)) {
      regions[name.first] = regions_of(name.first, reading);
    }
  }
  for (auto& [name, key] : reading.resource_facts.keys_without_region) {
    add_key(name.first, name.second, std::move(key), regions[name.first], reading);
  }
  auto& resources = reading.tables().resources.edit();
  for (const auto index : resources.indexes()) {
    Resource& resource = resources[index];
    if (resource.type == "s3-bucket" &&
        reading.resource_facts.blocked_accounts.contains(resource.account)) {
      resource.public_access_block = true;
    }
  }
}

}  // namespace orgsim::io

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

/// Finds the Region of keys of which an output gave only the id.
class KeyLinker {
 public:
  explicit KeyLinker(DumpReading& reading) : reading_(reading) {
    for (const Resource& resource : *reading.tables().resources) {
      const auto parts = parse_arn(resource.arn);
      if (parts && !parts->region.empty()) {
        regions_[resource.account].emplace(parts->region);
      }
      if (parts && parts->service == "kms") {
        arns_.emplace(std::pair(resource.account, std::string(after_slash(parts->resource))),
                      resource.arn);
      }
    }
  }

  void link(Index<Account> account, const std::string& id, Resource key) {
    const auto known = arns_.find({account, id});
    key.arn = known != arns_.end() ? known->second : arn_of(account, id, key);
    Resource& record = reading_.resource(key.arn, [&] { return key; });
    if (key.policy_collected) {
      record.policy = key.policy;
      record.policy_collected = true;
    }
    if (key.rotation) {
      record.rotation = key.rotation;
    }
    if (key.grants) {
      record.grants = std::move(key.grants);
    }
  }

 private:
  static std::string_view after_slash(std::string_view text) {
    return text.substr(text.find('/') + 1);
  }

  std::string arn_of(Index<Account> account, const std::string& id, Resource& key) {
    const std::set<std::string>& regions = regions_[account];
    key.region = regions.size() == 1 ? *regions.begin() : "";
    reading_.unmodelled(key.region.empty()
                            ? "KMS keys of an unknown Region"
                            : "Region of KMS keys, taken to be that of their account's resources",
                        key.where);
    return "arn:" + reading_.tables().partition + ":kms:" + key.region + ":" +
           (*reading_.tables().accounts)[account].id.text() + ":key/" + id;
  }

  DumpReading& reading_;
  std::map<Index<Account>, std::set<std::string>> regions_;
  std::map<std::pair<Index<Account>, std::string>, std::string> arns_;
};

/// The account that a customer managed policy is of; AWS's own are of none.
void give_policies_accounts(DumpReading& reading) {
  auto& policies = reading.tables().managed_policies.edit();
  for (const auto index : policies.indexes()) {
    const auto parts = parse_arn(policies[index].arn);
    const auto account = parts ? reading.accounts.find(parts->account) : reading.accounts.end();
    if (account != reading.accounts.end()) {
      policies[index].account = account->second;
    }
  }
}

void add_association(ResourceShare& share, const ShareAssociation& association) {
  // AWS names an OU or organization by its ARN; its id is the last part.
  const auto parts = parse_arn(association.entity);
  const bool of_organizations = parts && parts->service == "organizations";
  const std::string entity = of_organizations
                                 ? association.entity.substr(association.entity.rfind('/') + 1)
                                 : association.entity;
  auto& list = association.principal ? share.principals : share.resources;
  if (std::ranges::find(list, entity) == list.end()) {
    list.push_back(entity);
  }
}

void link_shares(DumpReading& reading) {
  ResourceFacts& facts = reading.resource_facts;
  for (const ShareAssociation& association : facts.share_associations) {
    const auto share = facts.shares.find(association.share);
    if (share != facts.shares.end()) {
      add_association(share->second, association);
    } else {
      reading.error("E3001", "unknown resource share `" + association.share + "`",
                    association.where, "collect `get-resource-shares` too");
    }
  }
  if (!facts.shares.empty()) {
    auto& table = reading.tables().resource_shares.emplace().edit();
    for (auto& [arn, share] : facts.shares) {
      table.append(std::move(share));
    }
  }
}

}  // namespace

void link_iam(DumpReading& reading) {
  give_policies_accounts(reading);
  give_boundary_texts(reading.tables().roles.edit(), reading);
  give_boundary_texts(reading.tables().users.edit(), reading);
  give_user_facts(reading);
}

void link_resources(DumpReading& reading) {
  KeyLinker keys(reading);
  for (auto& [name, key] : reading.resource_facts.keys_without_region) {
    keys.link(name.first, name.second, std::move(key));
  }
  link_shares(reading);
  auto& accounts = reading.tables().accounts.edit();
  for (const auto& [account, block] : reading.resource_facts.account_blocks) {
    accounts[account].public_access_block = block;
  }
}

}  // namespace orgsim::io

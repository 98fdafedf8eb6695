#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/index.h"
#include "model/organization_tree.h"

namespace orgsim {

/// What runs, or could run code, with a role: the members that decide whether somebody can take the
/// role over. A member of nothing was not said.
/// Source: AWS CloudFormation Template Reference Guide, "Resource and property types reference".
struct InventoryResource {
  std::string type;  // CloudFormation's name: `AWS::Lambda::Function`.
  std::string arn;
  std::optional<std::string> role_arn;  // The role it acts as; empty: it has none.
  std::optional<std::vector<std::string>> triggers;
  std::string state;   // Of an instance: `running`, `stopped`.
  std::string status;  // Of a notebook or code interpreter: `InService`, `READY`.
  std::optional<bool> ssm_managed;
  std::optional<bool> ssh_reachable;
  std::optional<bool> instance_connect;
  std::string execution_role_arn;  // Of a stack set, in its target accounts.
  std::optional<int> instances;    // Of a stack set.
  std::optional<bool> buildspec_override;
  std::optional<bool> batch_builds;
  std::optional<bool> used_by_auto_scaling_group;
  std::string version_used;  // Of a launch template: `$Latest`, `$Default` or a number.
  std::optional<int> registered_container_instances;
  std::optional<bool> event_source;  // A stream or queue that a function can be fed from.
  SourceLocation where;
};

struct UserFacts {
  std::optional<int> access_key_count;
  std::optional<bool> has_login_profile;
};

/// Everything of this kind in one account: what is not listed does not exist. An account without
/// an inventory is not known.
struct Inventory {
  std::vector<std::string> regions;  // Empty: not said.
  std::vector<InventoryResource> resources;
  std::map<std::string, UserFacts> user_facts;  // By user name.
};

}  // namespace orgsim

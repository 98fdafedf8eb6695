#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/identity_center.h"

namespace orgsim::io {

struct InstanceFacts {
  std::string owner_account;
  SourceLocation where;
};

/// What was collected of one permission set beside its record.
struct PermissionSetParts {
  bool described = false;
  bool managed_policies = false;
  bool customer_policies = false;
  bool inline_policy = false;
  bool boundary = false;
};

struct AssignmentFact {
  std::string account;
  std::string permission_set;
  bool group = false;
  std::string principal;
  SourceLocation where;
};

struct MembershipFact {
  std::string group;
  std::string user;
  SourceLocation where;
};

/// What the outputs of IAM Identity Center say, before it is put together.
struct IdentityFacts {
  std::map<std::string, InstanceFacts> instances;        // By ARN.
  std::map<std::string, PermissionSet> permission_sets;  // By ARN.
  std::map<std::string, PermissionSetParts> permission_set_parts;
  std::set<std::string> listed_permission_sets;
  std::vector<AssignmentFact> assignments;
  std::map<std::string, Index<IdentityUser>> users;    // By id.
  std::map<std::string, Index<IdentityGroup>> groups;  // By id.
  std::vector<MembershipFact> memberships;
  bool users_collected = false;
  bool groups_collected = false;
  bool assignments_collected = false;
};

}  // namespace orgsim::io

#pragma once

#include <map>
#include <string>
#include <string_view>
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

/// The part of a permission set's ARN that identifies it, and that file names can hold: `ps-...`.
std::string permission_set_id(std::string_view arn);

/// What the outputs of IAM Identity Center say, before it is put together.
struct IdentityFacts {
  std::map<std::string, InstanceFacts> instances;        // By ARN.
  std::map<std::string, PermissionSet> permission_sets;  // By `ps-` id, as all below.
  std::map<std::string, PermissionSetParts> permission_set_parts;
  std::vector<AssignmentFact> assignments;
  std::map<std::string, Index<IdentityUser>> users;    // By id.
  std::map<std::string, Index<IdentityGroup>> groups;  // By id.
  std::vector<MembershipFact> memberships;
  bool users_collected = false;
  bool groups_collected = false;
  bool assignments_collected = false;
};

}  // namespace orgsim::io

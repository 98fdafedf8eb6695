#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/read/aws_cli/json_slice.h"
#include "io/read/aws_cli/organization_facts.h"

namespace orgsim::io {

/// One version of a managed policy, as far as read.
struct Version {
  std::string id;
  bool is_default = false;
  std::optional<JsonSlice> document;
};

struct ManagedPolicyDraft {
  std::string arn;
  std::string name;
  std::string path;
  std::string default_version;
  std::string updated;
  std::vector<Version> versions;
};

/// A small object of at most two texts, or of a name and a policy document.
struct Pair {
  std::string first;
  std::string second;
  std::optional<JsonSlice> document;
};

/// What the outermost object says of itself.
struct Output {
  bool truncated = false;
  bool marker = false;
};

/// A user as its object says; the groups are names until all groups are read.
struct UserDraft {
  User record;
  std::vector<Said> groups;
};

struct GroupDraft {
  Group record;
};

struct RoleDraft {
  Role record;
  bool has_trust = false;
};

}  // namespace orgsim::io

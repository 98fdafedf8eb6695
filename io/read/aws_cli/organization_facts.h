#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/organization.h"

namespace orgsim::io {

/// A text of the dump and where it says so.
struct Said {
  std::string text;
  SourceLocation where;
};

struct RootFacts {
  std::string name;
  std::vector<std::string> enabled_policy_types;  // As AWS spells them.
  SourceLocation where;
};

struct PolicyFacts {
  std::string name;
  std::string type;  // As AWS spells it; empty when no output says.
  bool aws_managed = false;
  std::optional<Index<PolicyDocument>> document;
  std::optional<S3PublicAccess> s3_public_access;
  SourceLocation where;
};

struct AttachmentFact {
  std::string policy;
  std::string target;
  SourceLocation where;
};

/// What the outputs of AWS Organizations say, each of them a small part, before it is put together.
struct OrganizationFacts {
  std::optional<Said> id;
  std::optional<Said> management_account;
  std::string feature_set;
  std::map<std::string, RootFacts> roots;
  std::vector<Said> ous;                     // Ids, in order of mention.
  std::map<std::string, std::string> names;  // Of OUs.
  std::map<std::string, Said> parents;       // Of OUs and accounts.
  std::map<std::string, SourceLocation> members;
  std::map<std::string, PolicyFacts> policies;
  std::vector<AttachmentFact> attachments;
  std::set<std::string> policies_with_targets;  // Those whose targets were listed.
  std::set<std::string> targets_with_policies;  // Those whose policies were listed.
  std::optional<std::set<std::string>> trusted_access;
  std::optional<std::vector<Said>> delegated_administrators;
  std::map<std::string, std::vector<std::string>> delegated_services;  // By account.
  std::optional<RootAccessManagement> root_access_management;
  std::optional<Index<PolicyDocument>> delegation_policy;
  bool delegation_policy_collected = false;
};

}  // namespace orgsim::io

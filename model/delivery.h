#pragma once

#include <string>
#include <vector>

#include "model/index.h"
#include "model/organization_tree.h"

namespace orgsim {

/// A pipeline that builds and deploys. Roles, buckets and images are ARNs; empty: it has none.
struct Pipeline {
  std::string name;
  std::string arn;
  std::string build_arn;
  Index<Account> account;
  std::string repository;
  std::string build_role;
  std::string role;
  std::string artifact_bucket;
  std::string image_repository;
  std::vector<Index<Account>> deploys_to;
  bool manual_approval = false;
  SourceLocation where;
};

/// A source repository; `writers` are Identity Center groups.
struct Repository {
  std::string name;
  std::vector<std::string> writers;
  bool protected_branch = false;
  int required_approvals = 0;
  bool author_may_approve = true;
  std::vector<std::string> pipelines;
  std::vector<std::string> unsaid;  // Members that the source could say and does not.
  SourceLocation where;
};

struct Delivery {
  std::vector<Pipeline> pipelines;
  std::vector<Repository> repositories;
  std::vector<std::string> unsaid;  // Members that the source could say and does not.
};

}  // namespace orgsim

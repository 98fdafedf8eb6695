#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/resource.h"

namespace orgsim::io {

struct ShareAssociation {
  std::string share;   // ARN.
  std::string entity;  // A principal or a resource, as AWS spells it.
  bool principal = false;
  SourceLocation where;
};

/// What of the resources waits until all files are read.
struct ResourceFacts {
  std::map<Index<Account>, PublicAccessBlock> account_blocks;
  std::map<std::pair<Index<Account>, std::string>, Resource> keys_without_region;  // By key id.
  std::map<std::string, ResourceShare> shares;                                     // By ARN.
  std::vector<ShareAssociation> share_associations;
};

}  // namespace orgsim::io

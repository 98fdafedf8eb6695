#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "model/resource.h"

namespace orgsim::io {

/// What of the resources waits until all files are read.
struct ResourceFacts {
  std::set<Index<Account>> blocked_accounts;  // Those that block public access to all buckets.
  std::map<std::pair<Index<Account>, std::string>, Resource> keys_without_region;  // By key id.
};

}  // namespace orgsim::io

#pragma once

#include <string_view>
#include <vector>

#include "sim/graph/data_store.h"
#include "sim/graph/fact.h"

namespace orgsim::sim {

/// A data store that falls.
struct ReachedStore {
  Index<Resource> resource;
  struct Access {
    StoreAccess access = StoreAccess::Read;
    Truth certain = Truth::Yes;
    Index<Principal> principal;
    std::vector<Fact> needs;
    std::size_t hops = 0;
    std::string_view unlocked_by;  // The action that rewrites its policy first; empty: no need.
  };
  std::vector<Access> accesses;  // At most one of each kind, the nearest.
  bool ciphertext_only = false;  // Nobody who reads it may decrypt with its key.
};

}  // namespace orgsim::sim

#pragma once

#include <vector>

#include "compliance/access.h"

namespace orgsim::compliance {

/// Whether somebody gets at what a store holds: the storage and, where it is encrypted with a key
/// that the snapshot names, the key. Both are needed.
struct StoreReading {
  sim::Truth storage = sim::Truth::No;
  sim::Truth key = sim::Truth::No;
  std::vector<Hop> hops;  // Of what is permitted, the storage first.

  sim::Truth readable() const { return sim::both(storage, key); }
};

StoreReading reading_of(const Premises& premises, const sim::Asker& asker, const Resource& store);

/// The reading action of a type of store, on which resource of it; empty action: not modelled.
Attempt reading_attempt(const sim::Asker& asker, const Resource& store);

/// Writing or deleting what a store holds.
std::vector<Attempt> altering_attempts(const sim::Asker& asker, const Resource& store);

}  // namespace orgsim::compliance

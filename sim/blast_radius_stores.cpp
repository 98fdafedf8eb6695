#include <algorithm>
#include <array>

#include "sim/blast_radius_measures.h"

namespace orgsim::sim {
namespace {

constexpr std::array kAccesses = {StoreAccess::Read, StoreAccess::Write, StoreAccess::Delete};

/// Who of the fallen may have access at all: those of the store's account, and everybody where a
/// policy of the resource could name them.
bool may_bear(const Principal& principal, const Resource& store) {
  return principal.account &&
         (*principal.account == store.account || store.policy || !store.policy_collected);
}

/// The nearest access; a certain one is preferred over one that hangs on context.
std::optional<ReachedStore::Access> nearest(const Fallen& fallen, Index<Resource> store,
                                            StoreAccess access) {
  const Resource& resource = (*fallen.authorizer.organization().tables().resources)[store];
  std::optional<ReachedStore::Access> result;
  for (const auto principal : fallen.radius.possible.reached()) {
    if (!may_bear(fallen.authorizer.principals()[principal], resource)) {
      continue;
    }
    const Truth certain =
        both(fallen.certainty(principal), may_access(fallen.authorizer, principal, store, access));
    if (certain == Truth::No || (result && certain != Truth::Yes)) {
      continue;
    }
    result = {.access = access,
              .certain = certain,
              .principal = principal,
              .hops = fallen.radius.possible.hops(principal)};
    if (certain == Truth::Yes) {
      break;
    }
  }
  return result;
}

bool nobody_decrypts(const Fallen& fallen, Index<Resource> store) {
  const Resource& resource = (*fallen.authorizer.organization().tables().resources)[store];
  return std::ranges::none_of(fallen.radius.possible.reached(), [&](Index<Principal> principal) {
    return may_bear(fallen.authorizer.principals()[principal], resource) &&
           may_access(fallen.authorizer, principal, store, StoreAccess::Read) != Truth::No &&
           may_decrypt(fallen.authorizer, principal, store) != Truth::No;
  });
}

}  // namespace

std::vector<ReachedStore> reached_stores(const Fallen& fallen) {
  const Table<Resource>& resources = *fallen.authorizer.organization().tables().resources;
  std::vector<ReachedStore> result;
  for (const auto index : resources.indexes()) {
    const Resource& resource = resources[index];
    if (resource.presence != Presence::Present || !resource.data_classes ||
        store_actions(resource.type) == nullptr) {
      continue;
    }
    ReachedStore store{.resource = index};
    for (const StoreAccess access : kAccesses) {
      if (auto found = nearest(fallen, index, access)) {
        store.accesses.push_back(*found);
      }
    }
    if (!store.accesses.empty()) {
      store.ciphertext_only =
          store.accesses.front().access == StoreAccess::Read && nobody_decrypts(fallen, index);
      result.push_back(std::move(store));
    }
  }
  return result;
}

}  // namespace orgsim::sim

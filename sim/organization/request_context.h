#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/organization.h"
#include "sim/decide/context.h"
#include "sim/organization/access_request.h"

namespace orgsim::sim {

/// What the context of a request is derived from.
struct ContextFacts {
  const Organization* organization = nullptr;
  const Principal* principal = nullptr;    // Nothing for callers that are not of the snapshot.
  const ServiceCaller* service = nullptr;  // Set when a service calls.
  const OutsideCaller* outsider = nullptr;
  std::string_view action;          // In lower case.
  std::string_view service_prefix;  // Of the action.
  std::string_view resource;
  std::string_view resource_account;                     // Id; empty: not known.
  std::optional<Index<Account>> resource_account_index;  // Nothing: not of the snapshot.
  const std::map<std::string, std::string>* resource_tags = nullptr;  // Nothing: not known.
  std::string_view resource_region;
  std::span<const StatedKey> stated;  // What the question says; some keys follow from others.
};

/// Resolves context keys from a snapshot: who asks, whose resource it is, and what follows from
/// both, from the action and from the keys that the question states. A key of a service that no
/// request for the action can hold is absent; one that the snapshot does not settle is not known.
/// Source: IAM User Guide, "AWS global condition context keys".
class RequestContext : public KeyResolver {
 public:
  explicit RequestContext(const ContextFacts& facts) : facts_(facts) {}

  KeyValue resolve(std::string_view key) const override;

 private:
  ContextFacts facts_;
};

}  // namespace orgsim::sim

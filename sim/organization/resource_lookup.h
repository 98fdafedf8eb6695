#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "model/organization.h"

namespace orgsim::sim {

/// Finds the resource of a snapshot that an ARN names or lies in: an object's bucket, a function of
/// a version, an index's table. Refers to the snapshot, which must outlive it.
class ResourceLookup {
 public:
  explicit ResourceLookup(const Organization& organization);

  /// Nothing when the snapshot holds no such resource.
  std::optional<Index<Resource>> find(std::string_view arn) const;

 private:
  std::unordered_map<std::string_view, Index<Resource>> by_arn_;
  std::uint64_t services_ = 0;  // Marks of the services that the resources are of.
};

/// Whether the resource can carry a resource-based policy that lets somebody act on it, by the
/// service's action prefix in lower case and the part of its ARN behind the fifth colon.
/// Source: IAM User Guide, "AWS services that work with IAM" (column "Resource-based policies").
bool has_resource_policies(std::string_view service_prefix, std::string_view resource);

}  // namespace orgsim::sim

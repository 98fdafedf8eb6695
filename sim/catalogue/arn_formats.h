#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/decide/action_tables.h"

namespace orgsim::sim {

/// The ARN formats of all resource types, ready for matching. A placeholder is any text that is not
/// empty, slashes included: names of roles and of objects hold paths.
/// Source: Service Authorization Reference, "The resource types table".
class ArnFormats {
 public:
  explicit ArnFormats(const ActionTables& tables);

  /// The types with the best fitting format: the most literal text, then the service of the ARN.
  std::vector<ResourceTypeId> best(std::string_view arn) const;

  /// How much literal text the best fitting format of the type has; nothing if none fits.
  std::optional<std::size_t> fit(ResourceTypeId type, std::string_view arn) const;

  /// Whether a format of the type has a place for a Region.
  bool has_region(ResourceTypeId type) const;

 private:
  struct Format {
    std::string service;
    std::string region;
    std::string account;
    std::string resource;
    ResourceTypeId type{};
    std::size_t literal = 0;
    bool own_service = false;  // The ARN names the service that lists the type.
  };

  void add(std::string_view text, ResourceTypeId type, std::string_view service);
  static bool fits(const Format& format, std::string_view arn);

  std::vector<Format> by_service_;    // Sorted by service, then from best to worst.
  std::vector<std::size_t> by_type_;  // Positions in `by_service_`, sorted by type.
};

}  // namespace orgsim::sim

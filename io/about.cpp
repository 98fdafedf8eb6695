#include "io/about.h"

#include <array>

#include "io/aws_managed_policies.h"
#include "sim/catalogue/action_catalogue.h"

namespace orgsim::io {

std::span<const DatedData> dated_data() {
  static const std::array kData = {
      DatedData{"action catalogue", sim::ActionCatalogue::builtin().date()},
      DatedData{"AWS managed policies", aws_managed_policies_date()},
      DatedData{"services that support RCPs", "2026-09-26"}};
  return kData;
}

std::span<const std::string_view> known_formats() {
  static constexpr auto kFormats = std::to_array<std::string_view>(
      {"orgsim-blast-radius/2", "orgsim-choke-points/1", "orgsim-comply/1", "orgsim-decision/1",
       "orgsim-evidence-pack/1", "orgsim-exposure/1", "orgsim-organization/1", "orgsim-paths/1",
       "orgsim-radii/1", "orgsim-run/1", "orgsim-tree/1", "orgsim-validation/1",
       "orgsim-who-can/1"});
  return kFormats;
}

}  // namespace orgsim::io

#include "io/about.h"

#include <array>

namespace orgsim::io {

std::span<const DatedData> dated_data() {
  static constexpr std::array kData = {DatedData{"services that support RCPs", "2026-09-26"}};
  return kData;
}

std::span<const std::string_view> known_formats() {
  static constexpr std::array<std::string_view, 3> kFormats = {
      "orgsim-organization/1", "orgsim-tree/1", "orgsim-validation/1"};
  return kFormats;
}

}  // namespace orgsim::io

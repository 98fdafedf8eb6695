#pragma once

#include <span>
#include <string_view>

namespace orgsim::io {

/// A list of AWS's that the program contains and that AWS changes over time.
struct DatedData {
  std::string_view what;
  std::string_view as_of;  // `YYYY-MM-DD`.
};

std::span<const DatedData> dated_data();

/// The versioned JSON formats that the program reads or writes: `orgsim-organization/1`.
std::span<const std::string_view> known_formats();

}  // namespace orgsim::io

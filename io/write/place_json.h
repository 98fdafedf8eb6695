#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "io/read/json_value.h"
#include "io/source_files.h"

namespace orgsim::io {

/// Writes places of the input as JSON. Reads each file that a place is in once more, for its JSON
/// pointers; refers to the files, which must outlive it.
class PlaceJson {
 public:
  explicit PlaceJson(const SourceFiles& files) : files_(files) {}

  /// `{"file", "pointer", "line"}`; null when the place is not known.
  nlohmann::ordered_json operator()(SourceLocation where);

 private:
  std::string pointer(SourceLocation where);

  const SourceFiles& files_;
  std::map<std::uint32_t, std::optional<JsonValue>> roots_;  // Nothing: no JSON as we read it.
};

}  // namespace orgsim::io

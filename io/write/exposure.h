#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>

#include "io/source_files.h"
#include "io/write/paint.h"
#include "io/write/place_json.h"
#include "sim/closure/exposure.h"

namespace orgsim::io {

/// Who reaches something, by hops: a table, then the way of each of the nearest.
std::string exposure_text(const sim::Authorizer& authorizer, const SourceFiles& files,
                          std::span<const sim::Exposure> exposures, const Paint& paint,
                          std::optional<std::size_t> width);

/// `[{"principal", "hops", "certain", "as", "witness": [hop]}]`.
nlohmann::ordered_json exposures_json(const sim::Authorizer& authorizer, PlaceJson& places,
                                      std::span<const sim::Exposure> exposures);

/// `{"format": "orgsim-exposure/1", "count", "of", "members": [...]}`.
std::string exposure_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                          std::span<const sim::Exposure> exposures);

}  // namespace orgsim::io

#pragma once

#include <nlohmann/json_fwd.hpp>

#include "io/write/place_json.h"
#include "sim/graph/reach.h"

namespace orgsim::io {

/// A path as an array of hops: `{"relation", "technique", "from", "to", "certain", "requires":
/// [{"action", "resource"}], "raised": [], "where"}`. `resource` is the target's ARN where the
/// action is one on it, else `*`.
nlohmann::ordered_json path_json(const sim::Authorizer& authorizer, PlaceJson& places,
                                 const sim::Path& path);

}  // namespace orgsim::io

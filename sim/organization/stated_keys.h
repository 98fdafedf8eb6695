#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sim/organization/access_request.h"

namespace orgsim::sim {

/// What the keys that a question states settle of another one: a request with a public address came
/// through no endpoint, a chain of calls has its ends, an instant has one value however it is
/// written. Nothing when they do not settle it. `key` in lower case.
/// Source: IAM User Guide, "AWS global condition context keys".
std::optional<KeyValue> implied_by(std::span<const StatedKey> stated, std::string_view key);

}  // namespace orgsim::sim

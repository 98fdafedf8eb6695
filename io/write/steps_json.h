#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "io/write/place_json.h"
#include "sim/closure.h"

namespace orgsim::io {

/// `become`, `rewrite`, `raise`, `reach`, `blind`.
std::string_view name_of(sim::Relation relation);

/// What a fact is of: a principal's ARN, or the ARN of a policy of the organization.
std::string subject_of(const sim::Authorizer& authorizer, const sim::Fact& fact);

/// The steps of a closure's witness as an array of hops: `{"relation", "technique", "from", "to",
/// "requires": [{"action", "resource"}], "raised": [policy ARN], "where"}`.
nlohmann::ordered_json steps_json(const sim::Authorizer& authorizer, PlaceJson& places,
                                  const std::vector<sim::Step>& steps);

}  // namespace orgsim::io

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "io/write/place_json.h"
#include "sim/closure/closure.h"

namespace orgsim::io {

/// `become`, `rewrite`, `raise`, `reach`, `blind`.
std::string_view name_of(sim::Relation relation);

/// What a fact is of: a principal's ARN, the ARN of a policy of the organization, or the id of an
/// account that was moved below the root or left the organization.
std::string subject_of(const sim::Authorizer& authorizer, const sim::Fact& fact);

/// The steps of a closure's witness as an array of hops: `{"relation", "technique", "from", "to",
/// "certain", "requires": [{"action", "resource"}], "raised": [subject of a ceiling], "where"}`.
nlohmann::ordered_json steps_json(const sim::Authorizer& authorizer, PlaceJson& places,
                                  const std::vector<sim::Step>& steps);

}  // namespace orgsim::io

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/condition_operator.h"
#include "sim/decide/context_keys.h"
#include "sim/decide/decision.h"
#include "sim/decide/truth.h"

namespace orgsim::io {

/// As the JSON formats spell it: `allow`, `explicit_deny`, `implicit_deny`, `conditional`.
std::string_view name_of(sim::Outcome outcome);

/// `identity`, `boundary`, `session`, `scp`, `rcp`, `resource`, `endpoint`, `service`.
std::string_view name_of(sim::Layer layer);

/// `yes`, `no`, `unknown`.
std::string_view name_of(sim::Truth truth);

/// Who controls a context key: `the organization`, `the caller`, ...
std::string_view name_of(sim::KeyControl control);

/// The operator as a policy spells it: `ForAnyValue:StringLikeIfExists`.
std::string spelled(const ConditionOperator& op);

/// Nothing for a name that is no layer.
std::optional<sim::Layer> parse_layer(std::string_view name);

}  // namespace orgsim::io

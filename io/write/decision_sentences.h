#pragma once

#include <string>
#include <string_view>

#include "sim/decide/context_axioms.h"
#include "sim/decide/decision.h"
#include "sim/organization/service_rule.h"

namespace orgsim::io {

/// Why a service refuses, as the end of "because ...".
std::string_view sentence_of(sim::Refusal refusal);

/// The same for what hangs on the state of the resource.
std::string_view sentence_of(sim::ServiceRule rule);

/// What holds of every request, as the end of "no request is like this: ...".
std::string_view sentence_of(sim::ContextAxiom axiom);

/// What the request has for a key: its values, `(absent)` or `(not known)`.
std::string text_of(const sim::KeyValue& value);

/// `StringNotEquals aws:RequestedRegion us-east-1, us-west-2`; of many values the first few.
std::string text_of(const Condition& condition);

/// Who decides the value of a key, by its name.
std::string_view controller_of(std::string_view key);

}  // namespace orgsim::io

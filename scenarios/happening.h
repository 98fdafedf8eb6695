#pragma once

#include <memory>

#include "scenarios/references.h"
#include "scenarios/run_result.h"

namespace orgsim::scenarios {

/// An event that was tried, with the state after it; where nothing happened, the state before.
struct Happening {
  EventResult result;
  std::shared_ptr<const Moment> after;
};

/// Tries an event: looks its references up, asks whether the principal it names may do it, and
/// applies it. `context` is what the requests see.
Happening happen(std::shared_ptr<const Moment> before, const EventSpec& spec,
                 const ContextKeys& context, std::string_view each = {});

}  // namespace orgsim::scenarios

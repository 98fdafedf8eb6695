#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/write/paint.h"
#include "sim/who_can.h"

namespace orgsim::io {

/// The question and its answer.
struct WhoCanAnswer {
  std::string action;
  std::string resource;
  std::vector<sim::Permitted> permitted;
};

/// By account, those that hang on an open condition marked.
std::string who_can_text(const sim::Authorizer& authorizer, const WhoCanAnswer& answer,
                         const Paint& paint, std::optional<std::size_t> width);

/// `{"format": "orgsim-who-can/1", "action", "resource", "principals": [{"principal", "account",
/// "decision", "hangs_on"}]}`; `account` is null outside the organization, `hangs_on` has the keys
/// that leave a conditional answer open, and `the resource's policy` where it was not collected.
std::string who_can_json(const sim::Authorizer& authorizer, const WhoCanAnswer& answer);

}  // namespace orgsim::io

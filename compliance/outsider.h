#pragma once

#include <string>

#include "sim/organization/access_request.h"

namespace orgsim::compliance {

/// Somebody of an account outside the organization, as far as its policies let that in.
struct Outsider {
  std::string account;
  sim::OutsideCaller caller;
};

}  // namespace orgsim::compliance

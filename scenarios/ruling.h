#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/moment.h"
#include "scenarios/run_result.h"
#include "sim/organization/access_request.h"

namespace orgsim::scenarios {

/// What is asked of a principal.
struct Asked {
  Index<sim::Principal> principal;
  std::string_view action;
  std::string_view resource;
  std::string_view resource_account;  // Id; empty: as the resource says.
};

/// What AWS says, the rules of services included.
Ruling ruling_on(const Moment& moment, const Asked& asked, const ContextKeys& context,
                 const PolicyDocument* session_policy = nullptr);

/// Whether each word of `denied_by` is among the reasons of a denial. `scp:ORG:NAME` is met by the
/// policy's name.
bool is_among(std::string_view word, const std::vector<std::string>& reasons);

/// The stated keys of both; the second wins.
ContextKeys merged(const ContextKeys& first, const ContextKeys* second);

}  // namespace orgsim::scenarios

#pragma once

#include <string_view>

namespace orgsim::sim {

/// Whether RCPs apply to the actions of a service, by its prefix in lower case.
/// Source: AWS Organizations User Guide, "Resource control policies (RCPs)", list of 2026-09-26.
bool supports_rcps(std::string_view service_prefix);

}  // namespace orgsim::sim

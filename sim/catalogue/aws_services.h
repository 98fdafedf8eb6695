#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace orgsim::sim {

/// Whether a service, by its prefix in lower case, has no Regions to choose from: a policy that
/// denies Regions has to exempt it, and its requests create nothing in a Region. STS is not among
/// them: it has a global endpoint, whose requests hold `us-east-1`, and one in every Region.
/// Source: IAM User Guide, "AWS: Denies access to AWS based on the requested Region"; AWS Control
/// Tower Controls Reference, "Deny access to AWS based on the requested AWS Region"; AWS General
/// Reference, "Service endpoints and quotas". As of 2026-09-26.
bool is_global_service(std::string_view service_prefix);

/// What `aws:RequestedRegion` is in every request to a global service, e.g. `us-east-1` for IAM.
/// Nothing for a service with Regions, and for a global one with several endpoints.
std::optional<std::string_view> requested_region_of(std::string_view service_prefix);

/// One action of each of the services in which people keep data or run things, sorted: it writes,
/// and it takes effect in the Region of the request. Whoever is denied them all outside some
/// Regions cannot move an organization's data or workloads there. Each is in the action catalogue.
std::span<const std::string_view> regional_probe_actions();

}  // namespace orgsim::sim

#pragma once

#include <array>

#include "compliance/check.h"
#include "compliance/guardrail.h"
#include "model/evidence.h"

// The sets of evidence domains that rows of the catalog name.
namespace orgsim::compliance {

inline constexpr auto kGuardrailChecks =
    std::to_array<std::string_view>({"GRD-001", "GRD-002", "GRD-004", "GRD-005", "GRD-006",
                                     "GRD-007", "GRD-009", "GRD-010", "GRD-014", "GRD-015"});

/// A check that is one row of the guardrails.
template <std::size_t Position>
Judgement guardrail(const Premises& premises) {
  return judge_guardrail(premises, *find_guardrail(kGuardrailChecks[Position]));
}

inline constexpr auto kDns = std::to_array<EvidenceDomain>({EvidenceDomain::Dns});
inline constexpr auto kIam = std::to_array<EvidenceDomain>({EvidenceDomain::Iam});
inline constexpr auto kIamDns =
    std::to_array<EvidenceDomain>({EvidenceDomain::Iam, EvidenceDomain::Dns});
inline constexpr auto kIamLoggingResources = std::to_array<EvidenceDomain>(
    {EvidenceDomain::Iam, EvidenceDomain::Logging, EvidenceDomain::Resources});
inline constexpr auto kIamNetworkDnsResources = std::to_array<EvidenceDomain>(
    {EvidenceDomain::Iam, EvidenceDomain::Network, EvidenceDomain::Dns, EvidenceDomain::Resources});
inline constexpr auto kIamResources =
    std::to_array<EvidenceDomain>({EvidenceDomain::Iam, EvidenceDomain::Resources});
inline constexpr auto kLogging = std::to_array<EvidenceDomain>({EvidenceDomain::Logging});
inline constexpr auto kLoggingResources =
    std::to_array<EvidenceDomain>({EvidenceDomain::Logging, EvidenceDomain::Resources});
inline constexpr auto kNetwork = std::to_array<EvidenceDomain>({EvidenceDomain::Network});
inline constexpr auto kNetworkDns =
    std::to_array<EvidenceDomain>({EvidenceDomain::Network, EvidenceDomain::Dns});
inline constexpr auto kNetworkLoggingDns = std::to_array<EvidenceDomain>(
    {EvidenceDomain::Network, EvidenceDomain::Logging, EvidenceDomain::Dns});
inline constexpr auto kResources = std::to_array<EvidenceDomain>({EvidenceDomain::Resources});

}  // namespace orgsim::compliance

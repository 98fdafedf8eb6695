#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "io/write/compliance_report.h"
#include "io/write/place_json.h"

namespace orgsim::io {

/// The computed PCI DSS scope beside the declared one, with the reason of what is in and, in short,
/// what keeps out what is out. Empty when the report has no scope.
std::string scope_text(const ComplianceReport& report, const Paint& paint,
                       std::optional<std::size_t> width);
std::string scope_markdown(const ComplianceReport& report);

/// `{"accounts": [...], "segmentation_fingerprint"}`, with every certificate.
nlohmann::ordered_json scope_json(const ComplianceReport& report, PlaceJson& places);

/// Which control's failure alone opens what. Empty when nobody asked.
std::string faults_text(const ComplianceReport& report, const Paint& paint,
                        std::optional<std::size_t> width);
std::string faults_markdown(const ComplianceReport& report);
nlohmann::ordered_json faults_json(const ComplianceReport& report, PlaceJson& places);

}  // namespace orgsim::io

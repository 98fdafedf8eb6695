#pragma once

#include <string>
#include <string_view>

#include "io/write/compliance_report.h"

// What several formats say of a compliance report.
namespace orgsim::io {

/// The controls that a check bears on: `pci-dss 11.4.5; soc2 CC6.1`.
std::string controls_of(const ComplianceReport& report, std::string_view check);

/// `3 new, 12 known, 2 fixed since the baseline of 2026-03-01.`
std::string baseline_sentence(const ComplianceReport& report);

/// A step of a witness in one line, with its place.
std::string hop_sentence(const ComplianceReport& report, const compliance::Hop& hop);

/// The same without the place.
std::string step_sentence(const compliance::Hop& hop);

/// What the findings' hypothetical administrators are, in a sentence; empty where none is in them.
std::string hypothetical_note(const ComplianceReport& report);

/// The checks of a control, those that do not pass first and with what they say:
/// `GRD-012 fails; GRD-011 IAM-004`.
std::string control_checks(const ComplianceReport& report, const compliance::Control& control);

/// `fails`, `fails, waived`, `cannot tell`, ...
std::string status_words(const ComplianceReport& report, std::size_t position);

/// What is not collected or not declared, and of which accounts: `network of 100000000011`. Empty
/// where nothing is missing.
std::string missing_words(const compliance::CheckResult& result);

/// Why a check cannot be told: `cannot tell: missing network of 100000000011`.
std::string undecided_sentence(const compliance::CheckResult& result);

/// What the status of a control rests on: its checks, each with how many it examined and how many
/// fail, and where the statements lie that a pass rests on.
std::string control_evidence(const ComplianceReport& report, const compliance::Control& control);

/// `in force`, `unused`, or what keeps it from suppressing anything.
std::string waiver_state(const ComplianceReport& report, std::size_t waiver);

/// The register of waivers as a Markdown section.
std::string exceptions_markdown(const ComplianceReport& report);

}  // namespace orgsim::io

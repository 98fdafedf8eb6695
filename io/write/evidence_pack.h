#pragma once

#include <string>
#include <vector>

#include "io/write/compliance_report.h"

namespace orgsim::io {

/// What the pack says of the run that is not in the report.
struct PackRun {
  std::string version;       // Of the program.
  std::string command_line;  // As it was given.
  std::string client;        // Empty: not said.
};

struct PackFile {
  std::string name;
  std::string text;
};

/// The files of an evidence pack for an auditor, sorted by name: the pack itself in Markdown, a CSV
/// for each of its tables, the report for machines, and a manifest with the SHA-256 of every file.
/// Same report and run, same bytes.
std::vector<PackFile> evidence_pack(const ComplianceReport& report, const PackRun& run);

}  // namespace orgsim::io

#pragma once

#include <string>
#include <vector>

#include "io/write/compliance_report.h"

namespace orgsim::io {

/// A table of an evidence pack: the same rows in its Markdown and in its CSV file.
struct PackTable {
  std::string file;  // `inventory.csv`
  std::string title;
  std::string population;  // What the rows are of, by which filter, from which source.
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
};

/// Inputs, inventory, evidence, controls, exceptions, administrators and blast radius, in the order
/// of the pack.
std::vector<PackTable> pack_tables(const ComplianceReport& report);

}  // namespace orgsim::io

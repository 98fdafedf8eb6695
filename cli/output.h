#pragma once

#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "io/write/paint.h"

namespace orgsim::cli {

/// A report to write. `-` is standard output.
struct ReportTarget {
  std::string format;
  std::string path;
};

/// What `--format`, `--output` and every `--report` ask for, the main answer first. A `--report`
/// for standard output takes the place of a main answer that was not asked for.
std::expected<std::vector<ReportTarget>, UsageError> report_targets(const Invocation& invocation);

/// How a report is to look: its format, and for text the colours and the width.
struct ReportStyle {
  std::string format;
  io::Paint paint{false};
  std::optional<std::size_t> width;
};

using RenderReport = std::function<std::string(const ReportStyle& style)>;

/// Writes every report that was asked for, each made by `render`. Returns `Answered`, or `Unusable`
/// after it said on `err` what could not be written.
ExitCode write_reports(const Invocation& invocation, const RenderReport& render);

/// Writes a file whole; `Unusable` after it said on `err` why it could not.
ExitCode write_file(const Invocation& invocation, const std::string& path, const std::string& text);

}  // namespace orgsim::cli
